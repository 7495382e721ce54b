package io.curfew.config;

import java.util.Locale;

/** Whether a sign-out ends the session here and leaves the one at the provider. */
public enum LocalOnly {
    FALSE,
    /** When the sign-out has the query argument {@code local}. */
    ON_REQUEST,
    TRUE;

    /** As it is configured. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
