package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.config.UpstreamConnections;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever has no session cannot take the connections of those who have one. */
@Timeout(60)
class AnonymousRequestsTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern LENGTH = Pattern.compile("Content-Length: (\\d+)");
    private static final int LONG = 200_000;

    private final UpstreamClient client = new UpstreamClient();
    private final SettableClock clock = new SettableClock();
    private final OpenStreams streams =
            new OpenStreams((key, idle) -> Optional.empty(), (live, idle) -> false, (bearer, endless) -> true);

    @AfterEach
    void closeClient() {
        client.close();
    }

    /** Gives some bytes, and the rest when it is told to go on. */
    private static final class Stalling extends InputStream {
        private final CountDownLatch goOn = new CountDownLatch(1);
        private final int before;
        private int left;

        Stalling(int before, int all) {
            this.before = all - before;
            this.left = all;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            if (left == before) {
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
            int most = left > before ? left - before : left;
            int count = Math.min(most, length);
            left -= count;
            return count == 0 ? -1 : count;
        }
    }

    private static RecordingUpstream upstream() throws IOException {
        return new RecordingUpstream(exchange -> {
            Matcher length = LENGTH.matcher(exchange.head());
            if (length.find()) {
                exchange.read(Integer.parseInt(length.group(1)));
            }
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
    }

    private Consumer<ServletHarness> servlet(RecordingUpstream upstream, int mostConnections) {
        Route route = new RouteBuilder()
                .upstream(upstream.uri())
                .connections(new UpstreamConnections(mostConnections, Optional.empty(), Optional.empty()))
                .connectTimeout(Duration.ofMillis(300))
                .build();
        Settings settings =
                new Settings(new PublicUrl(URI.create("https://apps.example.com")), List.of(), List.of(route));
        ProxyServlet servlet = new ProxyServlet(
                settings,
                client,
                new WebSocketClient(),
                streams,
                clock,
                session -> Optional.empty(),
                new Assertions(settings.publicUrl(), new AssertionKeys(List.of()), clock, new SecureRandom()));
        return exchange -> {
            exchange.attributes.put(RouteMatch.ATTRIBUTE, RouteBuilder.match(route, "/orders"));
            try {
                exchange.serve(servlet);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static ServletHarness post(InputStream body, int length) {
        ServletHarness exchange = new ServletHarness().header("Content-Length", Integer.toString(length));
        exchange.method = "POST";
        exchange.body = body;
        return exchange;
    }

    private static ServletHarness anonymous(InputStream body, int length) {
        ServletHarness exchange = post(body, length);
        exchange.attributes.put(Passage.ANONYMOUS, true);
        return exchange;
    }

    private static ServletHarness signedIn(InputStream body, int length) {
        ServletHarness exchange = post(body, length);
        Route.SessionSpace space = new Route.SessionSpace(RouteBuilder.ISSUER, "gateway", "__Host-curfew");
        Session session = new Session(space, "alice", "s1", 0, 0, 0, 0, Map.of(), "");
        exchange.attributes.put(Admitted.ATTRIBUTE, new LiveSession(new SessionKey("k"), session));
        return exchange;
    }

    private static InputStream bytes(int length) {
        return new ByteArrayInputStream(new byte[length]);
    }

    private static int status(Consumer<ServletHarness> servlet, ServletHarness exchange) {
        servlet.accept(exchange);
        return exchange.status;
    }

    @Test
    void aShortBodyThatDoesNotComeHoldsNoConnection() throws Exception {
        try (RecordingUpstream upstream = upstream()) {
            Consumer<ServletHarness> servlet = servlet(upstream, 1);
            Stalling body = new Stalling(10, 1_000);
            CompletableFuture<Integer> slow =
                    CompletableFuture.supplyAsync(() -> status(servlet, anonymous(body, 1_000)));
            Waiting.until(() -> upstream.connections() > 0, Duration.ofMillis(300));
            assertEquals(200, status(servlet, signedIn(bytes(10), 10)));
            assertEquals(1, upstream.heads().size(), "the slow one has not been asked for");
            body.goOn.countDown();
            assertEquals(200, slow.get());
            assertEquals(2, upstream.heads().size());
        }
    }

    @Test
    void longBodiesTakeAShareOfTheConnections() throws Exception {
        try (RecordingUpstream upstream = upstream()) {
            Consumer<ServletHarness> servlet = servlet(upstream, 4);
            Stalling body = new Stalling(LONG - 1, LONG);
            CompletableFuture<Integer> slow =
                    CompletableFuture.supplyAsync(() -> status(servlet, anonymous(body, LONG)));
            assertTrue(Waiting.until(() -> upstream.heads().size() == 1, LIMIT), "it holds a connection");
            ServletHarness second = anonymous(bytes(LONG), LONG);
            assertEquals(503, status(servlet, second));
            assertEquals("5", second.responseHeader("Retry-After"));
            assertEquals(1, upstream.connections());
            assertEquals(200, status(servlet, anonymous(bytes(1_000), 1_000)), "a short one");
            assertEquals(200, status(servlet, signedIn(bytes(LONG), LONG)));
            body.goOn.countDown();
            assertEquals(200, slow.get());
            assertEquals(200, status(servlet, anonymous(bytes(LONG), LONG)), "control");
        }
    }

    @Test
    void aBodyThatComesTooSlowlyIsARequestTimeout() throws Exception {
        try (RecordingUpstream upstream = upstream()) {
            Consumer<ServletHarness> servlet = servlet(upstream, 4);
            InputStream slow = new ByteArrayInputStream(new byte[10]) {
                @Override
                public synchronized int read(byte[] buffer, int offset, int length) {
                    clock.advance(Duration.ofSeconds(40));
                    return super.read(buffer, offset, Math.min(length, 5));
                }
            };
            ServletHarness exchange = anonymous(slow, 10);
            assertEquals(408, status(servlet, exchange));
            assertEquals("close", exchange.responseHeader("Connection"));
            assertEquals(0, upstream.connections());
            slow.reset();
            assertEquals(200, status(servlet, signedIn(slow, 10)), "control");
        }
    }
}
