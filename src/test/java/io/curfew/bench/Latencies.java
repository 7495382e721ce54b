package io.curfew.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts how long requests took, to about 2 %, with no lock and no memory for a single one. */
final class Latencies {
    /** Each power of two is divided into so many steps. */
    private static final int STEPS = 64;

    private static final int POWERS = 40;

    private final AtomicLongArray counts = new AtomicLongArray(STEPS * POWERS);

    void add(long nanos) {
        counts.incrementAndGet(step(Math.max(nanos, 1)));
    }

    /** What was counted so far; counting begins anew. */
    Taken take() {
        long[] taken = new long[counts.length()];
        long sum = 0;
        for (int i = 0; i < taken.length; i++) {
            taken[i] = counts.getAndSet(i, 0);
            sum += taken[i];
        }
        return new Taken(taken, sum);
    }

    private static int step(long nanos) {
        int power = 63 - Long.numberOfLeadingZeros(nanos);
        int within = power < 6 ? (int) (nanos << (6 - power)) - STEPS : (int) (nanos >> (power - 6)) - STEPS;
        return Math.min(power * STEPS + within, STEPS * POWERS - 1);
    }

    /** The upper end of a step. */
    private static double millis(int step) {
        return Math.scalb(1 + (step % STEPS + 1.0) / STEPS, step / STEPS) / 1e6;
    }

    /** What was counted between two moments. */
    static final class Taken {
        private final long[] counts;
        private final long count;

        private Taken(long[] counts, long count) {
            this.counts = counts;
            this.count = count;
        }

        long count() {
            return count;
        }

        /** So many percent took at most so many milliseconds. */
        double percentile(double percent) {
            double wanted = count * percent / 100;
            long seen = 0;
            for (int step = 0; step < counts.length; step++) {
                seen += counts[step];
                if (seen > 0 && seen >= wanted) {
                    return millis(step);
                }
            }
            return 0;
        }
    }
}
