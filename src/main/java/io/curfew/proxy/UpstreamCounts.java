package io.curfew.proxy;

import io.curfew.count.Durations;
import io.curfew.count.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** How the upstreams of one route answer, since the start of this node. */
public final class UpstreamCounts {
    private final Tally<UpstreamEnd> ends = new Tally<>(UpstreamEnd.class);
    private final Durations untilHead =
            new Durations(Stream.of(5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000)
                    .map(Duration::ofMillis)
                    .toList());
    private final LongAdder brokenBodies = new LongAdder();

    /** A request is about to be sent; what {@link #answered} is to be told. */
    long begin() {
        return untilHead.begin();
    }

    void answered(long begun, int status) {
        untilHead.end(begun);
        ends.count(UpstreamEnd.of(status));
    }

    void failed(IOException failure) {
        ends.count(UpstreamEnd.of(failure));
    }

    /** The body of an answer broke off. */
    void bodyBroke() {
        brokenBodies.increment();
    }

    /** How requests ended. */
    public Tally<UpstreamEnd> ends() {
        return ends;
    }

    /** From when a request was to be sent until the head of its answer was there; of those that were answered. */
    public Durations untilHead() {
        return untilHead;
    }

    /** How many answers broke off after their head. */
    public long brokenBodies() {
        return brokenBodies.sum();
    }
}
