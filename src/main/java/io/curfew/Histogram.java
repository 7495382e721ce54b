package io.curfew;

import io.curfew.count.Durations;
import io.curfew.health.MetricFamily;
import java.util.List;

/** Durations as they are published. */
record Histogram(Durations durations) implements MetricFamily.Buckets {
    private static final double MILLIS_OF_A_SECOND = 1e3;

    @Override
    public List<Double> bounds() {
        return durations.bounds().stream()
                .map(bound -> bound.toMillis() / MILLIS_OF_A_SECOND)
                .toList();
    }

    @Override
    public long upTo(int bound) {
        return durations.upTo(bound);
    }

    @Override
    public long count() {
        return durations.count();
    }

    @Override
    public double sum() {
        return durations.seconds();
    }
}
