package io.curfew.routing;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The normalisation of a path as it comes from the client. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PathNormalisationBenchmark {
    /** A plain one, one with encoded octets beyond ASCII, and one that is refused at its end. */
    @Param({"/orders/2026/11/22/4711/items", "/orders/%C3%BCber%20alles/%7euser", "/orders/2026/11/22/.."})
    public String raw = "/";

    @Benchmark
    public PathVerdict normalise() {
        return RequestPath.of(raw, "");
    }
}
