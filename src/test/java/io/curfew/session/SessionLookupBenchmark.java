package io.curfew.session;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** From the value of a cookie to its session, in a local store. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SessionLookupBenchmark {
    /** How many sessions the store has. */
    @Param({"1", "100000"})
    public int sessions = 1;

    private final EmbeddedStore store = EmbeddedStore.local();
    private final Sessions hall = hall(store);
    private final BrowserSessions browsers = new BrowserSessions(hall);
    private final Route route = BrowserGround.route();
    private final List<String> cookies = new ArrayList<>();
    private int next;

    private static Sessions hall(EmbeddedStore store) {
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(List.of(new Secret("a secret of the bench")), random);
        return new Sessions(store.caches(), seal, Clock.systemUTC(), random, LoginBuilder.ABSOLUTE);
    }

    @Setup
    public void fill() {
        for (int i = 0; i < sessions; i++) {
            LoginOutcome outcome = hall.begin(new LoginBuilder(Instant.now())
                    .subject("user-" + i)
                    .sid("sid-" + i)
                    .build());
            if (!(outcome instanceof LoginOutcome.Begun begun)) {
                throw new IllegalStateException("No session began");
            }
            cookies.add(begun.id().value());
        }
    }

    @TearDown
    public void close() {
        store.close();
    }

    @Benchmark
    public LiveSession find() {
        next = (next + 1) % cookies.size();
        Presented presented = new Presented(Optional.of(cookies.get(next)), Optional.empty(), null);
        return browsers.use(route, presented).orElseThrow().session();
    }
}
