package io.curfew;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** When this node has last carried a logout token out, by issuers: those of the configuration, since no other is accepted. */
final class AcceptedLogoutTokens {
    private final Map<String, Instant> last = new ConcurrentHashMap<>();
    private final Clock clock;

    AcceptedLogoutTokens(Clock clock) {
        this.clock = clock;
    }

    void note(String issuer) {
        last.put(issuer, clock.instant());
    }

    @Nullable
    Instant lastOf(String issuer) {
        return last.get(issuer);
    }
}
