package io.curfew.session;

import io.curfew.config.Route;
import java.util.Map;

/** A session that was live when it was read, with the key to save or end it. */
public record LiveSession(SessionKey key, Session session) implements Admitted {
    /**
     * A name for the session that stays the same as long as it lives. Nobody can make a cookie of it, nor a key of the store.
     */
    public String publicId() {
        return publicId(key);
    }

    static String publicId(SessionKey key) {
        return Fingerprint.of("public id of " + key.value());
    }

    /** The same with nothing but what a logout goes by and what its user is shown. */
    LiveSession forWatching() {
        Map<String, String> shown = Map.of("preferred_username", session.userName());
        return new LiveSession(key, session.with(shown, "", session.times()));
    }

    /** Whether the session is one of this space; to any other it is nothing. */
    public boolean belongsTo(Route.SessionSpace space) {
        return session.space().equals(space);
    }

    @Override
    public Caller caller() {
        return session;
    }

    @Override
    public boolean isFor(Route route) {
        return route.access().credentials().session() && belongsTo(route.sessionSpace());
    }
}
