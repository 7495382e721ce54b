package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamConnections;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.SettableClock;
import io.curfew.ground.Waiting;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class UpstreamClientTest {
    private static final String EMPTY_200 = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    private static final long LARGE = 256L << 20;

    /** What socket and stream buffers of one direction hold together, with room. */
    private static final long IN_FLIGHT = 160L << 20;

    private final UpstreamClient client = new UpstreamClient();

    @AfterEach
    void closeClient() {
        client.close();
    }

    private Sending request(
            URI upstream, String method, String target, @Nullable RequestBody body, HeaderField... headers) {
        return new Sending(
                target(upstream, Duration.ofSeconds(20)),
                new UpstreamRequest(method, base -> base + target, List.of(headers), body));
    }

    private UpstreamClient.Target target(URI upstream, Duration limit) {
        UpstreamHealth health = new UpstreamHealth("orders", upstream, 0, Duration.ZERO, new SettableClock());
        return client.target(health, new UpstreamConnections(512, Optional.empty(), Optional.empty()), limit, limit);
    }

    /** A request and where it goes. */
    private record Sending(UpstreamClient.Target target, UpstreamRequest request) {}

    private Sending get(RecordingUpstream upstream) {
        return request(upstream.asUri(), "GET", "/", null);
    }

    private static RequestBody body(String text, boolean knownLength) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new RequestBody(new ByteArrayInputStream(bytes), knownLength ? bytes.length : -1);
    }

    private UpstreamAnswer send(Sending sending) throws IOException {
        return client.send(sending.target(), sending.request(), abort -> {});
    }

    private String textOf(Sending sending) throws IOException {
        try (UpstreamAnswer answer = send(sending)) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.copyTo(out, new WriteWatch());
            return answer.status() + " " + out.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void requestIsWrittenAsItWasGiven() throws IOException {
        try (RecordingUpstream upstream = RecordingUpstream.answering(EMPTY_200)) {
            String target = "/a%2Bb/%E2%82%AC/a%20b?q={x}|\"y\"^[z]\\%zz&u=http://e/../f//";
            textOf(request(
                    upstream.asUri(),
                    "GET",
                    target,
                    null,
                    new HeaderField("x-Case", "1"),
                    new HeaderField("X-Case", "2"),
                    new HeaderField("X-Latin", "gr\u00FCn")));
            assertEquals(
                    "GET " + target + " HTTP/1.1\r\nx-Case: 1\r\nX-Case: 2\r\nX-Latin: gr\u00FCn\r\nHost: "
                            + upstream.authority() + "\r\nConnection: keep-alive\r\n\r\n",
                    upstream.heads().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/x", "/x//y", "/..", "http://evil.example/", "/%2e%2e/x"})
    void targetIsNeverRewritten(String target) throws IOException {
        try (RecordingUpstream upstream = RecordingUpstream.answering(EMPTY_200)) {
            textOf(request(upstream.asUri(), "GET", target, null));
            assertTrue(
                    upstream.heads().get(0).startsWith("GET " + target + " HTTP/1.1\r\n"),
                    upstream.heads().get(0));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "M-SEARCH", "brew"})
    void everyMethodIsSentAsItIsWithAndWithoutBody(String method) throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            if (exchange.number() == 2) {
                exchange.read(2);
            }
            exchange.send(EMPTY_200);
        })) {
            textOf(request(upstream.asUri(), method, "/", null));
            HeaderField type = new HeaderField("Content-Type", "text/plain");
            textOf(request(upstream.asUri(), method, "/", body("hi", true), type));
            assertTrue(upstream.heads().get(0).startsWith(method + " / HTTP/1.1\r\n"));
            assertFalse(
                    upstream.heads().get(0).contains("Transfer-Encoding"),
                    upstream.heads().get(0));
            assertFalse(
                    upstream.heads().get(0).contains("Content-Length: 2"),
                    upstream.heads().get(0));
            assertTrue(
                    upstream.heads().get(1).contains("\r\nContent-Length: 2\r\n"),
                    upstream.heads().get(1));
            assertTrue(upstream.received(0).endsWith("\r\n\r\nhi"), upstream.received(0));
        }
    }

    @Test
    void bodyOfUnknownLengthIsChunked() throws IOException {
        CompletableFuture<String> chunks = new CompletableFuture<>();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            chunks.complete(exchange.readChunks());
            exchange.send(EMPTY_200);
        })) {
            assertEquals("200 ", textOf(request(upstream.asUri(), "POST", "/", body("hello", false))));
            assertTrue(upstream.heads().get(0).contains("\r\nTransfer-Encoding: chunked\r\n"));
            assertFalse(upstream.heads().get(0).contains("Content-Length"));
            assertEquals("5\r\nhello\r\n0\r\n\r\n", chunks.join());
        }
    }

    @Test
    void answerIsPassedAsItIs() throws IOException {
        String head = "Location: /elsewhere\r\nSet-Cookie: a=1\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
                + "Content-Encoding: gzip\r\nX-Latin: gr\u00FCn\r\nContent-Length: 3\r\n\r\nabc";
        try (RecordingUpstream upstream = new RecordingUpstream(
                exchange -> exchange.send("HTTP/1.1 " + (exchange.number() == 1 ? 302 : 401) + " X\r\n" + head))) {
            try (UpstreamAnswer answer = send(get(upstream))) {
                assertEquals(302, answer.status());
                assertEquals(3, answer.length());
                assertTrue(answer.headers().contains(new HeaderField("Content-Encoding", "gzip")));
                assertTrue(answer.headers().contains(new HeaderField("X-Latin", "gr\u00FCn")));
                answer.copyTo(OutputStream.nullOutputStream(), new WriteWatch());
            }
            assertEquals("401 abc", textOf(get(upstream)));
            assertFalse(upstream.heads().get(1).contains("Cookie"), "cookies are the browser's");
            assertEquals(2, upstream.heads().size());
        }
    }

    @Test
    void answerWithoutBodyKeepsItsLength() throws IOException {
        try (RecordingUpstream upstream =
                RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n")) {
            try (UpstreamAnswer answer = send(request(upstream.asUri(), "HEAD", "/", null))) {
                assertEquals(1234, answer.length());
                answer.copyTo(OutputStream.nullOutputStream(), new WriteWatch());
            }
            assertEquals("200 ", textOf(request(upstream.asUri(), "HEAD", "/", null)));
            assertEquals(1, upstream.connections(), "the connection is used again");
        }
    }

    @Test
    void deadPooledConnectionIsReplacedOnceWhereThatIsSafe() throws IOException {
        // The second request on a connection is read and the connection closed, as by an upstream that was restarting.
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            if (exchange.number() % 2 == 0) {
                throw new IOException("closed");
            }
            exchange.send(EMPTY_200);
        })) {
            textOf(get(upstream));
            assertEquals("200 ", textOf(get(upstream)));
            assertEquals(3, upstream.heads().size());
            IOException failure = assertThrows(
                    IOException.class, () -> textOf(request(upstream.asUri(), "POST", "/", body("x", true))));
            assertFalse(failure instanceof InterruptedIOException);
            assertEquals(4, upstream.heads().size(), "a POST is never sent twice");
        }
    }

    @Test
    void putWithBodyIsNotSentTwice() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            throw new IOException("closed");
        })) {
            assertThrows(IOException.class, () -> textOf(request(upstream.asUri(), "PUT", "/", body("x", true))));
            assertEquals(1, upstream.heads().size());
            assertThrows(IOException.class, () -> textOf(get(upstream)));
            assertEquals(2, upstream.heads().size(), "a GET neither: no pooled connection was dead");
        }
    }

    @Test
    void silentUpstreamEndsInATimeout() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> exchange.read(1))) {
            Duration limit = Duration.ofSeconds(1);
            Sending get = new Sending(
                    target(upstream.asUri(), limit), new UpstreamRequest("GET", base -> "/", List.of(), null));
            assertThrows(InterruptedIOException.class, () -> textOf(get));
            assertTrue(Waiting.until(() -> !upstream.heads().isEmpty(), Duration.ofSeconds(10)));
            assertEquals(1, upstream.heads().size(), "a late upstream is not asked again");
        }
    }

    @Test
    void closedPortIsNoTimeout() throws IOException {
        int port;
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
        }
        UpstreamUnreachableException failure = assertThrows(
                UpstreamUnreachableException.class,
                () -> textOf(request(URI.create("http://127.0.0.1:" + port), "GET", "/", null)));
        assertFalse(failure.getCause() instanceof InterruptedIOException);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 10\r\n\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "Transfer-Encoding: chunked\r\n\r\n9\r\nabc"
            })
    void answerThatBreaksOffIsNotTakenForWhole(String rest) throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\n" + rest);
            throw new IOException("closed");
        })) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (UpstreamAnswer answer = send(get(upstream))) {
                assertThrows(UpstreamBrokenException.class, () -> answer.copyTo(out, new WriteWatch()));
            }
            assertEquals("abc", out.toString(StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void bodyThatTheClientBreaksOffDoesNotLookWhole(boolean knownLength) throws Exception {
        CompletableFuture<Integer> end = new CompletableFuture<>();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            try {
                exchange.in().transferTo(OutputStream.nullOutputStream());
            } finally {
                end.complete(0);
            }
        })) {
            InputStream breaking = new InputStream() {
                private int left = 20_000;

                @Override
                public int read() throws IOException {
                    if (left-- == 0) {
                        throw new IOException("connection reset");
                    }
                    return 'x';
                }

                @Override
                public int read(byte[] buffer, int offset, int length) throws IOException {
                    buffer[offset] = (byte) read();
                    return 1;
                }
            };
            RequestBody body = new RequestBody(breaking, knownLength ? 30_000 : -1);
            assertThrows(ClientBodyException.class, () -> textOf(request(upstream.asUri(), "POST", "/", body)));
            end.get(10, TimeUnit.SECONDS);
            assertFalse(upstream.received(0).endsWith("0\r\n\r\n"), upstream.received(0));
        }
    }

    @Test
    void bodyShorterThanAnnouncedIsTheClientsFault() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> exchange.read(100))) {
            RequestBody body = new RequestBody(new ByteArrayInputStream(new byte[3]), 10);
            assertThrows(ClientBodyException.class, () -> textOf(request(upstream.asUri(), "POST", "/", body)));
        }
    }

    @Test
    void answerThatNobodyWantsIsBrokenOffAtOnce() throws Exception {
        CompletableFuture<String> seen = new CompletableFuture<>();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + Long.MAX_VALUE + "\r\n\r\n");
            try {
                while (true) {
                    exchange.out().write(new byte[8192]);
                }
            } catch (IOException e) {
                seen.complete("broken");
                throw e;
            }
        })) {
            assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
                UpstreamAnswer answer = send(get(upstream));
                answer.close();
                answer.close();
            });
            assertEquals("broken", seen.get(10, TimeUnit.SECONDS));
        }
    }

    @Test
    void endlessHeaderLineIsRefused() throws IOException {
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nX: ");
            while (true) {
                exchange.send("x".repeat(8192));
            }
        })) {
            assertThrows(IOException.class, () -> textOf(get(upstream)));
        }
    }

    @Test
    void largeRequestBodyIsNotHeldInMemory() throws IOException {
        AtomicLong arrived = new AtomicLong();
        AtomicLong mostInFlight = new AtomicLong();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            byte[] buffer = new byte[1 << 16];
            while (arrived.get() < LARGE) {
                arrived.addAndGet(exchange.in().read(buffer));
            }
            exchange.send(EMPTY_200);
        })) {
            CountedSource source = new CountedSource(LARGE, arrived, mostInFlight);
            assertEquals("200 ", textOf(request(upstream.asUri(), "POST", "/", new RequestBody(source, LARGE))));
            assertEquals(LARGE, arrived.get());
            assertTrue(mostInFlight.get() < IN_FLIGHT, "in flight: " + mostInFlight);
        }
    }

    @Test
    void largeAnswerIsNotHeldInMemory() throws IOException {
        AtomicLong arrived = new AtomicLong();
        AtomicLong mostInFlight = new AtomicLong();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + LARGE + "\r\n\r\n");
            new CountedSource(LARGE, arrived, mostInFlight).transferTo(exchange.out());
        })) {
            try (UpstreamAnswer answer = send(get(upstream))) {
                answer.copyTo(
                        new OutputStream() {
                            @Override
                            public void write(int octet) {
                                arrived.incrementAndGet();
                            }

                            @Override
                            public void write(byte[] buffer, int offset, int length) {
                                arrived.addAndGet(length);
                            }
                        },
                        new WriteWatch());
            }
            assertEquals(LARGE, arrived.get());
            assertTrue(mostInFlight.get() < IN_FLIGHT, "in flight: " + mostInFlight);
        }
    }

    @Test
    void eventReachesTheClientBeforeTheNextOneIsMade() throws Exception {
        CompletableFuture<Boolean> flushed = new CompletableFuture<>();
        try (RecordingUpstream upstream = new RecordingUpstream(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n");
            exchange.send(flushed.orTimeout(10, TimeUnit.SECONDS).join() ? "0\r\n\r\n" : "");
        })) {
            try (UpstreamAnswer answer = send(get(upstream))) {
                answer.copyTo(
                        new ByteArrayOutputStream() {
                            @Override
                            public void flush() {
                                flushed.complete(
                                        toString(StandardCharsets.UTF_8).equals("first"));
                            }
                        },
                        new WriteWatch());
            }
            assertTrue(flushed.get(1, TimeUnit.SECONDS));
        }
    }

    /** A source of so many bytes that notes how far it ran ahead of their arrival. */
    private static final class CountedSource extends InputStream {
        private final long length;
        private final AtomicLong arrived;
        private final AtomicLong mostInFlight;
        private long made;

        CountedSource(long length, AtomicLong arrived, AtomicLong mostInFlight) {
            this.length = length;
            this.arrived = arrived;
            this.mostInFlight = mostInFlight;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(byte[] buffer, int offset, int wanted) {
            int count = (int) Math.min(wanted, length - made);
            made += count;
            mostInFlight.accumulateAndGet(made - arrived.get(), Math::max);
            return count == 0 ? -1 : count;
        }
    }
}
