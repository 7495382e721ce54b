package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.FreePort;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketScript;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpClient;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Several upstreams, upstreams by https, and the way back of paths, on a node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamsIT {
    private RecordingUpstream a;
    private RecordingUpstream b;
    private RecordingUpstream secure;
    private final WebSocketScript webSockets = new WebSocketScript();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Scene scene;
    private String cookie;

    private static void named(String name, RecordingUpstream.Exchange exchange) throws IOException {
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\nLocation: /login\r\n"
                + "Set-Cookie: app=1; Domain=127.0.0.1; Path=/shop; HttpOnly\r\n\r\n" + name);
    }

    @BeforeAll
    void start() throws Exception {
        a = new RecordingUpstream(exchange -> named("a", exchange));
        b = new RecordingUpstream(exchange -> named("b", exchange));
        SelfSigned known = SelfSigned.make();
        SSLServerSocket socket = (SSLServerSocket)
                known.context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(true);
        secure = new RecordingUpstream(socket, exchange -> {
            if (exchange.head().contains("Upgrade: websocket")) {
                webSockets.answer(exchange);
            } else {
                named("s", exchange);
            }
        });
        String https = "https://" + secure.authority();
        scene = Scene.start(
                TestProvider.start(), new RecordingUpstream(Wire::readAndAnswer), config -> config.withRoute(
                                "turns", "/turns", a.uri() + "," + b.uri())
                        .withRoute("half", "/half", down() + "," + b.uri())
                        .withRoute("secure", "/secure", https)
                        .with("curfew.route.secure.upstream_trust_store", trustStore(known))
                        .with("curfew.route.secure.upstream_trust_store_password", SelfSigned.PASSWORD)
                        .with(
                                "curfew.route.secure.upstream_key_store",
                                known.keyStore().toString())
                        .with("curfew.route.secure.upstream_key_store_password", SelfSigned.PASSWORD)
                        .withRoute("unknown", "/unknown", https));
        cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    private static String trustStore(SelfSigned certificate) {
        try {
            return certificate.trustStore().toString();
        } catch (IOException | java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String down() {
        return "http://127.0.0.1:" + FreePort.any();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
        a.close();
        b.close();
        secure.close();
    }

    private Wire.Reply get(String target) throws IOException {
        return Wire.send(scene.port(), Wire.request("GET", target, "Cookie: " + cookie));
    }

    @Test
    void upstreamsTakeTurns() throws IOException {
        StringBuilder seen = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            seen.append(get("/turns/x").body());
        }
        assertTrue(seen.toString().equals("abab") || seen.toString().equals("baba"), seen::toString);
    }

    @Test
    void oneThatIsDownIsNoticedByNobodyAndLeftOut() throws IOException {
        for (int i = 0; i < 10; i++) {
            Wire.Reply reply = get("/half/x");
            assertEquals("200 b", reply.status() + " " + reply.body());
        }
        assertTrue(scene.node().logText().contains("An upstream is left out for a while. route=half"), "no log line");
    }

    @Test
    void answersLeadBackToTheRoute() throws IOException {
        String head = get("/turns/x").head();
        assertTrue(head.contains("\r\nLocation: /turns/login\r\n"), head);
        assertTrue(head.contains("\r\nSet-Cookie: app=1; Path=/turns/shop; HttpOnly\r\n"), head);
    }

    @Test
    void anUpstreamByHttpsKnowsTheGatewayAndIsKnown() throws IOException {
        Wire.Reply reply = get("/secure/x");
        assertEquals("200 s", reply.status() + " " + reply.body());
        int before = secure.heads().size();
        Wire.Reply refused = get("/unknown/x");
        assertEquals(502, refused.status());
        assertFalse(refused.raw().contains("PKIX"), refused::raw);
        assertEquals(before, secure.heads().size());
        assertTrue(scene.node().logText().contains("route=unknown upstream=https://"), "no log line");
        assertTrue(scene.node().logText().contains("PKIX path building failed"), "the line does not say why");
    }

    private WebSocketTalk open(String path, String sessionCookie) {
        return WebSocketTalk.open(client, scene.url(path), "", "Cookie", sessionCookie);
    }

    @Test
    void aWebSocketToAnUpstreamByHttpsIsOneToo() {
        String bobs = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("bob", "sid-bob"));
        byte[] million = new byte[1 << 20];
        new Random(1).nextBytes(million);
        try (WebSocketTalk talk = open("/secure/echo", bobs)) {
            assertEquals("hello", talk.ask("hello"));
            assertArrayEquals(million, talk.ask(million));
            talk.ping();
            int before = webSockets.ended();
            scene.post(scene.logoutToken("bob", "sid-bob").build());
            assertEquals(4401, talk.awaitClose());
            assertTrue(Waiting.until(() -> webSockets.ended() > before, Duration.ofSeconds(30)), "it was not told");
        }
        WebSocketTalk left = open("/secure/bye", cookie);
        left.socket().sendText("go", true).join();
        assertEquals(4000, left.awaitClose());
    }

    @Test
    void aWebSocketGoesToNoUpstreamThatIsNotTrusted() {
        int before = secure.heads().size();
        CompletionException refused = assertThrows(CompletionException.class, () -> open("/unknown/echo", cookie));
        WebSocketHandshakeException answer = assertInstanceOf(WebSocketHandshakeException.class, refused.getCause());
        assertEquals(502, answer.getResponse().statusCode());
        assertEquals(before, secure.heads().size());
        open("/secure/echo", cookie).close();
        assertEquals(before + 1, secure.heads().size(), "control");
    }
}
