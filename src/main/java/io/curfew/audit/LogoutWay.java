package io.curfew.audit;

import java.util.Locale;

/** How sessions came to end; the names are part of the schema of the audit log. */
public enum LogoutWay {
    /** Their user signed out. */
    USER,
    /** The provider sent a logout token. */
    PROVIDER,
    /** The provider's page said so in a frame. */
    FRONT_CHANNEL,
    /** An operator ended them. */
    ADMINISTRATOR,
    /** To make room for another session of the user. */
    LIMIT,
    /** It had been idle for too long when its browser came back. */
    EXPIRY,
    /** Its browser began another one. */
    REPLACED,
    /** It may not pass, and its route ends such a session. */
    REFUSED,
    /** The provider takes its refresh token no longer, or could not say for too long whether it does. */
    REFRESH_REFUSED;

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
