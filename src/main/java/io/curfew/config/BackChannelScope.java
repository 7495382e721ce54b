package io.curfew.config;

/** Which sessions a logout token with a {@code sid} ends. */
public enum BackChannelScope {
    /** Those of the {@code sid}. */
    SID,
    /** All of the subject that began before. */
    SUBJECT,
    /** Those of the {@code sid} if it is known here, else all of the subject that began before. */
    AUTO
}
