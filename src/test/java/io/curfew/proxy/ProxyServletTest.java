package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import io.curfew.page.Problem;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.LiveSession;
import io.curfew.session.Session;
import io.curfew.session.SessionKey;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxyServletTest {
    private static final String ANSWER =
            "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nX-A: 1\r\nSet-Cookie: __Host-curfew=x\r\nSet-Cookie: b=2\r\n\r\nhello";

    private final UpstreamClient client = new UpstreamClient();
    private final OpenStreams streams =
            new OpenStreams((key, idle) -> Optional.empty(), (live, idle) -> false, (bearer, endless) -> true);

    @AfterEach
    void closeClient() {
        client.close();
    }

    private static RouteBuilder route(RecordingUpstream upstream) {
        return new RouteBuilder().upstream(upstream.uri()).claimHeader("sub", "X-User");
    }

    private static LiveSession session(String issuer) {
        return new LiveSession(
                new SessionKey("k"),
                new Session(
                        new Route.SessionSpace(issuer, "gateway", "__Host-curfew"),
                        "alice",
                        "s1",
                        0,
                        0,
                        0,
                        0,
                        Map.of("sub", "alice"),
                        ""));
    }

    /** A request that passed the gate. */
    private static ServletHarness passed(Route route, String path) {
        ServletHarness exchange = new ServletHarness();
        exchange.attributes.put(RouteMatch.ATTRIBUTE, RouteBuilder.match(route, path));
        exchange.attributes.put(Admitted.ATTRIBUTE, session(RouteBuilder.ISSUER));
        return exchange;
    }

    private ProxyServlet servlet(Route route, Function<LiveSession, Optional<Tokens>> tokens) {
        PublicUrl publicUrl = new PublicUrl(URI.create("https://apps.example.com"));
        Settings settings = new Settings(publicUrl, List.of(), List.of(route));
        SettableClock clock = new SettableClock();
        Assertions assertions = new Assertions(publicUrl, new AssertionKeys(List.of()), clock, new SecureRandom());
        return new ProxyServlet(settings, client, new WebSocketClient(), streams, clock, tokens, assertions);
    }

    private void serve(ServletHarness exchange, Route route) throws Exception {
        serve(exchange, route, session -> {
            throw new AssertionError("nobody needs the tokens");
        });
    }

    private void serve(ServletHarness exchange, Route route, Function<LiveSession, Optional<Tokens>> tokens)
            throws Exception {
        exchange.serve(servlet(route, tokens));
    }

    @Test
    void requestAndAnswerPass() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).stripPath().build();
            ServletHarness exchange = passed(route, "/orders/a%20b")
                    .header("Host", "apps.example.com")
                    .header("Cookie", "__Host-curfew=s; c=3")
                    .header("X-User", "root");
            exchange.query = "q=%2F&r";
            serve(exchange, route);
            assertEquals(
                    "GET /a%20b?q=%2F&r HTTP/1.1\r\ncookie: c=3\r\n"
                            + "Forwarded: for=192.0.2.7;host=\"apps.example.com\";proto=https\r\nX-Forwarded-For: 192.0.2.7\r\n"
                            + "X-Forwarded-Proto: https\r\nX-Forwarded-Host: apps.example.com\r\nX-Forwarded-Port: 443\r\n"
                            + "X-Forwarded-Prefix: /orders\r\nX-User: alice\r\nHost: " + upstream.authority()
                            + "\r\nConnection: keep-alive\r\n\r\n",
                    upstream.received(0));
            assertEquals("201 hello", exchange.status + " " + exchange.text());
            assertEquals(5, exchange.contentLength);
            assertEquals(
                    List.of(new HeaderField("X-A", "1"), new HeaderField("Set-Cookie", "b=2")),
                    exchange.responseHeaders);
        }
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1,5,false", "HTTP/1.1,,true", "HTTP/2.0,5,false", "HTTP/2.0,,false"})
    void bodyPassesHoweverItIsFramed(String protocol, String length, boolean chunked) throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            if (exchange.head().contains("chunked")) {
                exchange.readChunks();
            } else {
                exchange.read(5);
            }
            exchange.send(ANSWER);
        })) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            exchange.method = "PATCH";
            exchange.protocol = protocol;
            exchange.body = new ByteArrayInputStream("12345".getBytes(StandardCharsets.US_ASCII));
            if (length != null) {
                exchange.header("Content-Length", length);
            }
            if (chunked) {
                exchange.header("Transfer-Encoding", "chunked");
            }
            serve(exchange, route);
            assertEquals(201, exchange.status);
            assertTrue(
                    upstream.received(0).endsWith(length == null ? "5\r\n12345\r\n0\r\n\r\n" : "\r\n\r\n12345"),
                    upstream.received(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1", "HTTP/2.0"})
    void requestWithoutBodyStaysWithout(String protocol) throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            exchange.protocol = protocol;
            serve(exchange, route);
            assertFalse(upstream.received(0).contains("Transfer-Encoding"), upstream.received(0));
            assertFalse(upstream.received(0).contains("Content-Length"), upstream.received(0));
        }
    }

    @Test
    void nothingIsForwardedWithoutTheGatesWord() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).build();
            ServletHarness noMatch = passed(route, "/orders");
            noMatch.attributes.remove(RouteMatch.ATTRIBUTE);
            ServletHarness noSession = passed(route, "/orders");
            noSession.attributes.remove(Admitted.ATTRIBUTE);
            ServletHarness wrongType = passed(route, "/orders");
            wrongType.attributes.put(Admitted.ATTRIBUTE, "true");
            ServletHarness foreignSession = passed(route, "/orders");
            foreignSession.attributes.put(Admitted.ATTRIBUTE, session("https://other.example.com"));
            serve(noMatch, route);
            serve(noSession, route);
            serve(wrongType, route);
            serve(foreignSession, route);
            assertEquals(
                    List.of(404, 500, 500, 500),
                    List.of(noMatch.status, noSession.status, wrongType.status, foreignSession.status));
            assertEquals(0, upstream.connections());
            serve(passed(route, "/orders"), route);
            assertEquals(1, upstream.connections(), "control");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TRACE,,405",
        "CONNECT,,405",
        "trace,,405",
        "G T,,405",
        "GET,websocket,400",
        "GET,h2c,201",
        "GET,WebSocket,400"
    })
    void methodsAndUpgradesThatAreNotForwarded(String method, String upgrade, int status) throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            exchange.method = method;
            if (upgrade != null) {
                exchange.header("Upgrade", upgrade).header("Connection", "Upgrade");
            }
            serve(exchange, route);
            assertEquals(status, exchange.status);
            assertEquals(status == 201 ? 1 : 0, upstream.connections());
            assertEquals(status == 405, exchange.responseHeader("Allow") != null);
            if (status == 201) {
                assertFalse(upstream.received(0).contains("h2c"));
            }
        }
    }

    @Test
    void accessTokenIsOpenedOnlyForItsRoute() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).tokenHeader("Authorization", true).build();
            serve(passed(route, "/orders"), route, session -> Optional.of(new Tokens("i", "t-1", null)));
            assertTrue(upstream.received(0).contains("\r\nAuthorization: Bearer t-1\r\n"), upstream.received(0));
        }
    }

    @Test
    void unreachableStoreLetsNobodyThrough() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).tokenHeader("Authorization", true).build();
            ServletHarness exchange = passed(route, "/orders");
            serve(exchange, route, session -> {
                throw new StoreUnavailableException("tokens", new IOException("down"));
            });
            assertEquals(503, exchange.status);
            assertEquals("5", exchange.responseHeader("Retry-After"));
            assertEquals(0, upstream.connections());
        }
    }

    private static String freeAddress() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "127.0.0.1:" + server.getLocalPort();
        }
    }

    @Test
    void unreachableUpstreamIsABadGateway() throws Exception {
        String address = freeAddress();
        Route route = new RouteBuilder().upstream("http://" + address).build();
        ServletHarness program = passed(route, "/orders").header("Accept", "*/*");
        ServletHarness browser = passed(route, "/orders").header("Accept", "text/html,*/*;q=0.8");
        serve(program, route);
        serve(browser, route);
        assertEquals(502, program.status);
        assertEquals(Problem.MEDIA_TYPE, program.responseHeader("Content-Type"));
        assertTrue(program.text().startsWith("{") && program.text().contains("\"status\":502"), program.text());
        assertEquals(502, browser.status);
        assertTrue(browser.text().startsWith("<!DOCTYPE html>"), browser.text());
        for (ServletHarness exchange : List.of(program, browser)) {
            assertEquals("no-store", exchange.responseHeader("Cache-Control"));
            assertEquals(exchange.responseBody.size(), exchange.contentLength);
            assertFalse(exchange.text().contains("127.0.0.1"), "the upstream's address stays inside");
        }
    }

    @Test
    void lateUpstreamIsAGatewayTimeout() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> exchange.read(1))) {
            Route route = route(upstream).readTimeout(Duration.ofMillis(200)).build();
            ServletHarness exchange = passed(route, "/orders");
            serve(exchange, route);
            assertEquals(504, exchange.status);
        }
    }

    @Test
    void cutRequestBodyIsABadRequest() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> exchange.read(100))) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders").header("Content-Length", "100");
            exchange.method = "POST";
            exchange.body = new ByteArrayInputStream(new byte[10]);
            serve(exchange, route);
            assertEquals(400, exchange.status);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProblemClosesTheConnectionIfTheGateWantsIt(boolean closing) throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            throw new IOException("closed");
        })) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            if (closing) {
                exchange.responseHeaders.add(new HeaderField("Connection", "close"));
            }
            serve(exchange, route);
            assertEquals(502, exchange.status);
            assertEquals(closing ? "close" : null, exchange.responseHeader("Connection"));
        }
    }

    @Test
    void anOptionsRequestWhoseTypeIsTakenAwayIsABadRequest() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.read(5);
            exchange.send(ANSWER);
        })) {
            Route route = route(upstream).build();
            for (boolean named : new boolean[] {true, false}) {
                ServletHarness exchange = passed(route, "/orders")
                        .header("Content-Length", "5")
                        .header("Content-Type", "text/plain")
                        .header("Connection", named ? "Content-Type" : "X-Other");
                exchange.method = "OPTIONS";
                exchange.body = new ByteArrayInputStream(new byte[5]);
                serve(exchange, route);
                assertEquals(named ? 400 : 201, exchange.status);
                assertEquals(named, exchange.text().contains("must say its Content-Type"), exchange::text);
            }
            assertEquals(1, upstream.heads().size());
        }
    }

    @Test
    void answerThatBreaksOffBeforeTheClientSawItIsABadGateway() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\nX-A: 1\r\n\r\nabc");
            throw new IOException("closed");
        })) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            serve(exchange, route);
            assertEquals(502, exchange.status);
            assertNull(exchange.responseHeader("X-A"));
            assertFalse(exchange.text().contains("abc"), exchange.text());
        }
    }

    @Test
    void answerThatBreaksOffAfterwardsBreaksTheClientsToo() throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n");
            throw new IOException("closed");
        })) {
            Route route = route(upstream).build();
            ServletHarness exchange = passed(route, "/orders");
            exchange.buffer = 0;
            assertThrows(UpstreamBrokenException.class, () -> serve(exchange, route));
            assertEquals("abc", exchange.text());
        }
    }

    /** A request that the gate let through without a session. */
    private static ServletHarness anonymous(Route route) {
        ServletHarness exchange = passed(route, "/orders");
        exchange.attributes.remove(Admitted.ATTRIBUTE);
        exchange.attributes.put(Passage.ANONYMOUS, true);
        return exchange;
    }

    @Test
    void aRequestThatNeedsNoSessionPassesAndSaysNobody() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).tokenHeader("Authorization", true).build();
            ServletHarness exchange = anonymous(route).header("X-User", "root").header("Authorization", "Bearer x");
            serve(exchange, route);
            assertEquals(201, exchange.status);
            assertFalse(upstream.received(0).contains("User"), upstream.received(0));
            assertFalse(upstream.received(0).contains("Authorization"), upstream.received(0));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofNobodyATokenThatDoesNotCountIsNotForwarded(boolean hasBadToken) throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).build();
            ServletHarness exchange = anonymous(route).header("Authorization", "Bearer forged");
            exchange.attributes.put(Passage.BAD_TOKEN, hasBadToken);
            serve(exchange, route);
            assertEquals(201, exchange.status);
            assertEquals(!hasBadToken, upstream.received(0).contains("Bearer forged"), upstream.received(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing", "false", "text"})
    void onlyTheGatesWordMakesARequestAnonymous(String note) throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).anonymousPaths("").build();
            ServletHarness exchange = anonymous(route);
            exchange.attributes.remove(Passage.ANONYMOUS);
            if (!note.equals("nothing")) {
                exchange.attributes.put(Passage.ANONYMOUS, note.equals("false") ? false : "true");
            }
            serve(exchange, route);
            assertEquals(500, exchange.status);
            assertEquals(0, upstream.connections());
        }
    }

    @Test
    void aSessionOfAnotherProviderIsRefusedOnAnonymousPathsToo() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).build();
            ServletHarness exchange = anonymous(route);
            exchange.attributes.put(Admitted.ATTRIBUTE, session("https://other.example.com"));
            serve(exchange, route);
            assertEquals(500, exchange.status);
            assertEquals(0, upstream.connections());
        }
    }

    @ParameterizedTest
    @CsvSource({"5,201", "4,413", "0,201"})
    void aBodyThatSaysItIsTooLongIsRefusedBeforeTheUpstreamIsAsked(long largest, int status) throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.read(5);
            exchange.send(ANSWER);
        })) {
            Route route = route(upstream).largestBody(largest).build();
            ServletHarness exchange = passed(route, "/orders").header("Content-Length", "5");
            exchange.method = "POST";
            exchange.body = new ByteArrayInputStream("12345".getBytes(StandardCharsets.US_ASCII));
            serve(exchange, route);
            assertEquals(status, exchange.status);
            assertEquals(status == 201 ? 1 : 0, upstream.connections());
            assertEquals(status == 201 ? null : "close", exchange.responseHeader("Connection"));
        }
    }

    @ParameterizedTest
    @CsvSource({"20000,201", "19999,413"})
    void aBodyThatTurnsOutTooLongIsBrokenOff(long largest, int status) throws Exception {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.readChunks();
            exchange.send(ANSWER);
        })) {
            Route route = route(upstream).largestBody(largest).build();
            ServletHarness exchange = passed(route, "/orders").header("Transfer-Encoding", "chunked");
            exchange.method = "POST";
            exchange.body = new ByteArrayInputStream(new byte[20_000]);
            serve(exchange, route);
            assertEquals(status, exchange.status);
            assertEquals(status == 201 ? null : "close", exchange.responseHeader("Connection"));
            assertTrue(Waiting.until(() -> !upstream.heads().isEmpty(), Duration.ofSeconds(10)), "it was asked");
            assertEquals(
                    status == 201,
                    upstream.received(0).endsWith("0\r\n\r\n"),
                    "a body that was cut must not look like a whole one");
        }
    }

    @Test
    void theHostThatTheClientAskedForIsTheUpstreamsToo() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).preserveHost().build();
            serve(passed(route, "/orders").header("Host", "apps.example.org:8443"), route);
            assertTrue(upstream.received(0).contains("\r\nHost: apps.example.org:8443\r\n"), upstream.received(0));
            assertFalse(upstream.received(0).contains(upstream.authority()), upstream.received(0));
        }
    }

    @Test
    void tokensAreOpenedForAnIdTokenAlone() throws Exception {
        try (RecordingUpstream upstream = RecordingUpstream.answering(ANSWER)) {
            Route route = route(upstream).idTokenHeader("X-Id-Token").build();
            serve(
                    passed(route, "/orders").header("X-Id-Token", "forged"),
                    route,
                    session -> Optional.of(new Tokens("id.token", "access", null)));
            assertTrue(upstream.received(0).contains("\r\nX-Id-Token: id.token\r\n"), upstream.received(0));
            assertFalse(upstream.received(0).contains("access"), upstream.received(0));
            assertFalse(upstream.received(0).contains("forged"), upstream.received(0));
        }
    }
}
