package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Stress;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Many who do not go on: clients that send or read no further, upstreams that are silent. Others are served meanwhile. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StalledIT {
    private static final int STALLED = Stress.times(200, 1_000);
    private static final int CALLS = 200;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration SLOWEST = Duration.ofSeconds(2);

    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger endlessOver = new AtomicInteger();
    private RecordingUpstream silent;
    private RecordingUpstream endless;
    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        silent = new RecordingUpstream(listening(), exchange -> await());
        endless = new RecordingUpstream(listening(), this::pour);
        String millis = Long.toString(LIMIT.toMillis());
        String seconds = LIMIT.toSeconds() + "s";
        scene = Scene.start(
                TestProvider.start(), new RecordingUpstream(listening(), Wire::readAndAnswer), config -> config.with(
                                "curfew.read_timeout", millis)
                        .with("curfew.write_timeout", millis)
                        .withRoute("silent", "/silent", silent.uri())
                        .withRoute("endless", "/endless", endless.uri())
                        .withEnvironment("HTTP_READ_TIMEOUT", seconds)
                        .withEnvironment("HTTP_WRITE_TIMEOUT", seconds)
                        .withEnvironment("HTTP_PERSIST_TIMEOUT", seconds));
        cookie = "Cookie: " + Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", "sid-1"));
    }

    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 2_000, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    void stop() throws IOException {
        over.countDown();
        scene.close();
        silent.close();
        endless.close();
    }

    private void await() throws IOException {
        try {
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void pour(RecordingUpstream.Exchange exchange) throws IOException {
        exchange.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        String chunk = "2710\r\n" + "x".repeat(10_000) + "\r\n";
        try {
            while (true) {
                exchange.send(chunk);
            }
        } finally {
            endlessOver.incrementAndGet();
        }
    }

    /** What stalled clients send before they stop. */
    private Map<String, String> kinds() {
        String head = " HTTP/1.1\r\nHost: localhost\r\n" + cookie + "\r\n";
        return Map.of(
                "half a head",
                "GET /orders/x HTTP/1.1\r\nHost: loc",
                StalledClients.DRIPPING,
                "GET /orders/x HTTP/1.1\r\nX-Drip: ",
                "half a body",
                "POST /orders/x" + head + "Content-Length: 1000\r\n\r\nhalf",
                "half a body without a session",
                "POST /orders/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf",
                "half a body for a silent upstream",
                "POST /silent/x" + head + "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
                StalledClients.DEAF,
                "GET /endless/x" + head + "\r\n",
                "a silent upstream",
                "GET /silent/x" + head + "\r\n");
    }

    @Test
    void othersAreServedAndEachStalledConnectionEnds() throws IOException {
        Figures before = calls();
        long resident = resident();
        try (StalledClients stalled = new StalledClients(scene.port())) {
            long began = System.nanoTime();
            stalled.open(STALLED, kinds());
            long opening = Duration.ofNanos(System.nanoTime() - began).toMillis();
            int waiting = STALLED / kinds().size() * 2;
            assertTrue(
                    Waiting.until(() -> silent.heads().size() >= waiting, LIMIT),
                    () -> silent.heads().size() + " of " + waiting + " reached their upstream");
            Figures during = calls();
            long then = resident();
            System.out.println(STALLED + " stalled connections, opened in " + opening + " ms. Others before: " + before
                    + "; during: " + during + "; resident memory " + resident / 1024 + " MB, then " + then / 1024
                    + " MB");
            assertEquals(CALLS, during.good());
            assertTrue(during.p99() < SLOWEST.toMillis(), during::toString);
            System.out.println("Ended after the first: " + stalled.awaitEnds(LIMIT.multipliedBy(3)));
            assertEquals(List.of(), stalled.left());
            // nobody reads them to see their end, so their upstream tells
            assertTrue(
                    Waiting.until(() -> endlessOver.get() == endless.heads().size(), LIMIT.multipliedBy(2)),
                    () -> endlessOver + " of " + endless.heads().size() + " were broken off");
        }
        System.out.println("Afterwards: " + calls() + "; resident memory " + resident() / 1024 + " MB");
    }

    /** In KB. */
    private long resident() throws IOException {
        long most = 0;
        for (ProcessHandle process : scene.node().launcher().descendants().toList()) {
            Path status = Path.of("/proc/" + process.pid() + "/status");
            most = Math.max(
                    most,
                    Files.readAllLines(status).stream()
                            .filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum());
        }
        return most;
    }

    /** How long the calls of a normal user took, in milliseconds. */
    private record Figures(int good, long p50, long p99, long slowest) {}

    private Figures calls() throws IOException {
        long[] millis = new long[CALLS];
        int good = 0;
        for (int index = 0; index < CALLS; index++) {
            long began = System.nanoTime();
            try (Connection connection = Connection.to(scene.port())) {
                connection.write("GET /orders/x HTTP/1.1\r\nHost: localhost\r\n" + cookie + "\r\n\r\n");
                Received received = connection.read();
                assertNotNull(received);
                good += received.status() == 200 ? 1 : 0;
            }
            millis[index] = Duration.ofNanos(System.nanoTime() - began).toMillis();
        }
        Arrays.sort(millis);
        return new Figures(good, millis[CALLS / 2], millis[CALLS * 99 / 100], millis[CALLS - 1]);
    }
}
