package io.curfew.login;

import java.util.concurrent.atomic.LongAdder;

/** What providers said to refreshes since the start of this node. */
public final class RenewalCounts {
    private final LongAdder renewed = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();

    void count(RenewalOutcome outcome) {
        if (outcome instanceof RenewalOutcome.Gained) {
            renewed.increment();
        } else if (outcome instanceof RenewalOutcome.Refused) {
            refused.increment();
        } else if (outcome instanceof RenewalOutcome.Silent) {
            unanswered.increment();
        }
    }

    /** New tokens came. */
    public long renewed() {
        return renewed.sum();
    }

    /** The login is over, or the answer was for another one. */
    public long refused() {
        return refused.sum();
    }

    /** Nothing was said about the login. */
    public long unanswered() {
        return unanswered.sum();
    }
}
