package io.curfew.session;

import java.time.Duration;
import java.util.Optional;

/**
 * The logins under way. Anybody can start one, so their number is bounded: the store drops some when there are too many.
 * Every method may throw {@link StoreUnavailableException}.
 */
public final class Logins {
    private final StoreCache<String, PendingLogin> logins;

    public Logins(SessionCaches caches) {
        this.logins = new StoreCache<>("logins", caches.logins());
    }

    /**
     * Keeps a login until it comes back.
     *
     * @param id a secret that only the browser gets; it is stored hashed
     */
    public void put(String id, PendingLogin state, Duration lifespan) {
        logins.put(Fingerprint.of(id), state, lifespan);
    }

    /** Looks without taking. */
    public Optional<PendingLogin> get(String id) {
        return Optional.ofNullable(logins.get(Fingerprint.of(id)));
    }

    /** Takes it: of several callers, however close, exactly one gets it. */
    public Optional<PendingLogin> take(String id) {
        String key = Fingerprint.of(id);
        PendingLogin found = logins.get(key);
        // by comparing: when a node dies that has just done it, the store asks another, and that one only knows what to
        // compare with
        return found != null && logins.remove(key, found) ? Optional.of(found) : Optional.empty();
    }
}
