package io.curfew.proxy;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The headers that Chromium sends with a navigation, and those of a usual answer. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderPolicyBenchmark {
    private final Route route = new RouteBuilder()
            .claimHeader("sub", "X-User")
            .claimHeader("email", "X-User-Email")
            .build();
    private final RouteMatch match = RouteBuilder.match(route, route.path());
    private final HeaderPolicy policy =
            new HeaderPolicy(new PublicUrl(URI.create("https://apps.example.com")), List.of(route));
    private final Session session =
            new Session(route.sessionSpace(), "alice", "s1", 0, 0, 0, 0, Map.of("email", "alice@example.com"), "");
    private final Optional<Tokens> tokens = Optional.of(new Tokens("id", "access", null));
    private final ClientRequest request = new ClientRequest(
            "GET",
            List.of(
                    new HeaderField("Host", "apps.example.com"),
                    new HeaderField("Connection", "keep-alive"),
                    new HeaderField("Upgrade-Insecure-Requests", "1"),
                    new HeaderField(
                            "User-Agent", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0.0.0"),
                    new HeaderField("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
                    new HeaderField("Sec-Fetch-Site", "same-origin"),
                    new HeaderField("Sec-Fetch-Mode", "navigate"),
                    new HeaderField("Sec-Fetch-User", "?1"),
                    new HeaderField("Sec-Fetch-Dest", "document"),
                    new HeaderField("Accept-Encoding", "gzip, deflate, br, zstd"),
                    new HeaderField("Accept-Language", "en-GB,en;q=0.9"),
                    new HeaderField("Cookie", "theme=dark; __Host-curfew=0123456789012345678901234567890123456789012")),
            "192.0.2.7",
            null,
            null);
    private final List<HeaderField> answer = List.of(
            new HeaderField("Date", "Sun, 22 Nov 2026 00:00:00 GMT"),
            new HeaderField("Content-Type", "text/html; charset=utf-8"),
            new HeaderField("Cache-Control", "no-cache"),
            new HeaderField("ETag", "\"4711\""),
            new HeaderField("Set-Cookie", "theme=dark; Path=/"),
            new HeaderField("Connection", "keep-alive"));

    @Benchmark
    public List<HeaderField> toUpstream() {
        return policy.toUpstream(request, match, session, tokens);
    }

    @Benchmark
    public List<HeaderField> toClient() {
        return policy.toClient(answer, match);
    }
}
