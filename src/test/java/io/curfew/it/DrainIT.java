package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.StreamScript;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A node that is asked to end says so to the load balancer first. */
class DrainIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration MUCH_LESS_THAN_THE_CONTAINER_WAITS = Duration.ofSeconds(28);
    private static final String KEEP_ALIVE = "GET /orders/ HTTP/1.1\r\nHost: localhost\r\nAccept: text/html\r\n";

    @Test
    void itIsNotReadyButServesUntilTheTimeIsOver() throws Exception {
        int drainSeconds = 12;
        try (Scene scene =
                Scene.start(config -> config.withEnvironment("DRAIN_SECONDS", Integer.toString(drainSeconds)))) {
            String cookie = Scene.sessionCookie(scene.signIn("alice", "sid-1"));
            String request = KEEP_ALIVE + "Cookie: " + Scene.SESSION_COOKIE + "=" + cookie + "\r\n\r\n";
            assertEquals(200, readiness(scene).status());

            long asked = System.nanoTime();
            assertTrue(scene.node().launcher().destroy());
            assertTrue(Waiting.until(() -> isLeaving(scene), LIMIT), "it never said that it is leaving");
            // the connection is closed by the node: the request does not ask for it
            Wire.Reply served = Wire.send(scene.port(), request);
            assertEquals(200, served.status(), served::toString);
            assertTrue(served.head().toLowerCase(Locale.ROOT).contains("\r\nconnection: close\r\n"), served::toString);

            assertTrue(scene.node().awaitEnd(LIMIT));
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(took.toSeconds() >= drainSeconds, took::toString);
        }
    }

    /** The container itself waits half a minute for requests that go on, and then some more. */
    @Test
    void anEventStreamDoesNotHoldTheNodeBack() throws Exception {
        RecordingUpstream upstream = new RecordingUpstream(new StreamScript());
        try (Scene scene = Scene.start(TestProvider.start(), upstream, config -> config);
                Socket events = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
            String cookie = Scene.sessionCookie(scene.signIn("alice", "sid-1"));
            events.setSoTimeout(Math.toIntExact(LIMIT.toMillis()));
            String request = "GET /orders/events HTTP/1.1\r\nHost: localhost\r\nCookie: " + Scene.SESSION_COOKIE + "=";
            events.getOutputStream().write((request + cookie + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder seen = new StringBuilder();
            while (seen.indexOf("data: hello\n\n") < 0) {
                int octet = events.getInputStream().read();
                assertTrue(octet >= 0, seen::toString);
                seen.append((char) octet);
            }

            long asked = System.nanoTime();
            assertTrue(scene.node().launcher().destroy());
            assertTrue(scene.node().awaitEnd(LIMIT));
            Duration took = Duration.ofNanos(System.nanoTime() - asked);
            assertTrue(took.compareTo(MUCH_LESS_THAN_THE_CONTAINER_WAITS) < 0, took::toString);
        }
    }

    @Test
    void aTimeThatIsNoNumberIsRefused() {
        GatewayConfig config = GatewayConfig.onFreePorts().withEnvironment("DRAIN_SECONDS", "a while");
        try (GatewayNode node = GatewayNode.launch(config)) {
            assertTrue(node.awaitEnd(LIMIT));
            assertEquals(1, node.exitStatus());
            String sentence = "DRAIN_SECONDS is \"a while\", and must be a whole number of seconds from 0 to 999.";
            assertTrue(node.logText().contains(sentence), node::logText);
            assertFalse(node.logText().contains("Launching curfew"), node::logText);
        }
    }

    private static boolean isLeaving(Scene scene) {
        try {
            Wire.Reply reply = readiness(scene);
            return reply.status() == 503 && reply.body().contains("\"leaving\":true");
        } catch (IOException gone) {
            return false;
        }
    }

    private static Wire.Reply readiness(Scene scene) throws IOException {
        return Wire.send(scene.port(), Wire.request("GET", "/health/ready"));
    }
}
