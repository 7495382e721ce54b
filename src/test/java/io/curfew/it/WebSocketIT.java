package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketScript;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** WebSockets through a packaged node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST = 20;

    private final WebSocketScript script = new WebSocketScript();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Scene scene;
    private String alice;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(script);
        scene = Scene.start(
                TestProvider.start(), upstream, config -> config.with("curfew.upstream_headers_claims", "sub")
                        .with("curfew.upstream_headers_names", "X-User")
                        .with("curfew.max_websockets", Integer.toString(MOST))
                        .withRoute("chat", "/chat", upstream.uri())
                        .with("curfew.route.chat.websocket_origins", "https://chat.example"));
        alice = Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private WebSocketTalk open(String path, String cookie) {
        return WebSocketTalk.open(
                client, scene.url("/orders" + path), "", "Cookie", Scene.SESSION_COOKIE + "=" + cookie);
    }

    @Test
    void textsAndBytesComeBackAsTheyWere() {
        try (WebSocketTalk talk = open("/echo", alice)) {
            assertEquals("gr\u00fc\u00df dich", talk.ask("gr\u00fc\u00df dich"));
            byte[] bytes = new byte[300];
            new Random(1).nextBytes(bytes);
            assertArrayEquals(bytes, talk.ask(bytes));
        }
    }

    @Test
    void aLogoutTokenClosesTheWebSocketsOfItsSessionAlone() {
        String bob = Scene.sessionCookie(scene.signIn("bob", "sid-bob"));
        String carol = Scene.sessionCookie(scene.signIn("carol", "sid-carol"));
        try (WebSocketTalk his = open("/echo", bob);
                WebSocketTalk hers = open("/echo", carol)) {
            assertEquals("a", his.ask("a"));
            assertEquals("b", hers.ask("b"));
            assertEquals(
                    200, scene.post(scene.logoutToken("bob", "sid-bob").build()).statusCode());
            long answered = System.nanoTime();
            assertEquals(4401, his.awaitClose());
            assertEquals("session over", his.closeReason());
            Duration late = Duration.ofNanos(his.closedAt() - answered);
            assertTrue(late.compareTo(SOON) < 0, late::toString);
            assertEquals("still here", hers.ask("still here"));
        }
    }

    @Test
    void aBigMessageArrivesWhole() {
        byte[] million = new byte[1 << 20];
        new Random(2).nextBytes(million);
        try (WebSocketTalk talk = open("/echo", alice)) {
            assertArrayEquals(million, talk.ask(million));
        }
    }

    @Test
    void theUpstreamChoosesTheSubProtocolAndPingsPass() {
        try (WebSocketTalk talk = WebSocketTalk.open(
                client, scene.url("/orders/protocol"), "chat.v2", "Cookie", Scene.SESSION_COOKIE + "=" + alice)) {
            assertEquals("chat.v2", talk.socket().getSubprotocol());
            talk.ping();
        }
        try (WebSocketTalk talk = open("/ping", alice)) {
            // the upstream answers with a ping, and with the text once the client's pong has come
            assertEquals("are you there?", talk.ask("are you there?"));
        }
    }

    @Test
    void closeCodesPassBothWays() {
        WebSocketTalk talk = open("/echo", alice);
        talk.socket().sendClose(4123, "mine").join();
        assertEquals(4123, talk.awaitClose());
        assertTrue(Waiting.until(() -> script.closeCodes().contains(4123), LIMIT));
        WebSocketTalk left = open("/bye", alice);
        left.socket().sendText("go", true).join();
        assertEquals(4000, left.awaitClose());
        assertEquals("bye", left.closeReason());
    }

    @Test
    void aClientThatIsGoneTakesItsUpstreamWithIt() {
        WebSocketTalk talk = open("/echo", alice);
        assertEquals("x", talk.ask("x"));
        int before = script.ended();
        talk.socket().abort();
        assertTrue(Waiting.until(() -> script.ended() > before, LIMIT));
    }

    @Test
    void anUpstreamThatRefusesIsHeard() {
        assertEquals(403, refusal("/refuse", alice));
    }

    @Test
    void anUpstreamThatAcceptsAnotherHandshakeIsNotBelieved() {
        assertEquals(502, refusal("/wrong", alice));
    }

    @Test
    void onlyPagesOfOurOriginMayOpenOne() {
        assertEquals(403, refusal("/echo", alice, "Origin", "https://evil.example"));
        assertEquals(403, refusal("/echo", alice, "Origin", "null"));
        String own = scene.url("");
        try (WebSocketTalk talk = WebSocketTalk.open(
                client, scene.url("/orders/echo"), "", "Cookie", Scene.SESSION_COOKIE + "=" + alice, "Origin", own)) {
            assertEquals("same", talk.ask("same"));
        }
        try (WebSocketTalk talk = WebSocketTalk.open(
                client,
                scene.url("/chat/echo"),
                "",
                "Cookie",
                Scene.SESSION_COOKIE + "=" + alice,
                "Origin",
                "https://chat.example")) {
            assertEquals("named", talk.ask("named"));
        }
    }

    @Test
    void withoutASessionNobodyIsLetThrough() {
        int before = scene.upstream().connections();
        assertEquals(401, refusal("/echo", "nobodys"));
        assertEquals(before, scene.upstream().connections());
    }

    @Test
    void theUpstreamSeesOurIdentityAndNotTheClients() {
        try (WebSocketTalk talk = WebSocketTalk.open(
                client,
                scene.url("/orders/echo?whoami"),
                "",
                "Cookie",
                "theirs=1; " + Scene.SESSION_COOKIE + "=" + alice,
                "X-User",
                "root",
                "X_User",
                "root")) {
            assertEquals("a", talk.ask("a"));
            String head = scene.upstream().heads().stream()
                    .filter(each -> each.contains("/echo?whoami"))
                    .findFirst()
                    .orElseThrow();
            assertTrue(head.contains("\r\nX-User: alice\r\n"), head);
            assertTrue(head.contains("theirs=1"), head);
            assertFalse(head.contains("root"), head);
            assertFalse(head.contains(alice), "the session cookie is ours");
        }
    }

    @Test
    void beyondTheBoundOthersMustWait() {
        List<WebSocketTalk> open = new ArrayList<>();
        try {
            assertTrue(Waiting.until(
                    () -> {
                        try {
                            open.add(open("/echo", alice));
                            return false;
                        } catch (CompletionException e) {
                            return statusOf(e) == 503;
                        }
                    },
                    LIMIT));
            assertTrue(open.size() <= MOST, "open: " + open.size());
        } finally {
            open.forEach(WebSocketTalk::close);
        }
        assertTrue(Waiting.until(
                () -> {
                    // as many as a test opens
                    try (WebSocketTalk one = open("/echo", alice);
                            WebSocketTalk two = open("/echo", alice);
                            WebSocketTalk three = open("/echo", alice)) {
                        return one.ask("again").equals(two.ask("again"))
                                && three.ask("x").equals("x");
                    } catch (CompletionException e) {
                        return false;
                    }
                },
                LIMIT));
    }

    @Test
    void aWebSocketInTheMiddleOfAFrameIsBrokenOff() {
        String dave = Scene.sessionCookie(scene.signIn("dave", "sid-dave"));
        WebSocketTalk talk = open("/half", dave);
        assertEquals(
                200, scene.post(scene.logoutToken("dave", "sid-dave").build()).statusCode());
        assertEquals(1006, talk.awaitClose());
    }

    @Test
    void aClientThatReadsNothingIsBrokenOffToo() throws IOException {
        String erin = Scene.sessionCookie(scene.signIn("erin", "sid-erin"));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
            socket.getOutputStream()
                    .write(
                            ("GET /orders/flood HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                                            + "Cookie: " + Scene.SESSION_COOKIE + "=" + erin + "\r\n\r\n")
                                    .getBytes(StandardCharsets.ISO_8859_1));
            assertTrue(Waiting.until(
                    () -> scene.upstream().heads().stream().anyMatch(head -> head.contains("/flood")), LIMIT));
            int before = script.ended();
            assertEquals(
                    200,
                    scene.post(scene.logoutToken("erin", "sid-erin").build()).statusCode());
            assertTrue(Waiting.until(() -> script.ended() > before, LIMIT), "the upstream's connection");
            socket.setSoTimeout(30_000);
            byte[] buffer = new byte[65_536];
            long rest = 0;
            try {
                for (int count = socket.getInputStream().read(buffer);
                        count >= 0;
                        count = socket.getInputStream().read(buffer)) {
                    rest += count;
                }
            } catch (SocketException reset) {
                rest++;
            }
            assertTrue(rest > 0);
        }
    }

    private int refusal(String path, String cookie, String... headers) {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Cookie";
        all[headers.length + 1] = Scene.SESSION_COOKIE + "=" + cookie;
        CompletionException refused = assertThrows(
                CompletionException.class, () -> WebSocketTalk.open(client, scene.url("/orders" + path), "", all));
        return statusOf(refused);
    }

    private static int statusOf(CompletionException refused) {
        return refused.getCause() instanceof WebSocketHandshakeException handshake
                ? handshake.getResponse().statusCode()
                : 0;
    }
}
