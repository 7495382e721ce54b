package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamConnections;
import io.curfew.ground.DeafServer;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts as an upstream's failure, and how long a round of all of them may take. */
@Timeout(60)
class UpstreamRoundTest {
    private static final int LARGE = 20_000_000;

    private final UpstreamClient client = new UpstreamClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private static RecordingUpstream named(String name) throws IOException {
        return RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
    }

    /** One failure leaves an upstream out. */
    private UpstreamRotation rotation(int mostConnections, Duration connectTimeout, String... upstreams) {
        return new UpstreamRotation(
                new RouteBuilder()
                        .upstream(upstreams)
                        .ejection(1, Duration.ofSeconds(30))
                        .connections(new UpstreamConnections(mostConnections, Optional.empty(), Optional.empty()))
                        .connectTimeout(connectTimeout)
                        .build(),
                client,
                new SettableClock());
    }

    private UpstreamRotation rotation(String... upstreams) {
        return rotation(10, Duration.ofSeconds(5), upstreams);
    }

    private static UpstreamRequest request(String method, int bodyLength) {
        return new UpstreamRequest(
                method,
                base -> "/x",
                List.of(),
                bodyLength == 0 ? null : new RequestBody(new ByteArrayInputStream(new byte[bodyLength]), bodyLength));
    }

    private static String get(UpstreamRotation rotation) {
        return ask(rotation, request("GET", 0));
    }

    /** The answer's body, or what went wrong. */
    private static String ask(UpstreamRotation rotation, UpstreamRequest request) {
        try (UpstreamAnswer answer = rotation.send(request, abort -> {})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.copyTo(out, new WriteWatch());
            return out.toString(StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }

    @Test
    void aRequestThatMayNotBeSentIsNobodysFailure() throws IOException {
        try (RecordingUpstream a = named("a");
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            for (int i = 0; i < 4; i++) {
                assertEquals("RequestRefusedException", ask(rotation, request("OPTIONS", 3)), "it has no Content-Type");
            }
            assertEquals(0, a.heads().size());
            assertEquals("abab", get(rotation) + get(rotation) + get(rotation) + get(rotation));
        }
    }

    /** It sends this without having read the body, and closes. */
    private static RecordingUpstream hasty(String answer) throws IOException {
        return new RecordingUpstream(exchange -> {
            if (exchange.head().startsWith("GET")) {
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
                return;
            }
            exchange.send(answer);
            exchange.read(100_000);
            throw new IOException("closed");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {LARGE, 200_000})
    void anAnswerBeforeTheWholeBodyWasSentIsTheAnswer(int length) throws IOException {
        try (RecordingUpstream a = hasty("HTTP/1.1 413 X\r\nContent-Length: 3\r\n\r\nbig");
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            assertEquals("big", ask(rotation, request("POST", length)));
            assertEquals("bab", get(rotation) + get(rotation) + get(rotation));
            assertEquals(2, a.connections(), "the first is not used again");
        }
    }

    @Test
    void anUpstreamThatClosesWithoutAnAnswerHasFailed() throws IOException {
        try (RecordingUpstream a = hasty("");
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            assertEquals("UpstreamBrokenException", ask(rotation, request("POST", LARGE)));
            assertEquals("bbb", get(rotation) + get(rotation) + get(rotation));
        }
    }

    @Test
    void aRoundOfUpstreamsThatDoNotListenTakesNoLongerThanOne() throws IOException {
        try (DeafServer a = new DeafServer();
                DeafServer b = new DeafServer();
                DeafServer c = new DeafServer();
                RecordingUpstream d = named("d")) {
            UpstreamRotation rotation = rotation(10, Duration.ofSeconds(3), a.uri(), b.uri(), c.uri());
            for (int i = 0; i < 3; i++) {
                long begin = System.nanoTime();
                assertEquals("UpstreamUnreachableException", get(rotation));
                Duration taken = Duration.ofNanos(System.nanoTime() - begin);
                assertTrue(taken.compareTo(Duration.ofSeconds(1)) > 0, "they refuse at once: " + taken);
                assertTrue(taken.compareTo(Duration.ofMillis(5_800)) < 0, taken::toString);
            }
            assertEquals("d", get(rotation(10, Duration.ofSeconds(3), a.uri(), b.uri(), d.uri())), "control");
        }
    }

    @Test
    void anUpstreamWithoutAFreeConnectionIsPassedOverAtOnce() throws IOException {
        try (RecordingUpstream a = named("a");
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(1, Duration.ofSeconds(20), a.uri(), b.uri());
            long begin = System.nanoTime();
            try (UpstreamAnswer held = rotation.send(request("GET", 0), abort -> {})) {
                assertEquals("bbb", get(rotation) + get(rotation) + get(rotation));
                assertEquals(200, held.status());
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            assertTrue(taken.compareTo(Duration.ofSeconds(10)) < 0, taken::toString);
            assertEquals("ab", get(rotation) + get(rotation), "it did not fail");
        }
    }

    @Test
    void whereNoneIsFreeTheRequestWaitsForOne() throws Exception {
        try (RecordingUpstream a = named("a");
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(1, Duration.ofMillis(500), a.uri(), b.uri());
            try (UpstreamAnswer first = rotation.send(request("GET", 0), abort -> {});
                    UpstreamAnswer second = rotation.send(request("GET", 0), abort -> {})) {
                assertEquals(400, first.status() + second.status());
                assertThrows(UpstreamBusyException.class, () -> rotation.send(request("GET", 0), abort -> {}));
            }
            UpstreamRotation patient = rotation(1, Duration.ofSeconds(20), a.uri(), b.uri());
            UpstreamAnswer first = patient.send(request("GET", 0), abort -> {});
            try (UpstreamAnswer second = patient.send(request("GET", 0), abort -> {})) {
                CompletableFuture<String> third = CompletableFuture.supplyAsync(() -> get(patient));
                Waiting.until(third::isDone, Duration.ofMillis(300));
                assertEquals(200, second.status());
                first.close();
                assertEquals("a", third.get());
            }
        }
    }
}
