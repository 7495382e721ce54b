package io.curfew.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The logout tokens that were acted on. */
final class SeenLogoutTokens {
    private static final Duration SHORTEST_MEMORY = Duration.ofSeconds(1);

    private final StoreCache<LogoutTokenId, String> tokens;
    private final Clock clock;
    private final SecureRandom random;

    SeenLogoutTokens(StoreCache<LogoutTokenId, String> tokens, Clock clock, SecureRandom random) {
        this.tokens = tokens;
        this.clock = clock;
        this.random = random;
    }

    boolean contain(LogoutTokenId id) {
        return tokens.get(id) != null;
    }

    /** False when it was there before. */
    boolean add(LogoutTokenId id, Instant until) {
        Duration left = Duration.between(clock.instant(), until);
        Duration lifespan = left.compareTo(SHORTEST_MEMORY) < 0 ? SHORTEST_MEMORY : left;
        // a value that nobody else writes: so an attempt that the store repeats knows itself, and only itself
        return tokens.putFirst(id, SessionId.fresh(random).value(), lifespan);
    }
}
