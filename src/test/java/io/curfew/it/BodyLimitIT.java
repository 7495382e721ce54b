package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Bodies that are longer than a route allows, or come slowly from somebody without a session, on a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BodyLimitIT {
    private static final int LIMIT = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Requests whose body the upstream did not get to its end. */
    private final List<String> broken = new CopyOnWriteArrayList<>();

    private static final int MOST_CONNECTIONS = 4;

    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            try {
                Wire.readAndAnswer(exchange);
            } catch (IOException e) {
                broken.add(exchange.head());
                throw e;
            }
        });
        scene = Scene.start(TestProvider.start(), upstream, config -> config.with(
                        "curfew.route.orders.client_max_body_size", String.valueOf(LIMIT))
                .with("curfew.route.orders.anonymous_paths", "/x")
                .withRoute("few", "/few", upstream.uri())
                .with("curfew.route.few.anonymous_paths", "/public")
                .with("curfew.route.few.upstream_max_connections", String.valueOf(MOST_CONNECTIONS))
                .with("curfew.route.few.connect_timeout", "1000"));
        cookie = "Cookie: " + Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private static String head(String framing) {
        return Wire.request("POST", "/orders/x", "Content-Type: text/plain", framing);
    }

    private static String chunk(int length) {
        return Integer.toHexString(length) + "\r\n" + "x".repeat(length) + "\r\n";
    }

    private Wire.Reply post(String framing, String body) throws IOException {
        return Wire.send(scene.port(), head(framing) + body);
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port());
        socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
        return socket;
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** The first bytes of the answer, without waiting for the rest. */
    private static String statusLine(Socket socket) throws IOException {
        return new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aBodyThatSaysItIsTooLongIsRefusedUnasked() throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply reply = post("Content-Length: " + (LIMIT + 1), "x".repeat(LIMIT + 1));
        assertEquals(413, reply.status(), reply::raw);
        assertTrue(reply.isWhole(), reply::raw);
        assertEquals(before, scene.upstream().heads().size());
        assertEquals(200, post("Content-Length: " + LIMIT, "x".repeat(LIMIT)).status(), "control");
    }

    @Test
    void theRefusalDoesNotWaitForTheBody() throws IOException {
        try (Socket socket = open()) {
            write(socket, head("Content-Length: 5000000000"));
            assertEquals("HTTP/1.1 413", statusLine(socket));
        }
    }

    @Test
    void aBodyThatTurnsOutTooLongIsRefused() throws IOException {
        assertEquals(
                200,
                post("Transfer-Encoding: chunked", chunk(LIMIT) + "0\r\n\r\n").status(),
                "control");
        for (int length : new int[] {LIMIT + 1, 100_000}) {
            Wire.Reply reply = post("Transfer-Encoding: chunked", chunk(length) + "0\r\n\r\n");
            assertEquals(413, reply.status(), reply::raw);
            assertTrue(reply.isWhole(), reply::raw);
        }
    }

    @Test
    void theUpstreamDoesNotTakeWhatItHasOfItForTheWhole() throws IOException {
        int before = scene.upstream().heads().size();
        int brokenBefore = broken.size();
        try (Socket socket = open()) {
            String head = Wire.request("POST", "/orders/x", cookie, "Transfer-Encoding: chunked");
            write(socket, head + chunk(LIMIT));
            assertTrue(Waiting.until(() -> scene.upstream().heads().size() > before, PATIENCE), "it was not asked");
            write(socket, chunk(1) + "0\r\n\r\n");
            assertEquals("HTTP/1.1 413", statusLine(socket));
        }
        assertTrue(Waiting.until(() -> broken.size() > brokenBefore, PATIENCE), "it saw an end");
    }

    private Socket begin(int length, int sent) throws IOException {
        Socket socket = open();
        write(socket, Wire.request("POST", "/few/public", "Content-Length: " + length) + "x".repeat(sent));
        return socket;
    }

    @Test
    void slowSendersWithoutASessionLeaveConnectionsToOthers() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 2 * MOST_CONNECTIONS; i++) {
                slow.add(begin(1_000, 10));
            }
            int before = scene.upstream().heads().size();
            Socket first = begin(1_000_000, 100_000);
            slow.add(first);
            assertTrue(Waiting.until(() -> scene.upstream().heads().size() > before, PATIENCE), "it was not asked");
            for (int i = 1; i < 2 * MOST_CONNECTIONS; i++) {
                Socket next = begin(1_000_000, 100_000);
                slow.add(next);
                assertEquals("HTTP/1.1 503", statusLine(next));
            }
            assertEquals(before + 1, scene.upstream().heads().size(), "one in four, and none for a short body");
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        200,
                        Wire.send(scene.port(), Wire.request("GET", "/few/x", cookie))
                                .status());
            }
            write(first, "x".repeat(900_000));
            assertEquals("HTTP/1.1 200", statusLine(first), "control: it gets on");
            assertTrue(Waiting.until(() -> statusOfALongBody() == 200, PATIENCE), "control: another may come after it");
        } finally {
            for (Socket socket : slow) {
                socket.close();
            }
        }
    }

    private int statusOfALongBody() {
        try (Socket socket = begin(200_000, 200_000)) {
            return Integer.parseInt(statusLine(socket).substring(9));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
