package io.curfew.audit;

import java.util.Locale;

/** What an event is about; the names are part of the schema of the audit log. */
public enum EventKind {
    /** A session has begun. */
    LOGIN,
    /** Somebody came back from a provider, or wanted to go there, and no session has begun. */
    LOGIN_REFUSED,
    /** Sessions have ended, or should have. */
    LOGOUT,
    /** A request for a logout that did nothing. */
    LOGOUT_REFUSED,
    /** An operator did something that ended no session. */
    OPERATOR;

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
