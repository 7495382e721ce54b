package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Everything that was measured of the targets, and the medians of it. */
final class Figures {
    /**
     * One target in one cell in one round.
     *
     * @param cpuMillis what its processes took for each request
     * @param megabytes what they had resident afterwards
     */
    record Measured(String target, Cell cell, Wrk.Seen seen, double cpuMillis, long megabytes) {}

    private final List<Measured> all = new ArrayList<>();

    /** Measures now. */
    void measure(Wrk wrk, Target target, Cell cell, int seconds) {
        double before = target.processes().cpuMillis();
        Wrk.Seen seen = wrk.run(target, cell, seconds);
        double spent = target.processes().cpuMillis() - before;
        if (seen.requests() == 0) {
            throw new IllegalStateException(target.name() + " answered nothing in cell " + cell.name());
        }
        Measured measured = new Measured(
                target.name(),
                cell,
                seen,
                spent / seen.requests(),
                target.processes().residentMegabytes());
        all.add(measured);
        System.out.println(line(measured));
    }

    List<String> targets() {
        return all.stream().map(Measured::target).distinct().toList();
    }

    boolean has(String target) {
        return targets().contains(target);
    }

    long errors(String target) {
        return all.stream()
                .filter(measured -> measured.target().equals(target))
                .mapToLong(measured -> measured.seen().errors())
                .sum();
    }

    double perSecond(String target, Cell cell) {
        return median(target, cell, measured -> measured.seen().perSecond());
    }

    double p50(String target, Cell cell) {
        return median(target, cell, measured -> measured.seen().p50());
    }

    double p99(String target, Cell cell) {
        return median(target, cell, measured -> measured.seen().p99());
    }

    double cpuMillis(String target, Cell cell) {
        return median(target, cell, Measured::cpuMillis);
    }

    double megabytes(String target) {
        return all.stream()
                .filter(measured -> measured.target().equals(target))
                .mapToDouble(Measured::megabytes)
                .max()
                .orElseThrow();
    }

    private double median(String target, Cell cell, ToDoubleFunction<Measured> value) {
        double[] sorted = all.stream()
                .filter(measured ->
                        measured.target().equals(target) && measured.cell().equals(cell))
                .mapToDouble(value)
                .sorted()
                .toArray();
        if (sorted.length == 0) {
            throw new IllegalStateException(target + " was not measured in cell " + cell.name());
        }
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Every single figure, for who wants to see how far they spread. */
    void writeTo(Path file) {
        try {
            Files.write(file, all.stream().map(Figures::line).toList());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String line(Measured measured) {
        Wrk.Seen seen = measured.seen();
        return String.format(
                Locale.ROOT,
                "%-26s %-15s %9.1f req/s  p50 %8.3f ms  p99 %8.3f ms  %.4f CPU ms  %5d MB  %d errors",
                measured.target(),
                measured.cell().name(),
                seen.perSecond(),
                seen.p50(),
                seen.p99(),
                measured.cpuMillis(),
                measured.megabytes(),
                seen.errors());
    }
}
