package io.curfew.session;

import java.time.Duration;

/**
 * A moment of this process, by two clocks: one that nobody can set, and one that also goes on while the machine is suspended.
 *
 * @param nanos as {@link System#nanoTime}
 * @param millis as {@link System#currentTimeMillis}
 */
record Moment(long nanos, long millis) {
    static Moment now() {
        return new Moment(System.nanoTime(), System.currentTimeMillis());
    }

    /** The longer time that one of the clocks says. */
    Duration until(Moment later) {
        long byNanos = later.nanos - nanos;
        long byMillis = (later.millis - millis) * 1_000_000;
        return Duration.ofNanos(Math.max(byNanos, byMillis));
    }
}
