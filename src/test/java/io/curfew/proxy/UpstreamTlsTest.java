package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Secret;
import io.curfew.config.StoreFile;
import io.curfew.config.UpstreamConnections;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.SettableClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Upstreams by https. */
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UpstreamTlsTest {
    private UpstreamClient client = new UpstreamClient();
    private SelfSigned good;
    private SelfSigned other;

    @BeforeAll
    void makeCertificates() throws IOException, InterruptedException {
        good = SelfSigned.make();
        other = SelfSigned.make();
    }

    @AfterEach
    void closeClient() {
        client.close();
        client = new UpstreamClient();
    }

    private static RecordingUpstream server(SelfSigned certificate, boolean asksForClient) throws Exception {
        SSLServerSocket socket = (SSLServerSocket) certificate
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setNeedClientAuth(asksForClient);
        return new RecordingUpstream(
                socket, exchange -> exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
    }

    private static Optional<StoreFile> file(Path store) {
        return Optional.of(new StoreFile(store, new Secret(SelfSigned.PASSWORD)));
    }

    private static UpstreamConnections trusting(SelfSigned certificate) throws Exception {
        return new UpstreamConnections(10, file(certificate.trustStore()), Optional.empty());
    }

    /** The answer's body, or why there is none. */
    private String get(String upstream, UpstreamConnections connections) throws IOException {
        UpstreamRotation rotation = new UpstreamRotation(
                new RouteBuilder()
                        .upstream(upstream)
                        .connections(connections)
                        .connectTimeout(Duration.ofSeconds(5))
                        .build(),
                client,
                new SettableClock());
        try (UpstreamAnswer answer =
                rotation.send(new UpstreamRequest("GET", base -> base + "/", List.of(), null), abort -> {})) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            answer.copyTo(out, new WriteWatch());
            return out.toString(StandardCharsets.US_ASCII);
        } catch (UpstreamBrokenException e) {
            return UpstreamBrokenException.reason(e);
        }
    }

    private static String localhost(RecordingUpstream upstream) {
        return "https://" + upstream.authority().replace("127.0.0.1", "localhost");
    }

    private static void refused(String answer, String why, RecordingUpstream upstream) {
        assertTrue(answer.startsWith("SSL") && answer.contains(why), answer);
        assertFalse(answer.contains("\n"), answer);
        assertEquals(List.of(), upstream.heads(), "something was sent");
    }

    @Test
    void theRightCertificatePasses() throws Exception {
        try (RecordingUpstream upstream = server(good, false)) {
            assertEquals("ok", get(localhost(upstream), trusting(good)));
            assertEquals("ok", get("https://" + upstream.authority(), trusting(good)));
        }
    }

    @Test
    void oneThatIsNotTrustedIsRefused() throws Exception {
        try (RecordingUpstream upstream = server(good, false)) {
            refused(get(localhost(upstream), trusting(other)), "PKIX path", upstream);
            refused(
                    get(localhost(upstream), new UpstreamConnections(10, Optional.empty(), Optional.empty())),
                    "PKIX path",
                    upstream);
        }
    }

    @Test
    void oneForAnotherHostIsRefused() throws Exception {
        SelfSigned elsewhere = SelfSigned.make("dns:elsewhere.example", "-1d");
        try (RecordingUpstream upstream = server(elsewhere, false)) {
            refused(get(localhost(upstream), trusting(elsewhere)), "localhost", upstream);
        }
        SelfSigned here = SelfSigned.make("dns:localhost", "-1d");
        try (RecordingUpstream upstream = server(here, false)) {
            assertEquals("ok", get(localhost(upstream), trusting(here)), "control");
        }
    }

    @Test
    void oneThatHasExpiredIsRefused() throws Exception {
        SelfSigned expired = SelfSigned.make("dns:localhost", "-3d");
        try (RecordingUpstream upstream = server(expired, false)) {
            refused(get(localhost(upstream), trusting(expired)), "not valid now", upstream);
        }
    }

    @Test
    void anUpstreamMayAskForOurCertificate() throws Exception {
        try (RecordingUpstream upstream = server(good, true)) {
            UpstreamConnections without = trusting(good);
            UpstreamConnections with = new UpstreamConnections(10, without.trustStore(), file(good.keyStore()));
            UpstreamConnections wrong = new UpstreamConnections(10, without.trustStore(), file(other.keyStore()));
            assertEquals("ok", get(localhost(upstream), with));
            int before = upstream.heads().size();
            assertFalse(get(localhost(upstream), without).equals("ok"));
            assertFalse(get(localhost(upstream), wrong).equals("ok"));
            assertEquals(before, upstream.heads().size());
        }
    }

    @Test
    void aServerThatDoesNotShakeHandsEndsWithTheConnectTimeout() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            UpstreamRotation rotation = new UpstreamRotation(
                    new RouteBuilder()
                            .upstream("https://localhost:" + silent.getLocalPort())
                            .connections(trusting(good))
                            .connectTimeout(Duration.ofMillis(300))
                            .readTimeout(Duration.ofSeconds(50))
                            .build(),
                    client,
                    new SettableClock());
            long start = System.nanoTime();
            assertThrows(
                    UpstreamUnreachableException.class,
                    () -> rotation.send(
                            new UpstreamRequest(
                                    "POST",
                                    base -> base + "/",
                                    List.of(),
                                    new RequestBody(new ByteArrayInputStream(new byte[1]), 1)),
                            abort -> {}));
            assertTrue(System.nanoTime() - start < Duration.ofSeconds(20).toNanos());
        }
    }
}
