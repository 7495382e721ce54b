package io.curfew.it;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One node between two users and an upstream, for all tests that attack it from either side. The upstream answers with what it got:
 * target, body length, and the identity that the gateway told it; below a path for which a test has a script it does what that says.
 */
final class HostileScene implements AutoCloseable {
    static final String IDENTITY = "X-Identity";

    private final Map<String, RecordingUpstream.Script> scripts = new ConcurrentHashMap<>();
    private final Scene scene;
    private final String alice;
    private final String bob;

    private HostileScene() throws IOException {
        TestProvider provider = TestProvider.start();
        provider.signIns().client("admin", "secret");
        RecordingUpstream upstream = new RecordingUpstream(this::answer);
        scene = Scene.start(
                provider, upstream, config -> config.with("curfew.route.orders.logout_uri_suffix", "/logout")
                        .with("curfew.route.orders.logout_methods", "GET,POST,DELETE")
                        .with("curfew.route.orders.read_timeout", "5000")
                        .with("curfew.upstream_headers_claims", "sub")
                        .with("curfew.upstream_headers_names", IDENTITY)
                        .withRoute("admin", "/orders/admin", upstream.uri() + "/of-the-admins")
                        .with("curfew.route.admin.client_id", "admin"));
        alice = cookie("alice", "sid-of-alice");
        bob = cookie("bob", "sid-of-bob");
    }

    private String cookie(String user, String sid) {
        return "Cookie: " + Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn(user, sid));
    }

    int port() {
        return scene.port();
    }

    RecordingUpstream upstream() {
        return scene.upstream();
    }

    /** The header line with which alice has a session on {@code /orders}, and none on {@code /orders/admin}. */
    String alice() {
        return alice;
    }

    /** The same of bob. */
    String bob() {
        return bob;
    }

    /** What the upstream does with requests for this path. */
    void script(String path, RecordingUpstream.Script script) {
        scripts.put(path, script);
    }

    private void answer(RecordingUpstream.Exchange exchange) throws IOException {
        String path = target(exchange.head()).split("\\?", 2)[0];
        scripts.getOrDefault(path, HostileScene::echo).answer(exchange);
    }

    /** The request target in a head. */
    static String target(String head) {
        return head.split(" ", 3)[1];
    }

    /** Reads the body and answers {@code <user> <target> <body>}. */
    static void echo(RecordingUpstream.Exchange exchange) throws IOException {
        String head = exchange.head().toLowerCase(Locale.ROOT);
        String body = head.contains("\r\ntransfer-encoding: chunked")
                ? withoutFraming(exchange.readChunks())
                : new String(exchange.read(Wire.length(exchange.head())), StandardCharsets.ISO_8859_1);
        String text = echoed(identities(exchange.head()), target(exchange.head()), body);
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n"
                + (head.startsWith("head ") ? "" : text));
    }

    /** What {@link #echo} answers. */
    static String echoed(List<String> identities, String target, String body) {
        return "<" + String.join(",", identities) + " " + target + " " + body + ">";
    }

    /** The values of all fields of a head that could be taken for the identity header. */
    static List<String> identities(String head) {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.replaceAll("[^a-z0-9:]", "").startsWith("xidentity"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
    }

    private static String withoutFraming(String chunks) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        int end = chunks.indexOf("\r\n");
        int size = Integer.parseInt(chunks.substring(0, end), 16);
        while (size > 0) {
            at = end + 2;
            body.append(chunks, at, at + size);
            at += size + 2;
            end = chunks.indexOf("\r\n", at);
            size = Integer.parseInt(chunks.substring(at, end), 16);
        }
        return body.toString();
    }

    @Override
    public void close() throws IOException {
        scene.close();
    }

    /** Hands the one scene of a run to the tests that ask for it. */
    static final class Shared extends SharedScene<HostileScene> {
        Shared() {
            super(HostileScene.class);
        }

        @Override
        HostileScene start() throws IOException {
            return new HostileScene();
        }
    }
}
