package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.StreamScript;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Answers that take long through a packaged node, and how they end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenStreamsIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(10);

    private final StreamScript script = new StreamScript();
    private Scene scene;
    private String alice;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(script);
        scene = Scene.start(
                TestProvider.start(), upstream, config -> config.withRoute("short", "/short", upstream.uri())
                        .with("curfew.route.short.read_timeout", "1500")
                        .with("curfew.route.short.write_timeout", "1500"));
        alice = Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private Socket ask(String method, String target, String cookie, String... headers) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port());
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        head.append("Cookie: " + Scene.SESSION_COOKIE + "=" + cookie + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        socket.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
        return socket;
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        StringBuilder seen = new StringBuilder();
        while (seen.indexOf(end) < 0) {
            int octet = socket.getInputStream().read();
            assertTrue(octet >= 0, () -> "ended after " + seen);
            seen.append((char) octet);
        }
        return seen.toString();
    }

    /** What comes until the connection ends, however it does. */
    private static String readToEnd(Socket socket) throws IOException {
        StringBuilder rest = new StringBuilder();
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                rest.append((char) octet);
            }
        } catch (SocketException reset) {
            // broken off
        }
        return rest.toString();
    }

    private long end(String subject, String sid) {
        assertEquals(200, scene.post(scene.logoutToken(subject, sid).build()).statusCode());
        return System.nanoTime();
    }

    private static void assertSoon(long answered) {
        Duration late = Duration.ofNanos(System.nanoTime() - answered);
        assertTrue(late.compareTo(SOON) < 0, late::toString);
    }

    @Test
    void aLogoutTokenBreaksTheEventStreamOfItsSessionAlone() throws IOException {
        String bob = Scene.sessionCookie(scene.signIn("bob", "sid-bob"));
        try (Socket his = ask("GET", "/orders/events?bob", bob);
                Socket hers = ask("GET", "/orders/events?alice", alice)) {
            readUntil(his, "data: hello\n\n");
            readUntil(hers, "data: hello\n\n");
            long answered = end("bob", "sid-bob");
            String rest = readToEnd(his);
            assertSoon(answered);
            assertFalse(rest.contains("0\r\n\r\n"), "half an answer must not look like a whole one: " + rest);
            assertTrue(Waiting.until(() -> script.isOver("/events?bob"), LIMIT));
            assertFalse(script.isOver("/events?alice"));
            hers.setSoTimeout(500);
            assertEquals("still open", readOrTimeOut(hers));
        }
    }

    private static String readOrTimeOut(Socket socket) throws IOException {
        try {
            String first = readUntil(socket, "\n");
            return first.isBlank() ? readOrTimeOut(socket) : first;
        } catch (SocketTimeoutException e) {
            return "still open";
        }
    }

    @Test
    void aLogoutTokenEndsALongPoll() throws IOException {
        String carol = Scene.sessionCookie(scene.signIn("carol", "sid-carol"));
        try (Socket socket = ask("GET", "/orders/poll?carol", carol, "Connection: close")) {
            awaitRequest("/poll?carol");
            long answered = end("carol", "sid-carol");
            String answer = readToEnd(socket);
            assertSoon(answered);
            assertTrue(answer.startsWith("HTTP/1.1 401 "), answer);
            assertTrue(Waiting.until(() -> script.isOver("/poll?carol"), LIMIT));
        }
    }

    @Test
    void aLogoutTokenBreaksADownloadThatNobodyReads() throws IOException {
        String dave = Scene.sessionCookie(scene.signIn("dave", "sid-dave"));
        try (Socket socket = ask("GET", "/orders/endless?dave", dave)) {
            readUntil(socket, "xxx");
            end("dave", "sid-dave");
            assertTrue(Waiting.until(() -> script.isOver("/endless?dave"), SOON), "the upstream goes on");
            assertTrue(readToEnd(socket).length() < 100_000_000, "the client's connection is closed");
        }
    }

    private void awaitRequest(String target) {
        assertTrue(Waiting.until(
                () -> scene.upstream().heads().stream().anyMatch(head -> head.contains(" " + target + " ")), LIMIT));
    }

    @Test
    void anEventStreamMayPauseForLongerThanTheReadTimeoutAndOthersMayNot() throws IOException {
        try (Socket events = ask("GET", "/short/events?pausing", alice);
                Socket poll = ask("GET", "/short/poll?pausing", alice)) {
            readUntil(events, "data: hello\n\n");
            readUntil(poll, "HTTP/1.1 504 ");
            // the stream is as old as the poll was
            assertFalse(script.isOver("/events?pausing"));
        }
    }

    @Test
    void theHeadOfAnEventStreamComesBeforeItsFirstEvent() throws IOException {
        try (Socket socket = ask("GET", "/orders/events?mute", alice)) {
            assertTrue(readUntil(socket, "\r\n\r\n")
                    .toLowerCase(java.util.Locale.ROOT)
                    .contains("text/event-stream"));
        }
    }

    @Test
    void aClientThatIsGoneTakesASilentEventStreamWithIt() throws IOException {
        try (Socket socket = ask("GET", "/orders/events?gone", alice)) {
            readUntil(socket, "data: hello\n\n");
        }
        assertTrue(Waiting.until(() -> script.isOver("/events?gone"), LIMIT));
    }

    @Test
    void aClientThatIsGoneTakesADownloadWithIt() throws IOException {
        try (Socket socket = ask("GET", "/orders/endless?gone", alice)) {
            readUntil(socket, "xxx");
        }
        assertTrue(Waiting.until(() -> script.isOver("/endless?gone"), LIMIT));
    }

    @Test
    void anUpstreamThatDoesNotTakeTheBodyIsGivenUp() throws IOException {
        try (Socket socket = ask("POST", "/short/deaf", alice, "Content-Length: 100000000", "Connection: close")) {
            byte[] block = new byte[100_000];
            StringBuilder answer = new StringBuilder();
            Thread sender = new Thread(() -> {
                try {
                    for (int i = 0; i < 1_000; i++) {
                        socket.getOutputStream().write(block);
                    }
                } catch (IOException e) {
                    // the gateway has closed it
                }
            });
            sender.setDaemon(true);
            sender.start();
            long start = System.nanoTime();
            answer.append(readToEnd(socket));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(30)) < 0, took::toString);
            assertTrue(answer.isEmpty() || answer.toString().startsWith("HTTP/1.1 504 "), answer.toString());
        }
    }
}
