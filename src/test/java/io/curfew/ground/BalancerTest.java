package io.curfew.ground;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BalancerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final List<AutoCloseable> open = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Balancer balancer = keep(Balancer.start());

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void eachRequestGoesToTheNextNodeAlsoOnOneConnection() throws IOException {
        List<Integer> ports = List.of(port(node(OK)), port(node(OK)), port(node(OK)));
        balancer.use(ports);
        String answers = raw("GET /a HTTP/1.1\r\nHost: h\r\n\r\n".repeat(5)
                + "GET /a HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        List<Integer> nodes = answers.lines()
                .filter(line -> line.startsWith("X-Node: "))
                .map(line -> Integer.parseInt(line.substring(8)))
                .toList();
        assertEquals(IntStream.range(0, 6).mapToObj(i -> ports.get(i % 3)).toList(), nodes);
        assertEquals(
                Map.of(ports.get(0), 2L, ports.get(1), 2L, ports.get(2), 2L),
                balancer.counts().perNode());
    }

    @Test
    void aRequestArrivesWithItsMethodHeadersAndBodyAsItWasSent() throws IOException {
        RecordingUpstream node = node(exchange -> {
            exchange.read(5);
            exchange.send(OK);
        });
        balancer.use(List.of(port(node)));
        String sent = "PATCH /a%2Fb?c=%20d HTTP/1.1\r\nhOsT: gateway.example:8\r\nCookie: a=1\r\nCookie: b=2\r\n"
                + "X-Odd:  two  spaces \r\nContent-Length: 5\r\n\r\nh\0l\u00e9o";
        raw(sent.replace("Cookie: a", "Connection: close\r\nCookie: a"));
        assertEquals(sent, node.received(0));
    }

    @Test
    void anAnswerArrivesWithItsStatusHeadersAndBodyAsItWasSent() throws IOException {
        String head = String.join(
                "\r\n",
                "HTTP/1.1 303 Look There",
                "Set-Cookie: a=1; Path=/",
                "set-cookie: b=2",
                "Location: http://other.example/",
                "Content-Length: 3",
                "");
        RecordingUpstream node = node(head + "\r\n\u00e9\0b");
        balancer.use(List.of(port(node)));
        String answer = raw("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        assertEquals(head + "X-Node: " + port(node) + "\r\nConnection: close\r\n\r\n\u00e9\0b", answer);
    }

    @Test
    void chunkedBodiesPassBothWays() throws Exception {
        RecordingUpstream node = node(exchange -> {
            String chunks = exchange.readChunks();
            exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
        });
        balancer.use(List.of(port(node)));
        byte[] body = new byte[40_000];
        new Random(1).nextBytes(body);
        // a chunk that looks like the end would end the script's reading early
        IntStream.range(0, body.length).filter(i -> body[i] == '0').forEach(i -> body[i] = '1');
        for (int round = 0; round < 3; round++) {
            HttpResponse<byte[]> answer = client.send(
                    request("/")
                            .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)))
                            .build(),
                    BodyHandlers.ofByteArray());
            assertArrayEquals(body, answer.body());
        }
        assertEquals(1, node.connections());
    }

    @Test
    void anAnswerThatOnlyTheEndOfItsConnectionEndsPasses() throws Exception {
        RecordingUpstream node = node(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\n\r\nall of it");
            throw new IOException("the end");
        });
        balancer.use(List.of(port(node)));
        assertEquals("all of it", get("/").body());
        assertEquals("all of it", get("/").body());
    }

    @Test
    void headAnd304HaveNoBodyAndTheConnectionGoesOn() throws IOException {
        RecordingUpstream node = node(exchange -> exchange.send(
                exchange.head().startsWith("HEAD")
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
                        : "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n"));
        balancer.use(List.of(port(node)));
        String request = " / HTTP/1.1\r\nHost: h\r\n";
        String answers =
                raw("HEAD" + request + "\r\nGET" + request + "\r\nHEAD" + request + "Connection: close\r\n\r\n");
        assertEquals(3, answers.split("HTTP/1.1", -1).length - 1, answers);
        assertEquals(1, node.connections());
    }

    @Test
    void aClientThatAsksBeforeItSendsItsBodyIsToldToGoOn() throws Exception {
        RecordingUpstream node = node(exchange -> {
            exchange.read(4);
            exchange.send(OK);
        });
        balancer.use(List.of(port(node)));
        HttpResponse<String> answer = client.send(
                request("/")
                        .expectContinue(true)
                        .POST(BodyPublishers.ofString("body"))
                        .build(),
                BodyHandlers.ofString());
        assertEquals(200, answer.statusCode());
        assertFalse(node.heads().get(0).contains("100-continue"));
    }

    @Test
    void aNodeThatRefusesIsSkippedAndCounted() throws Exception {
        int dead = FreePort.any();
        int alive = port(node(OK));
        balancer.use(List.of(dead, alive));
        for (int i = 0; i < 4; i++) {
            HttpResponse<String> answer = get("/");
            assertEquals(200, answer.statusCode());
            assertEquals(alive, nodeOf(answer));
        }
        assertEquals(new Balancer.Counts(Map.of(alive, 4L), 2, 0, 0, 0), balancer.counts());
    }

    @Test
    void aNodeThatEndedBetweenTwoRequestsIsSkippedThoughAConnectionIsKept() throws Exception {
        RecordingUpstream ends = node(OK);
        int alive = port(node(OK));
        int port = port(ends);
        balancer.use(List.of(port, alive));
        get("/");
        get("/");
        ends.close();
        assertEquals(alive, nodeOf(get("/")));
        assertEquals(1, balancer.counts().refused());
        assertEquals(0, balancer.counts().broken());
    }

    @Test
    void withoutAnyNodeTheAnswerIs503() throws Exception {
        HttpResponse<String> none = get("/");
        assertEquals(503, none.statusCode());
        assertEquals("none", none.headers().firstValue(Balancer.FAULT).orElse(""));
        balancer.use(List.of(FreePort.any(), FreePort.any()));
        HttpResponse<String> refused = get("/");
        assertEquals(503, refused.statusCode());
        assertEquals("refused", refused.headers().firstValue(Balancer.FAULT).orElse(""));
        assertEquals(new Balancer.Counts(Map.of(), 2, 0, 0, 2), balancer.counts());
    }

    @Test
    void aRequestThatFailedAfterItWasSentIs502AndNeverSentAgain() throws Exception {
        RecordingUpstream broken = node(exchange -> {
            throw new IOException("breaks");
        });
        RecordingUpstream alive = node(OK);
        balancer.use(List.of(port(broken), port(alive)));
        HttpResponse<String> answer = get("/");
        assertEquals(502, answer.statusCode());
        assertEquals("broken", answer.headers().firstValue(Balancer.FAULT).orElse(""));
        assertEquals(port(broken), nodeOf(answer));
        assertEquals(new Balancer.Counts(Map.of(), 0, 1, 0, 0), balancer.counts());
        assertEquals(List.of(), alive.heads());
    }

    @Test
    void anIdempotentRequestThatFailedIsSentAgainOnlyIfTheSettingSaysSo() throws Exception {
        RecordingUpstream broken = node(exchange -> {
            throw new IOException("breaks");
        });
        int alive = port(node(OK));
        balancer.use(List.of(port(broken), alive)).retryIdempotent(true);
        assertEquals(alive, nodeOf(get("/")));
        assertEquals(1, balancer.counts().retried());
        assertEquals(alive, nodeOf(get("/")), "its turn");
        HttpResponse<String> post =
                client.send(request("/").POST(BodyPublishers.ofString("body")).build(), BodyHandlers.ofString());
        assertEquals(502, post.statusCode());
    }

    @Test
    void aNodeThatBreaksWithinItsAnswerCutsTheClientOff() throws Exception {
        RecordingUpstream broken = node(exchange -> {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            throw new IOException("breaks");
        });
        balancer.use(List.of(port(broken)));
        String answer = raw("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        assertTrue(answer.endsWith("half"), answer);
        assertTrue(Waiting.until(() -> balancer.counts().broken() == 1, LIMIT));
    }

    @Test
    void aNodeThatIsSilentForTooLongIs502() throws Exception {
        RecordingUpstream silent = node(exchange -> exchange.read(1));
        balancer.use(List.of(port(silent))).answerLimit(Duration.ofMillis(300));
        assertEquals(502, get("/").statusCode());
    }

    @Test
    void aRequestCanChooseItsNodeAndTheNodeDoesNotSeeIt() throws Exception {
        RecordingUpstream first = node(OK);
        RecordingUpstream second = node(OK);
        balancer.use(List.of(port(first), port(second)));
        for (int i = 0; i < 3; i++) {
            assertEquals(port(second), nodeOf(wanting(port(second))));
        }
        assertEquals(List.of(), first.heads());
        assertFalse(second.heads().get(0).contains(Balancer.WANTED_NODE));
        second.close();
        assertEquals(503, wanting(port(second)).statusCode());
        assertEquals(503, wanting(FreePort.any()).statusCode());
    }

    @Test
    void theListOfNodesCanChangeWhileItRuns() throws Exception {
        int first = port(node(OK));
        int second = port(node(OK));
        balancer.use(List.of(first));
        assertEquals(first, nodeOf(get("/")));
        balancer.use(List.of(second));
        assertEquals(second, nodeOf(get("/")));
        assertEquals(second, nodeOf(get("/")));
    }

    @Test
    void anUnreadyNodeGetsNothingUntilItIsReadyAgain() throws Exception {
        AtomicInteger health = new AtomicInteger(200);
        RecordingUpstream moody = node(exchange -> exchange.send(
                exchange.head().startsWith("GET /health/ready ")
                        ? "HTTP/1.1 " + health.get() + " x\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                        : OK));
        int steady = port(node(OK));
        balancer.use(List.of(port(moody), steady)).watchHealth();
        assertTrue(Waiting.until(() -> balancer.inUse().size() == 2, LIMIT));
        assertEquals(new TreeSet<>(List.of(port(moody), steady)), seen());
        health.set(503);
        assertTrue(Waiting.until(() -> balancer.inUse().equals(List.of(steady)), LIMIT));
        assertEquals(Set.of(steady), seen());
        health.set(200);
        assertTrue(Waiting.until(() -> balancer.inUse().size() == 2, LIMIT));
    }

    @Test
    void itCarriesTheLoadOfTheClusterTests() throws Exception {
        List<Integer> ports = List.of(port(node(OK)), port(node(OK)), port(node(OK)));
        balancer.use(ports);
        byte[] request = "GET /some/path HTTP/1.1\r\nHost: localhost\r\nCookie: curfew=abcdefghijkl\r\n\r\n"
                .getBytes(StandardCharsets.ISO_8859_1);
        Runnable calls = () -> {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
                socket.setSoTimeout((int) LIMIT.toMillis());
                for (int i = 0; i < 2_500; i++) {
                    socket.getOutputStream().write(request);
                    HttpHead answer = HttpHead.read(socket.getInputStream());
                    assertEquals("HTTP/1.1 200 OK", answer == null ? "" : answer.start());
                    assertEquals(2, socket.getInputStream().readNBytes(2).length);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        };
        var threads = Executors.newFixedThreadPool(4);
        long began = System.nanoTime();
        var all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(calls, threads))
                .toList();
        all.forEach(CompletableFuture::join);
        long perSecond = 10_000L * 1_000_000_000L / (System.nanoTime() - began);
        threads.shutdownNow();
        System.out.println("The balancer carried " + perSecond + " requests a second with 4 connections.");
        assertTrue(perSecond > 200, "only " + perSecond + " requests a second");
    }

    private Set<Integer> seen() throws Exception {
        Set<Integer> nodes = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            nodes.add(nodeOf(get("/")));
        }
        return nodes;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> wanting(int port) throws Exception {
        return client.send(
                request("/")
                        .header(Balancer.WANTED_NODE, Integer.toString(port))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(balancer.url(path))).timeout(LIMIT);
    }

    private static int nodeOf(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue(Balancer.NODE)
                .map(Integer::parseInt)
                .orElseThrow(() -> new AssertionError(answer.statusCode() + " " + answer.headers()));
    }

    /** Sends these bytes and reads to the end of the connection. */
    private String raw(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), balancer.port())) {
            socket.setSoTimeout((int) LIMIT.toMillis());
            OutputStream out = socket.getOutputStream();
            out.write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private RecordingUpstream node(String answer) throws IOException {
        return keep(RecordingUpstream.answering(answer));
    }

    private RecordingUpstream node(RecordingUpstream.Script script) throws IOException {
        return keep(new RecordingUpstream(script));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        open.add(closeable);
        return closeable;
    }

    private static int port(RecordingUpstream node) {
        return node.asUri().getPort();
    }
}
