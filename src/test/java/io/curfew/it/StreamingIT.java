package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Stress;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are larger than the memory of the node, and sides that do not take or send theirs to the end. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamingIT {
    private static final String HEAP = "-Xmx192m";
    private static final long SIZE = Stress.times(256, 1_024) * 1_048_576L;
    /** What the kernel holds on two connections, generously. */
    private static final long MOST_HELD = 150_000_000;

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration STILL = Duration.ofSeconds(2);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong poured = new AtomicLong();
    private final AtomicBoolean uploadBroke = new AtomicBoolean();
    private HttpServer large;
    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        large = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        large.setExecutor(threads);
        large.createContext("/up", StreamingIT::summed);
        large.createContext("/down", StreamingIT::made);
        large.start();
        RecordingUpstream upstream = new RecordingUpstream(this::answer);
        scene = Scene.start(TestProvider.start(), upstream, config -> config.withRoute(
                        "large",
                        "/large",
                        "http://127.0.0.1:" + large.getAddress().getPort())
                .withEnvironment("JVM_ARGS", HEAP));
        cookie = Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    @AfterAll
    void stop() throws IOException {
        large.stop(0);
        threads.shutdownNow();
        scene.close();
    }

    private static void summed(HttpExchange exchange) throws IOException {
        byte[] sum = GeneratedBody.sum(exchange.getRequestBody()).getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, sum.length);
        exchange.getResponseBody().write(sum);
        exchange.close();
    }

    private static void made(HttpExchange exchange) throws IOException {
        boolean chunked = "chunked".equals(exchange.getRequestURI().getQuery());
        exchange.sendResponseHeaders(200, chunked ? 0 : SIZE);
        try (OutputStream out = exchange.getResponseBody();
                InputStream body = new GeneratedBody(SIZE)) {
            body.transferTo(out);
        }
    }

    private void answer(RecordingUpstream.Exchange exchange) throws IOException {
        String target = HostileScene.target(exchange.head());
        switch (target) {
            case "/deaf" -> Waiting.until(() -> false, LIMIT.multipliedBy(3));
            case "/pour" -> pour(exchange);
            case "/refuse" -> {
                exchange.read(1_000);
                throw new IOException("as the script wants");
            }
            case "/upload" -> {
                int wanted = Wire.length(exchange.head());
                boolean broke = true;
                try {
                    broke = exchange.read(wanted).length < wanted;
                } finally {
                    uploadBroke.set(broke);
                }
            }
            default -> Wire.readAndAnswer(exchange);
        }
    }

    private void pour(RecordingUpstream.Exchange exchange) throws IOException {
        byte[] block = new byte[10_000];
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n");
        while (true) {
            exchange.out().write(block);
            poured.addAndGet(block.length);
        }
    }

    private HttpRequest.Builder to(String target) {
        return HttpRequest.newBuilder(URI.create(scene.url(target))).header("Cookie", cookie);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeUploadArrivesWholeInASmallHeap(boolean chunked) throws Exception {
        BodyPublisher body = BodyPublishers.ofInputStream(() -> new GeneratedBody(SIZE));
        long began = System.nanoTime();
        HttpResponse<String> answer = client.send(
                to("/large/up")
                        .PUT(chunked ? body : BodyPublishers.fromPublisher(body, SIZE))
                        .build(),
                BodyHandlers.ofString());
        tell("up", chunked, began);
        assertEquals(GeneratedBody.sum(new GeneratedBody(SIZE)), answer.body());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLargeDownloadArrivesWholeInASmallHeap(boolean chunked) throws Exception {
        long began = System.nanoTime();
        HttpResponse<InputStream> answer =
                client.send(to("/large/down" + (chunked ? "?chunked" : "")).build(), BodyHandlers.ofInputStream());
        try (InputStream body = answer.body()) {
            assertEquals(GeneratedBody.sum(new GeneratedBody(SIZE)), GeneratedBody.sum(body));
        }
        tell("down", chunked, began);
        assertEquals(!chunked, answer.headers().firstValue("Content-Length").isPresent());
    }

    private static void tell(String way, boolean chunked, long began) {
        System.out.println((SIZE >> 20) + " MB " + way + (chunked ? " in chunks" : " with a length") + " with " + HEAP
                + ": " + Duration.ofNanos(System.nanoTime() - began).toMillis() + " ms");
    }

    @Test
    void anUpstreamThatDoesNotReadStopsTheClient() throws IOException {
        try (SocketChannel channel =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), scene.port()))) {
            channel.write(
                    bytes(Wire.request("POST", "/orders/deaf", "Cookie: " + cookie, "Content-Length: 100000000000")));
            channel.configureBlocking(false);
            AtomicLong taken = new AtomicLong();
            ByteBuffer block = ByteBuffer.allocate(100_000);
            assertStops(taken, () -> {
                block.clear();
                taken.addAndGet(channel.write(block));
            });
        }
    }

    @Test
    void aClientThatDoesNotReadStopsTheUpstream() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
            socket.getOutputStream()
                    .write(bytes(Wire.request("GET", "/orders/pour", "Cookie: " + cookie))
                            .array());
            assertTrue(Waiting.until(() -> poured.get() > 0, LIMIT), "nothing came");
            assertStops(poured, () -> {});
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    /** A count grows, then stands still, and is small by then. */
    private static void assertStops(AtomicLong count, Step step) throws IOException {
        long seen = -1;
        long since = System.nanoTime();
        long began = since;
        while (System.nanoTime() - since < STILL.toNanos()) {
            step.run();
            if (count.get() != seen) {
                seen = count.get();
                since = System.nanoTime();
            }
            assertTrue(seen < MOST_HELD, "taken: " + seen);
            assertTrue(System.nanoTime() - began < LIMIT.toNanos(), "it goes on: " + seen);
        }
        System.out.println("Taken before it stopped: " + seen);
        assertTrue(seen > 0, "nothing was taken");
    }

    @Test
    void aClientThatBreaksItsUploadOffBreaksTheUpstreams() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port())) {
            socket.getOutputStream()
                    .write(bytes(Wire.request("POST", "/orders/upload", "Cookie: " + cookie, "Content-Length: 100000")
                                    + "x".repeat(50_000))
                            .array());
            assertTrue(
                    Waiting.until(
                            () -> scene.upstream().heads().stream().anyMatch(head -> head.startsWith("POST /upload ")),
                            LIMIT),
                    "the upstream was not asked");
        }
        assertTrue(Waiting.until(uploadBroke::get, LIMIT), "the upstream still waits");
    }

    @Test
    void anUpstreamThatBreaksAnUploadOffIs502() throws IOException {
        Wire.Reply reply = Wire.send(
                scene.port(),
                Wire.request("POST", "/orders/refuse", "Cookie: " + cookie, "Content-Length: 2000")
                        + "x".repeat(2_000));
        assertEquals(502, reply.status(), reply::raw);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
