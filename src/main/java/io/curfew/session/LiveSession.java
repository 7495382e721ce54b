package io.curfew.session;

import io.curfew.config.Route;

/** A session that was live when it was read, with the key to save or end it. */
public record LiveSession(SessionKey key, Session session) {
    /** The request attribute under which the gate hands it on. */
    public static final String ATTRIBUTE = "io.curfew.session.LiveSession";

    /**
     * A name for the session that stays the same as long as it lives. Nobody can make a cookie of it, nor a key of the store.
     */
    public String publicId() {
        return publicId(key);
    }

    static String publicId(SessionKey key) {
        return Fingerprint.of("public id of " + key.value());
    }

    /** Whether the session is one of this space; to any other it is nothing. */
    public boolean belongsTo(Route.SessionSpace space) {
        return session.space().equals(space);
    }
}
