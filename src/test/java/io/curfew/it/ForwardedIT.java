package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.RecordingUpstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who an upstream is told that the client is, on a real node that trusts 127.0.0.2 alone. All of 127.0.0.0/8 is this machine, so a test
 * comes from where it wants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedIT {
    private static final String TRUSTED = "127.0.0.2";
    private static final String OTHER = "127.0.0.3";

    private RecordingUpstream upstream;
    private GatewayNode node;

    @BeforeAll
    void start() throws IOException {
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        node = GatewayNode.start(GatewayConfig.onFreePorts()
                .with("curfew.issuer", "http://localhost:1")
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "secret")
                .with("curfew.session_secret", "a secret of the integration tests alone")
                .with("curfew.trusted_ips", TRUSTED + "/32,2001:db8::/32")
                .withRoute("open", "/open", upstream.uri())
                .with("curfew.route.open.anonymous_paths", "/"));
    }

    @AfterAll
    void stop() throws IOException {
        node.close();
        upstream.close();
    }

    /** The lines by which the upstream is told where a request comes from. */
    private List<String> told(String from, String... headers) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), node.config().httpPort(), address(from), 0)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream()
                    .write(Wire.request("GET", "/open/x", headers).getBytes(StandardCharsets.ISO_8859_1));
            String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
        }
        String head = upstream.heads().get(upstream.heads().size() - 1);
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches("(x.)?forwarded.*|x-real-ip.*"))
                .sorted()
                .toList();
    }

    private static InetAddress address(String text) throws IOException {
        byte last = Byte.parseByte(text.substring(text.lastIndexOf('.') + 1));
        return InetAddress.getByAddress(new byte[] {127, 0, 0, last});
    }

    private List<String> chain(String... nodes) {
        String host = "localhost:" + node.config().httpPort();
        String rest = ";host=\"" + host + "\";proto=http";
        return List.of(
                "Forwarded: for=" + String.join(rest + ", for=", nodes) + rest,
                "X-Forwarded-For: " + String.join(", ", nodes),
                "X-Forwarded-Host: " + host,
                "X-Forwarded-Port: " + node.config().httpPort(),
                "X-Forwarded-Prefix: /open",
                "X-Forwarded-Proto: http");
    }

    @Test
    void aClientThatIsNotTrustedSaysNothing() throws IOException {
        String[] spoofed = {
            "X-Forwarded-For: 10.6.6.6",
            "Forwarded: for=10.6.6.6;host=evil.example;proto=https",
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Port: 1",
            "X-Real-IP: 10.6.6.6",
            "X_Forwarded_For: 10.6.6.6",
            "Connection: X-Forwarded-For, Forwarded"
        };
        assertEquals(chain(OTHER), told(OTHER, spoofed));
        assertEquals(chain("10.6.6.6", TRUSTED), told(TRUSTED, spoofed), "control: the same from the proxy");
    }

    @Test
    void theChainOfATrustedProxyIsKept() throws IOException {
        assertEquals(
                chain("198.51.100.1", "203.0.113.5", TRUSTED),
                told(TRUSTED, "X-Forwarded-For: 198.51.100.1, 203.0.113.5"));
        assertEquals(
                chain("198.51.100.1", "198.51.100.2", "203.0.113.5", TRUSTED),
                told(TRUSTED, "X-Forwarded-For: 198.51.100.1,198.51.100.2", "x-forwarded-for: 203.0.113.5"));
        assertEquals(
                chain("203.0.113.5", TRUSTED), told(TRUSTED, "Forwarded: for=\"203.0.113.5:80\";host=evil.example"));
        assertEquals(chain(TRUSTED), told(TRUSTED), "the proxy is the client where it says nothing");
        assertEquals(chain(OTHER), told(OTHER, "X-Forwarded-For: 198.51.100.1, 203.0.113.5"), "control");
    }

    /** A client that sends such things through the proxy can neither hide behind it nor be somebody else. */
    @Test
    void whatIsMalformedIsDroppedWithWhatStandsBeforeIt() throws IOException {
        for (String spoofed : List.of(
                "10.6.6.6, x",
                "10.6.6.6, <script>",
                "10.6.6.6,10.6.6.6.6",
                "10.6.6.6, localhost",
                "10.6.6.6, for=10.6.6.6",
                "10.6.6.6,\u00e9",
                "10.6.6.6, \"10.6.6.6")) {
            assertEquals(chain("203.0.113.5", TRUSTED), told(TRUSTED, "X-Forwarded-For: " + spoofed + ", 203.0.113.5"));
            assertEquals(
                    chain("203.0.113.5", TRUSTED),
                    told(TRUSTED, "X-Forwarded-For: " + spoofed, "X-Forwarded-For: 203.0.113.5"));
        }
        assertEquals(chain("203.0.113.5", TRUSTED), told(TRUSTED, "Forwarded: for=10.6.6.6;x=\"y, for=203.0.113.5"));
        List<String> beside = told(TRUSTED, "X-Forwarded-For: 203.0.113.5", "Forwarded: for=10.6.6.6");
        assertEquals(chain("203.0.113.5", TRUSTED), beside);
    }

    @Test
    void aTrustedProxyIsNobodyElse() throws IOException {
        List<String> told =
                told(TRUSTED, "X-Forwarded-For: 203.0.113.5", "X-Forwarded-User: root", "X-Real-IP: 10.6.6.6");
        assertFalse(String.join("\n", told).contains("root"), told::toString);
        assertEquals(chain("203.0.113.5", TRUSTED), told);
    }
}
