package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamConnections;
import io.curfew.ground.FreePort;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which of several upstreams a request goes to. */
@Timeout(60)
class UpstreamRotationTest {
    private static final Duration EJECTION = Duration.ofSeconds(30);

    private final UpstreamClient client = new UpstreamClient();
    private final SettableClock clock = new SettableClock();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private static RecordingUpstream named(String name) throws IOException {
        return RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n" + name);
    }

    private static String nobody() {
        return "http://127.0.0.1:" + FreePort.any();
    }

    private UpstreamRotation rotation(RouteBuilder route) {
        return new UpstreamRotation(route.build(), client, clock);
    }

    private UpstreamRotation rotation(String... upstreams) {
        return rotation(new RouteBuilder().upstream(upstreams).ejection(3, EJECTION));
    }

    private static UpstreamRequest request(String method, boolean withBody) {
        byte[] bytes = "body".getBytes(StandardCharsets.US_ASCII);
        return new UpstreamRequest(
                method,
                base -> base + "/x",
                List.of(),
                withBody ? new RequestBody(new ByteArrayInputStream(bytes), bytes.length) : null);
    }

    private static String get(UpstreamRotation rotation) {
        return ask(rotation, request("GET", false));
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

    private static String times(int count, UpstreamRotation rotation) {
        return String.join(
                "", IntStream.range(0, count).mapToObj(i -> get(rotation)).toList());
    }

    @Test
    void upstreamsTakeTurns() throws IOException {
        try (RecordingUpstream a = named("a");
                RecordingUpstream b = named("b");
                RecordingUpstream c = named("c")) {
            assertEquals("abcabca", times(7, rotation(a.uri(), b.uri(), c.uri())));
        }
    }

    @Test
    void eachHasItsOwnBasePath() throws IOException {
        try (RecordingUpstream a = named("a");
                RecordingUpstream b = named("b")) {
            assertEquals("ab", times(2, rotation(a.uri() + "/one", b.uri())));
            assertTrue(a.heads().get(0).startsWith("GET /one/x HTTP/1.1\r\n"), a.heads()::toString);
            assertTrue(b.heads().get(0).startsWith("GET /x HTTP/1.1\r\n"), b.heads()::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PATCH"})
    void aRequestThatCouldNotBeSentGoesOnWhateverItsMethod(String method) throws IOException {
        try (RecordingUpstream b = new RecordingUpstream(exchange -> {
            String body = exchange.head().contains("Content-Length: 4")
                    ? new String(exchange.read(4), StandardCharsets.US_ASCII)
                    : "none";
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n" + body);
        })) {
            UpstreamRotation rotation = rotation(nobody(), b.uri());
            assertEquals(method.equals("GET") ? "none" : "body", ask(rotation, request(method, !method.equals("GET"))));
        }
    }

    /** It was read by the first, who may have acted on it. */
    @Test
    void aRequestThatWasSentDoesNotGoOn() throws IOException {
        try (RecordingUpstream a = new RecordingUpstream(exchange -> {
                    throw new IOException("closed");
                });
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            assertEquals("UpstreamBrokenException", ask(rotation, request("POST", false)));
            assertEquals("b", get(rotation));
            assertEquals("UpstreamBrokenException", get(rotation));
            assertEquals(2, a.heads().size(), "each once: no pooled connection was dead");
            assertEquals(1, b.heads().size());
        }
    }

    @Test
    void everyOneIsAskedOnceAtMost() {
        assertEquals("UpstreamUnreachableException", get(rotation(nobody(), nobody(), nobody())));
    }

    @Test
    void oneThatCannotBeReachedIsLeftOutAndTriedAgain() throws IOException {
        String down = nobody();
        try (RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(new RouteBuilder()
                    .upstream(down, b.uri())
                    .ejection(1, EJECTION)
                    .readTimeout(Duration.ofSeconds(5)));
            assertEquals("bbbb", times(4, rotation));
        }
    }

    @Test
    void oneThatGivesNoAnswerIsLeftOutAfterThreeAndBackAfterItsTime() throws IOException {
        boolean[] broken = {true};
        try (RecordingUpstream a = new RecordingUpstream(exchange -> {
                    if (broken[0]) {
                        throw new IOException("closed");
                    }
                    exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
                });
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            List<String> first =
                    IntStream.range(0, 6).mapToObj(i -> get(rotation)).toList();
            assertEquals(
                    3, first.stream().filter("UpstreamBrokenException"::equals).count(), first::toString);
            assertEquals("bbbbbb", times(6, rotation));
            broken[0] = false;
            clock.advance(EJECTION.minusMillis(1));
            assertEquals("bbbb", times(4, rotation));
            clock.advance(Duration.ofMillis(1));
            String after = times(6, rotation);
            assertEquals(3, after.chars().filter(c -> c == 'a').count(), after);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc",
                "no HTTP at all\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nabc"
            })
    void anAnswerThatBreaksCounts(String answer) throws IOException {
        try (RecordingUpstream a = new RecordingUpstream(exchange -> {
                    exchange.send(answer);
                    throw new IOException("closed");
                });
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            times(6, rotation);
            assertEquals("bbbb", times(4, rotation));
        }
    }

    @Test
    void aReadTimeoutCounts() throws IOException {
        try (RecordingUpstream a = new RecordingUpstream(exchange -> exchange.read(1));
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(new RouteBuilder()
                    .upstream(a.uri(), b.uri())
                    .ejection(2, EJECTION)
                    .readTimeout(Duration.ofSeconds(1)));
            times(4, rotation);
            assertEquals("bbbb", times(4, rotation));
        }
    }

    @Test
    void anErrorOfTheApplicationDoesNotCount() throws IOException {
        try (RecordingUpstream a = RecordingUpstream.answering("HTTP/1.1 503 X\r\nContent-Length: 1\r\n\r\na");
                RecordingUpstream b = named("b")) {
            assertEquals("abababababab", times(12, rotation(a.uri(), b.uri())));
        }
    }

    @Test
    void aClientThatBreaksOffDoesNotCount() throws IOException {
        String endless = "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\na";
        try (RecordingUpstream a = RecordingUpstream.answering(endless);
                RecordingUpstream b = named("b")) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            for (int i = 0; i < 6; i++) {
                UpstreamAnswer answer = rotation.send(request("GET", false), abort -> {});
                answer.close();
                assertThrows(IOException.class, () -> answer.copyTo(new ByteArrayOutputStream(), new WriteWatch()));
                assertEquals("b", get(rotation));
            }
            assertEquals(6, a.heads().size());
        }
    }

    @Test
    void whenAllAreOutAllAreUsed() throws IOException {
        boolean[] broken = {true};
        RecordingUpstream.Script script = exchange -> {
            if (broken[0]) {
                throw new IOException("closed");
            }
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx");
        };
        try (RecordingUpstream a = new RecordingUpstream(script);
                RecordingUpstream b = new RecordingUpstream(script)) {
            UpstreamRotation rotation = rotation(a.uri(), b.uri());
            times(12, rotation);
            broken[0] = false;
            assertEquals("xxxx", times(4, rotation), "without waiting for their time");
        }
    }

    @Test
    void oneThatIsLeftOutIsAskedBeforeARequestIsGivenUp() throws IOException {
        boolean[] broken = {true};
        try (RecordingUpstream a = new RecordingUpstream(exchange -> {
            if (broken[0]) {
                throw new IOException("closed");
            }
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
        })) {
            UpstreamRotation rotation = rotation(a.uri(), nobody());
            for (int i = 0; i < 3; i++) {
                assertEquals("UpstreamBrokenException", get(rotation));
            }
            broken[0] = false;
            assertEquals("a", get(rotation), "the other has failed once only, and cannot be reached");
        }
    }

    @Test
    void aSingleOneIsNeverLeftOut() throws IOException {
        boolean[] broken = {true};
        try (RecordingUpstream a = new RecordingUpstream(exchange -> {
            if (broken[0]) {
                throw new IOException("closed");
            }
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na");
        })) {
            UpstreamRotation rotation = rotation(a.uri());
            times(10, rotation);
            broken[0] = false;
            assertEquals("aa", times(2, rotation));
        }
    }

    @Test
    void aFullPoolIsBusyAndNoFailure() throws IOException {
        try (RecordingUpstream a = RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\na")) {
            UpstreamRotation rotation = rotation(new RouteBuilder()
                    .upstream(a.uri())
                    .connections(new UpstreamConnections(2, Optional.empty(), Optional.empty()))
                    .connectTimeout(Duration.ofSeconds(1)));
            List<UpstreamAnswer> open = Stream.of(1, 2)
                    .map(i -> {
                        try {
                            return rotation.send(request("GET", false), abort -> {});
                        } catch (IOException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .toList();
            assertEquals("UpstreamBusyException", get(rotation));
            assertEquals("UpstreamBusyException", ask(rotation, request("POST", true)));
            assertEquals(2, a.heads().size());
            open.get(0).close();
            UpstreamAnswer third = rotation.send(request("GET", false), abort -> {});
            third.close();
            open.get(1).close();
            assertEquals(3, a.heads().size(), "control");
        }
    }
}
