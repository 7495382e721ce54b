package io.curfew.session;

import java.time.Clock;
import java.time.Duration;

/**
 * A moment of this process, by two clocks: one that nobody can set, and one that also goes on while the machine is suspended.
 *
 * @param nanos as {@link System#nanoTime}
 * @param millis since the epoch
 */
record Moment(long nanos, long millis) {
    static Moment of(Clock clock) {
        return new Moment(System.nanoTime(), clock.millis());
    }

    /** The longer time that one of the clocks says. */
    Duration until(Moment later) {
        long byNanos = later.nanos - nanos;
        long byMillis = (later.millis - millis) * 1_000_000;
        return Duration.ofNanos(Math.max(byNanos, byMillis));
    }
}
