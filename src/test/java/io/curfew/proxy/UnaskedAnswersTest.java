package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamConnections;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an upstream sends without being asked is nobody's answer. */
@Timeout(60)
class UnaskedAnswersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String POISON = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison";

    private final UpstreamClient client = new UpstreamClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private String call(RecordingUpstream upstream, String method) throws IOException {
        byte[] body = "hello".getBytes(StandardCharsets.US_ASCII);
        UpstreamClient.Target target = client.target(
                new UpstreamHealth("orders", upstream.asUri(), 0, LIMIT, Clock.systemUTC()),
                new UpstreamConnections(512, Optional.empty(), Optional.empty()),
                LIMIT,
                LIMIT);
        UpstreamRequest request = new UpstreamRequest(
                method,
                base -> "/",
                List.of(),
                method.equals("POST") ? new RequestBody(new ByteArrayInputStream(body), body.length) : null);
        try (UpstreamAnswer answer = client.send(target, request, abort -> {})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.copyTo(out, new WriteWatch());
            return out.toString(StandardCharsets.US_ASCII);
        }
    }

    private static String numbered(RecordingUpstream.Exchange exchange) throws IOException {
        if (exchange.head().startsWith("POST")) {
            exchange.read(5);
        }
        String number = Integer.toString(exchange.number());
        return "HTTP/1.1 200 OK\r\nContent-Length: " + number.length() + "\r\n\r\n" + number;
    }

    @Test
    void aConnectionWithNothingInItIsUsedAgain() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> exchange.send(numbered(exchange)))) {
            for (int number = 1; number <= 20; number++) {
                assertEquals(Integer.toString(number), call(upstream, number % 2 == 0 ? "GET" : "POST"));
            }
            assertEquals(1, upstream.connections());
        }
    }

    @Test
    void aSecondAnswerInTheSamePacketIsDropped() throws IOException {
        try (RecordingUpstream upstream =
                new RecordingUpstream(exchange -> exchange.send(numbered(exchange) + POISON))) {
            for (int number = 1; number <= 20; number++) {
                assertEquals(Integer.toString(number), call(upstream, number % 2 == 0 ? "GET" : "POST"));
            }
            assertEquals(20, upstream.connections());
        }
    }

    @Test
    void aSecondAnswerThatComesLaterIsDropped() throws IOException {
        AtomicInteger poisoned = new AtomicInteger();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send(numbered(exchange));
            Waiting.until(() -> false, Duration.ofMillis(30));
            exchange.send(POISON);
            poisoned.incrementAndGet();
        })) {
            for (int number = 1; number <= 5; number++) {
                assertEquals(Integer.toString(number), call(upstream, number % 2 == 0 ? "GET" : "POST"));
                int sent = number;
                assertTrue(Waiting.until(() -> poisoned.get() == sent, LIMIT));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "102 Processing", "103 Early Hints"})
    void informationalAnswersEnd(String status) throws IOException {
        String informational = "HTTP/1.1 " + status + "\r\nLink: </x>\r\n\r\n";
        try (RecordingUpstream upstream = new RecordingUpstream(exchange ->
                exchange.send(informational.repeat(exchange.number() == 1 ? 3 : 1_000) + numbered(exchange)))) {
            assertEquals("1", call(upstream, "GET"));
            assertThrows(IOException.class, () -> call(upstream, "GET"));
        }
    }
}
