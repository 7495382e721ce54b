package io.curfew.session;

/** A session that was live when it was read, with the key to save or end it. */
public record LiveSession(SessionKey key, Session session) {
    /** The request attribute under which the gate hands it on. */
    public static final String ATTRIBUTE = "io.curfew.session.LiveSession";
}
