package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of HTTP passes beside a plain request and its answer: ranges, 100-continue, trailers; byte for byte, on a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PassingMessagesIT {
    private static final String PARTS = part("0-1", "ab") + part("4-5", "ef") + "--b--\r\n";

    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(PassingMessagesIT::answer);
        scene = Scene.start(
                TestProvider.start(), upstream, config -> config.with("curfew.upstream_headers_claims", "sub")
                        .with("curfew.upstream_headers_names", "X-User"));
        cookie = "Cookie: " + Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private static void answer(RecordingUpstream.Exchange exchange) throws IOException {
        switch (HostileScene.target(exchange.head())) {
            case "/part" ->
                exchange.send("HTTP/1.1 206 Partial Content\r\nContent-Range: bytes 2-3/9\r\nETag: \"1\""
                        + "\r\nContent-Length: 2\r\n\r\ncd");
            case "/parts" ->
                exchange.send("HTTP/1.1 206 Partial Content\r\nContent-Type: multipart/byteranges; boundary=b"
                        + "\r\nContent-Length: " + PARTS.length() + "\r\n\r\n" + PARTS);
            case "/beyond" ->
                exchange.send(
                        "HTTP/1.1 416 Range Not Satisfiable\r\nContent-Range: bytes */9\r\nContent-Length: 0\r\n\r\n");
            case "/options" -> exchange.send("HTTP/1.1 204 No Content\r\nAllow: GET, OPTIONS\r\nDAV: 1\r\n\r\n");
            case "/long-head" -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 123456789012\r\n\r\n");
            case "/hinted" ->
                exchange.send("HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n" + Wire.OK);
            case "/continue" -> {
                exchange.send("HTTP/1.1 100 Continue\r\n\r\n");
                Wire.readAndAnswer(exchange);
            }
            case "/refuse-401" -> refuse(exchange, "401 Unauthorized");
            case "/refuse-417" -> refuse(exchange, "417 Expectation Failed");
            case "/trailed" ->
                exchange.send("HTTP/1.1 200 OK\r\nTrailer: X-Sum, Set-Cookie\r\nTransfer-Encoding: chunked"
                        + "\r\n\r\n5\r\nhello\r\n0\r\nX-Sum: 4711\r\nSet-Cookie: app=1\r\nContent-Length: 3"
                        + "\r\nLocation: /x\r\n\r\n");
            case "/not-trailed" ->
                exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
            case "/trailers" -> readTrailers(exchange);
            default -> Wire.readAndAnswer(exchange);
        }
    }

    private static String part(String range, String content) {
        return "--b\r\nContent-Type: text/plain\r\nContent-Range: bytes " + range + "/9\r\n\r\n" + content + "\r\n";
    }

    private static void readTrailers(RecordingUpstream.Exchange exchange) throws IOException {
        StringBuilder chunks = new StringBuilder();
        while (!chunks.toString().matches("(?s).*\r\n0\r\n(.*\r\n)?\r\n")) {
            chunks.append(new String(exchange.read(1), java.nio.charset.StandardCharsets.ISO_8859_1));
        }
        exchange.send(Wire.OK);
    }

    private static void refuse(RecordingUpstream.Exchange exchange, String status) throws IOException {
        exchange.send("HTTP/1.1 " + status + "\r\nContent-Length: 3\r\nConnection: close\r\n\r\nown");
        throw new IOException("it does not read the body");
    }

    private Wire.Reply call(String method, String target, String... headers) throws IOException {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = cookie;
        return Wire.send(scene.port(), Wire.request(method, target, all));
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    private static void assertHas(String head, String field) {
        assertTrue(head.contains("\r\n" + field + "\r\n"), head);
    }

    @Test
    void rangesPass() throws IOException {
        Wire.Reply part = call("GET", "/orders/part", "Range: bytes=2-3", "If-Range: \"1\"");
        assertHas(lastHead(), "Range: bytes=2-3");
        assertHas(lastHead(), "If-Range: \"1\"");
        assertEquals("206 cd", part.status() + " " + part.body());
        assertHas(part.head(), "Content-Range: bytes 2-3/9");
        assertHas(part.head(), "ETag: \"1\"");
        Wire.Reply parts = call("GET", "/orders/parts", "Range: bytes=0-1,4-5");
        assertEquals("206 " + PARTS, parts.status() + " " + parts.body());
        assertHas(parts.head(), "Content-Type: multipart/byteranges; boundary=b");
        Wire.Reply beyond = call("GET", "/orders/beyond", "Range: bytes=9-");
        assertEquals("416 ", beyond.status() + " " + beyond.body());
        assertHas(beyond.head(), "Content-Range: bytes */9");
    }

    @Test
    void headAndOptionsPass() throws IOException {
        Wire.Reply head = call("HEAD", "/orders/long-head");
        assertEquals("200 ", head.status() + " " + head.body());
        assertHas(head.head(), "Content-Length: 123456789012");
        Wire.Reply options = call("OPTIONS", "/orders/options");
        assertTrue(lastHead().startsWith("OPTIONS /options HTTP/1.1\r\n"), lastHead());
        assertEquals("204 ", options.status() + " " + options.body());
        assertHas(options.head(), "Allow: GET, OPTIONS");
        assertHas(options.head(), "DAV: 1");
    }

    /** The platform cannot send them: Jakarta Servlet 6.1 has no method for it. */
    @Test
    void earlyHintsAreDropped() throws IOException {
        Wire.Reply reply = call("GET", "/orders/hinted");
        assertEquals("200 ok", reply.status() + " " + reply.body());
        assertFalse(reply.raw().contains("103"), reply::raw);
    }

    private String expecting(String target, String cookieLine) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + cookieLine
                + "Expect: 100-continue\r\nContent-Length: 5\r\n\r\n";
    }

    private static String firstLine(Connection connection) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int octet = connection.socket().getInputStream().read();
            assertTrue(octet >= 0, head::toString);
            head.append((char) octet);
        }
        return head.substring(0, head.indexOf("\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/continue", "/orders/does-not-know-it"})
    void aClientThatAsksIsToldToGoOnBeforeItSends(String target) throws IOException {
        try (Connection connection = Connection.to(scene.port())) {
            connection.write(expecting(target, cookie + "\r\n"));
            assertEquals("HTTP/1.1 100 Continue", firstLine(connection));
            connection.write("hello");
            Received received = connection.read();
            assertNotNull(received);
            assertEquals("200 ok", received.status() + " " + received.body());
            assertHas(lastHead(), "Expect: 100-continue");
        }
    }

    /** Open Liberty says 100 by itself, before the gate is asked; so it does for those who are refused. */
    @Test
    void theServerSaysGoOnForItself() throws IOException {
        int before = scene.upstream().heads().size();
        try (Connection connection = Connection.to(scene.port())) {
            connection.write(expecting("/orders/continue", ""));
            assertEquals("HTTP/1.1 100 Continue", firstLine(connection));
            connection.write("hello");
            Received received = connection.read();
            assertNotNull(received);
            assertEquals(401, received.status());
            assertEquals(before, scene.upstream().heads().size());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 417})
    void anUpstreamThatRefusesAtOnceIsHeardBeforeTheBodyIsSent(int status) throws IOException {
        try (Connection connection = Connection.to(scene.port())) {
            connection.write("POST /orders/refuse-" + status + " HTTP/1.1\r\nHost: localhost\r\n" + cookie
                    + "\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n");
            Received received = connection.read();
            assertNotNull(received);
            assertEquals(status + " own", received.status() + " " + received.body());
        }
    }

    private String post(String target, String body, String... headers) throws IOException {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = cookie;
        all[headers.length + 1] = "Transfer-Encoding: chunked";
        Wire.Reply reply = Wire.send(scene.port(), Wire.request("POST", target, all) + body);
        assertEquals(200, reply.status(), reply::raw);
        StringBuilder received = new StringBuilder();
        for (int index = 0; index < scene.upstream().connections(); index++) {
            received.append(scene.upstream().received(index));
        }
        return received.toString();
    }

    @Test
    void trailersOfARequestPassButThoseThatMustNot() throws IOException {
        String received = post(
                "/orders/trailers",
                "5\r\nhello\r\n0\r\nX-Sum: 4711\r\nX-User: mallory\r\nX_User: mallory\r\nCookie: a=mallory"
                        + "\r\nAuthorization: mallory\r\nContent-Length: 1\r\nX-Forwarded-For: mallory\r\nHost: mallory\r\n\r\n",
                "TE: trailers");
        assertTrue(received.toLowerCase(Locale.ROOT).contains("5\r\nhello\r\n0\r\nx-sum: 4711\r\n\r\n"), received);
        assertFalse(received.contains("mallory"), received);
        assertHas(lastHead(), "TE: trailers");
        assertHas(lastHead(), "Connection: TE");
    }

    @Test
    void trailersOfAnAnswerPassButThoseThatMustNot() throws IOException {
        Wire.Reply reply = call("GET", "/orders/trailed");
        assertTrue(
                reply.raw().toLowerCase(Locale.ROOT).endsWith("\r\n5\r\nhello\r\n0\r\nx-sum: 4711\r\n\r\n"),
                reply::raw);
        Wire.Reply without = call("GET", "/orders/not-trailed");
        assertTrue(without.raw().endsWith("hello") || without.raw().endsWith("hello\r\n0\r\n\r\n"), without::raw);
    }
}
