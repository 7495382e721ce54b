package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.session.BearerCaller;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Callers whose tokens were verified a short while ago, so that the next request costs no signature. Each is known at one route alone, and
 * by the hash of the whole token. Who was refused is never here.
 */
final class KnownBearers {
    static final int MOST = 1_000;

    /** Short: a key that was withdrawn is trusted for so much longer than the keys of a provider are fresh. */
    static final Duration LONGEST = Duration.ofSeconds(60);

    private record Key(String routeName, String hash) {
        static Key of(Route route, String token) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
                return new Key(route.name(), Base64.getEncoder().encodeToString(hash));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }
    }

    private record Known(BearerCaller caller, Instant until) {}

    private final Clock clock;
    private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Known> eldest) {
            return size() > MOST;
        }
    };

    KnownBearers(Clock clock) {
        this.clock = clock;
    }

    Optional<BearerCaller> find(Route route, String token) {
        Instant now = clock.instant();
        Known found = get(Key.of(route, token));
        return found == null || !found.until().isAfter(now) || found.caller().isExpired(now)
                ? Optional.empty()
                : Optional.of(found.caller());
    }

    private synchronized @Nullable Known get(Key key) {
        return known.get(key);
    }

    void remember(Route route, BearerCaller caller) {
        put(Key.of(route, caller.token()), new Known(caller, clock.instant().plus(LONGEST)));
    }

    private synchronized void put(Key key, Known value) {
        known.put(key, value);
    }

    synchronized int size() {
        return known.size();
    }
}
