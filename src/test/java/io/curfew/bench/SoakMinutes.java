package io.curfew.bench;

import io.curfew.bench.Trend.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** What was seen minute by minute, and what it says about the whole. */
final class SoakMinutes {
    /** Memory of what was signed out lasts so long in the node that is measured; only then can its size stay as it is. */
    static final int STEADY_AFTER = 10;

    /** Of the heap after a collection, in MB a minute. */
    static final double MOST_GROWTH = 0.2;

    /**
     * One minute; the first, number 0, is the moment before.
     *
     * @param errors of every kind
     * @param cpuMillis what the node took for each request, with the logins and logouts that came in between
     * @param heap in MB after a collection, if there was one
     */
    record Minute(
            int number,
            Latencies.Taken requests,
            int errors,
            double cpuMillis,
            NodeState state,
            OptionalDouble heap,
            int alive,
            Turnover.Counts counts) {}

    private final List<Minute> all = new ArrayList<>();

    void add(Minute minute) {
        all.add(minute);
    }

    List<Minute> all() {
        return List.copyOf(all);
    }

    int errors() {
        return all.stream().mapToInt(Minute::errors).sum();
    }

    long requests() {
        return all.stream().mapToLong(minute -> minute.requests().count()).sum();
    }

    /** MB a minute, from when the node is steady; empty if that is less than three collections. */
    OptionalDouble heapGrowth() {
        List<Point> points = all.stream()
                .filter(minute ->
                        minute.number() >= STEADY_AFTER && minute.heap().isPresent())
                .map(minute -> new Point(minute.number(), minute.heap().getAsDouble()))
                .toList();
        return points.size() < 3 ? OptionalDouble.empty() : OptionalDouble.of(Trend.slope(points));
    }

    /** No error, and no growth beyond the bound where it can be told. */
    boolean isGood() {
        return errors() == 0 && heapGrowth().orElse(0) <= MOST_GROWTH;
    }
}
