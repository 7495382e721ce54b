package io.curfew.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSockets through the balancer. */
class BalancerWebSocketTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final WebSocketScript script = new WebSocketScript();
    private final RecordingUpstream node = new RecordingUpstream(script);
    private final Balancer balancer =
            Balancer.start().use(List.of(node.asUri().getPort())).answerLimit(Duration.ofSeconds(3));
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    BalancerWebSocketTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        balancer.close();
        node.close();
    }

    private WebSocketTalk open(String path) {
        return WebSocketTalk.open(client, balancer.url(path), "");
    }

    @Test
    void textsAndBytesPassBothWaysAlsoAfterAPauseThatNoAnswerMayMake() {
        byte[] bytes = new byte[100_000];
        new Random(1).nextBytes(bytes);
        try (WebSocketTalk talk = open("/echo")) {
            assertEquals("hello", talk.ask("hello"));
            long start = System.nanoTime();
            assertTrue(Waiting.until(() -> System.nanoTime() - start > 4_000_000_000L, LIMIT));
            assertArrayEquals(bytes, talk.ask(bytes));
        }
    }

    @Test
    void eitherSideEndsIt() {
        WebSocketTalk left = open("/bye");
        left.socket().sendText("go", true).join();
        assertEquals(4000, left.awaitClose());
        WebSocketTalk gone = open("/echo");
        assertEquals("x", gone.ask("x"));
        int before = script.ended();
        gone.socket().abort();
        assertTrue(Waiting.until(() -> script.ended() > before, LIMIT));
    }
}
