package io.curfew.backchannel;

import io.curfew.count.Durations;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How logout requests of providers ended, and how long they took, since the start of this node. */
public final class BackChannelCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder storeUnavailable = new LongAdder();
    private final LongAdder keysUnavailable = new LongAdder();
    private final Map<LogoutTokenRefusal, LongAdder> refused = new EnumMap<>(LogoutTokenRefusal.class);

    private final Durations untilEverywhere =
            new Durations(Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .map(Duration::ofMillis)
                    .toList());
    private final Durations ages = new Durations(
            Stream.of(1, 2, 5, 10, 30, 60, 120, 300).map(Duration::ofSeconds).toList());

    public BackChannelCounters() {
        for (LogoutTokenRefusal refusal : LogoutTokenRefusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    /** Answered 200. */
    public long accepted() {
        return accepted.sum();
    }

    /** Answered 503 because the session store did not answer. */
    public long storeUnavailable() {
        return storeUnavailable.sum();
    }

    /** Answered 503 because the provider's keys could not be fetched. */
    public long keysUnavailable() {
        return keysUnavailable.sum();
    }

    /** Refused for this reason. */
    public long refused(LogoutTokenRefusal refusal) {
        LongAdder counter = refused.get(refusal);
        return counter == null ? 0 : counter.sum();
    }

    /** From the receipt of a token until no node let a request of its sessions through; of those that were carried out. */
    public Durations untilEverywhere() {
        return untilEverywhere;
    }

    /** How long before its receipt a token was issued, by the provider's clock; of those that could be verified. */
    public Durations ages() {
        return ages;
    }

    void count(BackChannelLogoutOutcome outcome) {
        if (outcome instanceof BackChannelLogoutOutcome.Ended) {
            accepted.increment();
        } else if (outcome instanceof BackChannelLogoutOutcome.StoreUnavailable) {
            storeUnavailable.increment();
        } else if (outcome instanceof BackChannelLogoutOutcome.KeysUnavailable) {
            keysUnavailable.increment();
        } else if (outcome instanceof BackChannelLogoutOutcome.Refused refusal) {
            LongAdder counter = refused.get(refusal.refusal());
            if (counter != null) {
                counter.increment();
            }
        }
    }
}
