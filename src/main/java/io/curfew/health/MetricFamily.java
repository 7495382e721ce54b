package io.curfew.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * A metric with all its series, read whenever somebody scrapes.
 *
 * @param name as it is published, by the conventions of Prometheus
 * @param meaning one sentence
 */
public record MetricFamily(String name, Type type, String meaning, List<Series> series) {
    /** What kind of number it is. */
    public enum Type {
        /** Only rises, from zero at the start of the node. */
        COUNTER,
        /** How it is now. */
        GAUGE,
        /** Counters of durations up to bounds, of all, and their sum. */
        HISTOGRAM
    }

    /** One number of a metric. */
    public record Series(String suffix, Map<String, String> labels, DoubleSupplier value) {}

    /** What a histogram reads. */
    public interface Buckets {
        /** The largest value of each bucket, in seconds. */
        List<Double> bounds();

        /** How many up to this bound. */
        long upTo(int bound);

        long count();

        double sum();
    }

    public MetricFamily {
        series = List.copyOf(series);
    }

    /** One that only rises, without series yet. */
    public static MetricFamily counter(String name, String meaning) {
        return new MetricFamily(name, Type.COUNTER, meaning, List.of());
    }

    /** One that rises and falls, without series yet. */
    public static MetricFamily gauge(String name, String meaning) {
        return new MetricFamily(name, Type.GAUGE, meaning, List.of());
    }

    /** One of durations, without series yet. */
    public static MetricFamily histogram(String name, String meaning) {
        return new MetricFamily(name, Type.HISTOGRAM, meaning, List.of());
    }

    /** The same with a number that has no label. */
    public MetricFamily of(LongSupplier value) {
        return with("", Map.of(), value);
    }

    /** The same with a number of this label. */
    public MetricFamily of(String label, String text, LongSupplier value) {
        return with("", Map.of(label, text), value);
    }

    /** The same with a number for each of these. */
    public <K> MetricFamily by(String label, Iterable<K> kinds, Function<K, String> text, ToLongFunction<K> value) {
        return by(Map.of(), label, kinds, text, value);
    }

    /** The same with a number for each of these beside another label. */
    public <K> MetricFamily by(
            Map<String, String> beside,
            String label,
            Iterable<K> kinds,
            Function<K, String> text,
            ToLongFunction<K> value) {
        MetricFamily all = this;
        for (K kind : kinds) {
            all = all.with("", and(beside, label, text.apply(kind)), () -> value.applyAsLong(kind));
        }
        return all;
    }

    /** The same with a histogram of these labels. */
    public MetricFamily of(Map<String, String> labels, Buckets buckets) {
        MetricFamily all = this;
        for (int i = 0; i < buckets.bounds().size(); i++) {
            int bound = i;
            String text = Double.toString(buckets.bounds().get(i));
            all = all.with("_bucket", and(labels, "le", text), () -> buckets.upTo(bound));
        }
        return all.with("_bucket", and(labels, "le", "+Inf"), buckets::count)
                .with("_count", labels, buckets::count)
                .with(new Series("_sum", labels, buckets::sum));
    }

    private MetricFamily with(String suffix, Map<String, String> labels, LongSupplier value) {
        return with(new Series(suffix, labels, value::getAsLong));
    }

    private MetricFamily with(Series more) {
        List<Series> both = new ArrayList<>(series);
        both.add(more);
        return new MetricFamily(name, type, meaning, both);
    }

    private static Map<String, String> and(Map<String, String> labels, String label, String text) {
        Map<String, String> both = new LinkedHashMap<>(labels);
        both.put(label, text);
        return both;
    }
}
