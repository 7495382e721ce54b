package io.curfew.count;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How long something took, since the start of this node, as a histogram with fixed bounds. Any number of threads may note at once;
 * noting makes no object and waits for nobody.
 */
public final class Durations {
    private static final double NANOS_OF_A_SECOND = 1e9;

    private final List<Duration> bounds;
    private final long[] nanos;
    /** One more than there are bounds: the last is for what is above all of them. */
    private final LongAdder[] counts;

    private final LongAdder sum = new LongAdder();
    private final LongSupplier now;

    /** @param bounds the largest duration of each bucket, the shortest first */
    public Durations(List<Duration> bounds) {
        this(bounds, System::nanoTime);
    }

    /** @param now a clock that nobody can set, in nanoseconds */
    Durations(List<Duration> bounds, LongSupplier now) {
        this.bounds = List.copyOf(bounds);
        this.nanos = bounds.stream().mapToLong(Duration::toNanos).toArray();
        this.counts = new LongAdder[nanos.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
        this.now = now;
    }

    /** What {@link #end} is to be told. */
    public long begin() {
        return now.getAsLong();
    }

    /** Notes the time since then. */
    public void end(long begun) {
        noteNanos(now.getAsLong() - begun);
    }

    /** Notes a duration; one below zero, which two clocks can make, as zero. */
    public void note(Duration duration) {
        noteNanos(duration.toNanos());
    }

    private void noteNanos(long duration) {
        long taken = Math.max(0, duration);
        int bucket = 0;
        while (bucket < nanos.length && taken > nanos[bucket]) {
            bucket++;
        }
        counts[bucket].increment();
        sum.add(taken);
    }

    /** The largest duration of each bucket. */
    public List<Duration> bounds() {
        return bounds;
    }

    /** How many took as long as this bound or less. */
    public long upTo(int bound) {
        long total = 0;
        for (int i = 0; i <= bound; i++) {
            total += counts[i].sum();
        }
        return total;
    }

    /** How many were noted. */
    public long count() {
        return upTo(nanos.length);
    }

    /** How long all of them took together, in seconds. */
    public double seconds() {
        return sum.sum() / NANOS_OF_A_SECOND;
    }
}
