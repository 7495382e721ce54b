package io.curfew.assertion;

import io.curfew.config.AssertionSettings;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.UpstreamSettings.TokenHeader;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.Caller;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What an assertion costs a request: found again, which is the rule, and signed. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AssertionBenchmark {
    private final Route route = new RouteBuilder().build();
    private final AssertionSettings settings = new AssertionSettings(
            new TokenHeader("Authorization", true), "orders", Duration.ofSeconds(60), List.of("groups"));
    private final SettableClock clock = new SettableClock();
    private final Assertions assertions = new Assertions(
            RouteBuilder.PUBLIC_URL,
            new AssertionKeys(List.of(new Secret("0123456789abcdef0123456789abcdef"))),
            clock,
            new SecureRandom());
    private final LiveSession live = new LiveSession(
            new SessionKey("0123456789012345678901234567890123456789012"),
            new Session(
                    route.sessionSpace(),
                    "4711",
                    "s1",
                    0,
                    0,
                    0,
                    0,
                    Map.of("preferred_username", "alice", Caller.GROUPS + "groups", "[\"buyers\",\"staff\"]"),
                    ""));

    @Benchmark
    public String found() {
        return assertions.of(settings, live);
    }

    @Benchmark
    public String signed() {
        clock.advance(Duration.ofSeconds(30));
        return assertions.of(settings, live);
    }
}
