package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.FreePort;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is forwarded, and what the client sees when the upstream fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyIT {
    private final UpstreamScripts scripts = new UpstreamScripts();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(scripts::answer);
        scene = Scene.start(TestProvider.start(), upstream, config -> config.withRoute("down", "/down", down())
                .withRoute("late", "/late", upstream.uri())
                .with("curfew.route.late.read_timeout", "1000")
                .withRoute("rest", "/", upstream.uri())
                .with("curfew.route.rest.strip_path", "false")
                .with("curfew.upstream_headers_claims", "sub")
                .with("curfew.upstream_headers_names", "X-User"));
        cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    private static String down() {
        return "http://127.0.0.1:" + FreePort.any();
    }

    @AfterAll
    void stop() throws IOException {
        scripts.close();
        scene.close();
    }

    private Wire.Reply call(String method, String target, String... headers) throws IOException {
        String[] all = java.util.Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = "Cookie: " + cookie;
        return Wire.send(scene.port(), Wire.request(method, target, all));
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"})
    void methodsAndBodiesArriveByteForByte(String method) throws Exception {
        byte[] body = new byte[70_000];
        new Random(method.hashCode()).nextBytes(body);
        HttpResponse<byte[]> answer = client.send(
                HttpRequest.newBuilder(URI.create(scene.url("/orders/echo")))
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/octet-stream")
                        .method(method, HttpRequest.BodyPublishers.ofByteArray(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertEquals(200, answer.statusCode());
        assertEquals(method, answer.headers().firstValue("X-Method").orElse(""));
        assertArrayEquals(body, answer.body());
    }

    @Test
    void headHasAHeadAlone() throws IOException {
        Wire.Reply reply = call("HEAD", "/orders/anything");
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        assertTrue(reply.head().toLowerCase(Locale.ROOT).contains("\r\ncontent-length: 2\r\n"), reply.head());
    }

    @Test
    void aBigDownloadArrivesWhole() throws Exception {
        HttpResponse<InputStream> answer = client.send(
                HttpRequest.newBuilder(URI.create(scene.url("/orders/download")))
                        .header("Cookie", cookie)
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
        long count = 0;
        try (InputStream in = answer.body()) {
            byte[] buffer = new byte[65_536];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int index = 0; index < read; index++) {
                    assertEquals('0' + (count + index) % 10, buffer[index]);
                }
                count += read;
            }
        }
        assertEquals(UpstreamScripts.BIG, count);
    }

    @Test
    void anAnswerIsStreamedWhileItIsMade() throws Exception {
        try (Socket socket = open()) {
            write(socket, Wire.request("GET", "/orders/slow-download", "Cookie: " + cookie));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("first") < 0) {
                int octet = socket.getInputStream().read();
                assertTrue(octet >= 0, seen::toString);
                seen.append((char) octet);
            }
            scripts.secondPartWanted.countDown();
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(rest.contains("second") && rest.endsWith("0\r\n\r\n"), rest);
        }
    }

    @Test
    void aBodyIsStreamedWhileItIsSent() throws Exception {
        int half = 20_000_000;
        try (Socket socket = open()) {
            write(
                    socket,
                    Wire.request(
                            "PUT",
                            "/orders/upload",
                            "Cookie: " + cookie,
                            "Content-Type: text/plain",
                            "Content-Length: " + 2 * half));
            byte[] block = "a".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            for (int sent = 0; sent < half; sent += block.length) {
                socket.getOutputStream().write(block);
            }
            assertTrue(scripts.firstPartArrived.await(10, TimeUnit.SECONDS), "nothing arrived before the end");
            for (int sent = 0; sent < half; sent += block.length) {
                socket.getOutputStream().write(block);
            }
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(reply.contains(Long.toString(2L * half * 'a')), reply);
        }
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Test
    void anUpstreamThatIsDownIs502() throws IOException {
        Wire.Reply reply = call("GET", "/down/x");
        assertEquals(502, reply.status());
        tellsNothingOfTheInside(reply);
    }

    @Test
    void anUpstreamThatIsLateIs504() throws IOException {
        long began = System.nanoTime();
        Wire.Reply reply = call("GET", "/late/silent");
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
        assertEquals(504, reply.status());
        assertTrue(millis >= 900 && millis < 6000, millis + " ms");
        tellsNothingOfTheInside(reply);
    }

    @Test
    void anAnswerThatBreaksBeforeAnyOfItWentOutIs502() throws IOException {
        Wire.Reply reply = call("GET", "/orders/short");
        assertEquals(502, reply.status());
        assertFalse(reply.raw().contains("half an answer"), reply.raw());
        tellsNothingOfTheInside(reply);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/cut-length", "/orders/cut-chunks", "/orders/cut-stream"})
    void anAnswerThatBreaksOnTheWayIsBrokenForTheClientToo(String target) throws IOException {
        Wire.Reply reply = call("GET", target);
        assertEquals(200, reply.status());
        assertFalse(
                reply.isWhole(),
                () -> "reset=" + reply.reset() + " " + reply.raw().length() + " chars: " + reply.head() + "… "
                        + reply.raw().substring(Math.max(0, reply.raw().length() - 300)));
        assertFalse(reply.raw().contains("Exception"), reply::head);
    }

    @Test
    void aRedirectOfTheUpstreamStaysOnTheGateway() throws IOException {
        Wire.Reply reply = call("GET", "/orders/redirect");
        assertEquals(302, reply.status());
        assertTrue(reply.head().contains("\r\nLocation: " + scene.url("/orders/there?x=1") + "\r\n"), reply.head());
        tellsNothingOfTheInside(reply);
    }

    private void tellsNothingOfTheInside(Wire.Reply reply) {
        assertFalse(reply.raw().contains("127.0.0.1"), reply.raw());
        assertFalse(reply.raw().contains(scene.upstream().authority()), reply.raw());
        assertFalse(reply.raw().contains("Exception"), reply.raw());
    }

    @Test
    void theUpstreamIsToldWhoItIsByTheGatewayAlone() throws IOException {
        Wire.Reply reply = call(
                "GET",
                "/orders/who",
                "X-User: mallory",
                "x-user: mallory",
                "X_User: mallory",
                "X_USER: mallory",
                "X-User : mallory",
                "Connection: X-User, close",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Host: mallory.example",
                "Cookie: app=1; curfew-login=mallory; " + cookie + "; other=2");
        if (reply.status() == 400) {
            // a space before the colon may be refused as a whole (RFC 9112, section 5.1)
            reply = call("GET", "/orders/who", "X-User: mallory", "X_User: mallory", "Cookie: app=1; other=2");
        }
        assertEquals(200, reply.status());
        String head = lastHead();
        assertFalse(head.contains("mallory"), head);
        assertTrue(head.contains("\r\nX-User: alice\r\n"), head);
        assertTrue(head.contains("app=1; other=2"), head);
        assertFalse(head.contains(cookie), head);
    }

    /** The target as sent; 400, or the path at which the upstream must see it, or what the gateway itself has there: a page or nothing. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "//orders/x | 400",
                "/orders//x | 400",
                "/./orders/x | 400",
                "/orders/./x | 400",
                "/orders/../down/x | 400",
                "/orders/..;/down/x | 400",
                "/orders/%2e%2e/down/x | 400",
                "/orders/%2E%2E/down/x | 400",
                "/orders/.%2e/down/x | 400",
                "/orders%2fx | 400",
                "/orders/%2fx | 400",
                "/orders/..%2fdown | 400",
                "/orders/%5c..%5cdown | 400",
                "/orders\\x | 400",
                "/orders;x/y | 400",
                "/orders/x;jsessionid=1 | /x",
                "/orders/%3bx | 400",
                "/orders/%00 | 400",
                "/orders/%0d%0ax | 400",
                "/orders/%zz | 400",
                "/orders/% | 400",
                "/orders/%c0%af | 400",
                "/orders/%ff | 400",
                "/orders/%252e%252e/x | /%252e%252e/x",
                "/%6frders/x | /x",
                "/orders/a%7eb | /a~b",
                "/orders/a%20b | /a%20b",
                "/orders/%c3%a9 | /%C3%A9",
                "/ORDERS/x | /ORDERS/x",
                "/ordersx | /ordersx",
                "/orders | /",
                "/orders/ | /",
                "/OIDC/logged-out | /OIDC/logged-out",
                "/oidcx/logged-out | /oidcx/logged-out",
                "/oidc/..%2forders | 400",
                "/oidc/../orders/x | 400",
                "/oidc/%2e%2e/orders/x | 400",
                "/oidc/..;/orders/x | 400",
                "/orders/../oidc/logged-out | 400",
                "/orders/..%2foidc/logged-out | 400",
                "//oidc/logged-out | 400",
                "/oidc//logged-out | 400",
                "/oidc/./logged-out | 400",
                "/oidc;x/logged-out | 400",
                "/oidc/logged-out;x | 400",
                "/oidc%2flogged-out | 400",
                "/oidc/logged-out | page",
                "/%6fidc/logged-out | nothing",
                "/%6F%69%64%63/%6cogged-out | nothing",
                "/oidc/logged%2Dout | nothing",
                "/oidc/logged-out/ | page",
                "/oidc/nothing | nothing",
                "/oidc | nothing",
                "/oidc/ | nothing",
                "/orders/oidc/logged-out | /oidc/logged-out"
            })
    void aPathIsForwardedExactlyOrRefused(String target, String expected) throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply withoutSession = Wire.send(scene.port(), Wire.request("GET", target));
        assertEquals(before, scene.upstream().heads().size(), "forwarded without a session");
        Wire.Reply reply = call("GET", target);
        if (expected.startsWith("/")) {
            assertEquals(401, withoutSession.status());
            assertEquals(200, reply.status());
            assertTrue(lastHead().startsWith("GET " + expected + " HTTP/1.1\r\n"), lastHead());
            return;
        }
        assertEquals(before, scene.upstream().heads().size(), () -> "forwarded as " + lastHead());
        int status = expected.equals("page") ? 200 : expected.equals("nothing") ? 404 : 400;
        assertEquals(status, withoutSession.status(), withoutSession::raw);
        assertEquals(status, reply.status(), reply::raw);
        assertFalse(reply.raw().contains(scene.upstream().authority()), reply::raw);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/health/../orders/x",
                "/health/%2e%2e/orders/x",
                "/health/..;/orders/x",
                "/health/..%2forders/x",
                "/metrics/../orders/x",
                "/orders/\u0000x",
                "http://localhost/orders/x",
                "*"
            })
    void nothingGetsPastTheGateByAnotherDoor(String target) throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply reply = Wire.send(scene.port(), Wire.request("GET", target));
        assertEquals(before, scene.upstream().heads().size(), "forwarded without a session");
        assertTrue(reply.raw().isEmpty() || reply.status() >= 400, reply::raw);
    }
}
