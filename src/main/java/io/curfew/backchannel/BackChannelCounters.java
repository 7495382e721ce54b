package io.curfew.backchannel;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** How logout requests of providers ended since the start of this node. */
public final class BackChannelCounters {
    private final LongAdder accepted = new LongAdder();
    private final LongAdder storeUnavailable = new LongAdder();
    private final LongAdder keysUnavailable = new LongAdder();
    private final Map<LogoutTokenRefusal, LongAdder> refused = new EnumMap<>(LogoutTokenRefusal.class);

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
