package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.OtlpReceiver;
import io.curfew.ground.OtlpReceiver.Span;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a real node exports of its work, and what it does not. It believes 127.0.0.2 alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TracesIT {
    private static final int BELIEVED = 2;
    private static final int OTHER = 3;
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String SAMPLED = "traceparent: 00-" + TRACE + "-" + PARENT + "-01";
    private static final Pattern TRACEPARENT = Pattern.compile("(?im)^traceparent: 00-(\\w{32})-(\\w{16})-(\\d\\d)$");
    private static final Pattern VALUES = Pattern.compile("(?:code|state|nonce|sid)=([^&\\s\"]+)");

    private OtlpReceiver receiver;
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        receiver = OtlpReceiver.start();
        scene = Scene.start(config -> receiver.exportedBy(config).with("curfew.trusted_ips", "127.0.0.2/32"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
        receiver.close();
    }

    /** The answer to a request from an address of this machine. */
    private String ask(int from, String path, String... headers) throws IOException {
        InetAddress address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) from});
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), scene.port(), address, 0)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(Wire.request("GET", path, headers).getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static Predicate<Span> at(int kind, String path) {
        return span -> span.kind() == kind && span.attribute("url.path").equals(path);
    }

    private Span childOf(Span parent, int kind) {
        return receiver.await(span -> span.kind() == kind && span.isChildOf(parent));
    }

    private Matcher traceparentAtUpstream() {
        List<String> heads = scene.upstream().heads();
        String last = heads.get(heads.size() - 1).replace("\r", "");
        Matcher found = TRACEPARENT.matcher(last);
        assertTrue(found.find(), last);
        assertEquals(
                1,
                last.lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("traceparent"))
                        .count());
        return found;
    }

    @Test
    void theTraceOfABelievedClientGoesOnToTheUpstream() throws IOException {
        String cookie = Scene.sessionCookie(scene.signIn("ada", "sid-believed"));
        String reply = ask(
                BELIEVED,
                "/orders/believed?card=4111-secret",
                "Cookie: curfew=" + cookie,
                SAMPLED,
                "tracestate: vendor=value");
        assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
        assertFalse(reply.contains(TRACE), "nobody needs to know");
        Span request = receiver.await(at(OtlpReceiver.SERVER, "/orders/believed"));
        assertEquals(TRACE, request.traceId());
        assertEquals(PARENT, request.parentId());
        assertEquals("GET /orders", request.name());
        assertEquals("orders", request.attribute("curfew.route"));
        assertEquals("200", request.attribute("http.response.status_code"));
        Span call = childOf(request, OtlpReceiver.CLIENT);
        assertEquals("200", call.attribute("http.response.status_code"));
        Matcher told = traceparentAtUpstream();
        assertEquals(TRACE, told.group(1));
        assertEquals(call.id(), told.group(2));
        assertEquals("01", told.group(3));
        List<String> heads = scene.upstream().heads();
        assertTrue(heads.get(heads.size() - 1).contains("tracestate: vendor=value"));
    }

    @Test
    void nobodyElseChoosesATrace() throws IOException {
        String cookie = Scene.sessionCookie(scene.signIn("eve", "sid-other"));
        String reply = ask(OTHER, "/orders/other", "Cookie: curfew=" + cookie, SAMPLED, "tracestate: vendor=value");
        assertTrue(reply.startsWith("HTTP/1.1 200 "), reply);
        Span request = receiver.await(at(OtlpReceiver.SERVER, "/orders/other"));
        assertNotEquals(TRACE, request.traceId());
        assertEquals("", request.parentId());
        Matcher told = traceparentAtUpstream();
        assertEquals(request.traceId(), told.group(1));
        List<String> heads = scene.upstream().heads();
        assertFalse(heads.get(heads.size() - 1).contains("vendor=value"));
    }

    @Test
    void aResourceOfTheGatewayHasOneSpanAndBelievesNobodyElseEither() throws IOException {
        ask(OTHER, "/oidc/frontchannel-logout?iss=http://nobody&sid=sid-in-a-query", SAMPLED);
        Span request = receiver.await(at(OtlpReceiver.SERVER, "/oidc/frontchannel-logout"));
        assertEquals("GET /oidc", request.name());
        ask(OTHER, "/oidc/jwks", SAMPLED);
        receiver.await(at(OtlpReceiver.SERVER, "/oidc/jwks"));
        assertEquals(
                1,
                receiver.spans().stream()
                        .filter(at(OtlpReceiver.SERVER, "/oidc/frontchannel-logout"))
                        .count());
        assertFalse(receiver.everything().contains("sid-in-a-query"));
    }

    @Test
    void theCallsOfALoginAreBelowIt() {
        scene.signIn("ada", "sid-login");
        Span callback = receiver.await(at(OtlpReceiver.SERVER, "/oidc/callback"));
        Span token = childOf(callback, OtlpReceiver.CLIENT);
        assertEquals("POST " + TestProvider.TOKEN, token.name());
        assertEquals("200", token.attribute("http.response.status_code"));
        Span discovery = receiver.await(at(OtlpReceiver.CLIENT, TestProvider.DISCOVERY));
        assertTrue(receiver.spans().stream().anyMatch(discovery::isChildOf), "a request needed it");
        receiver.await(at(OtlpReceiver.CLIENT, TestProvider.JWKS));
    }

    @Test
    void aLogoutTokenHasASpanWithItsOutcome() {
        scene.signIn("bob", "sid-logout");
        assertEquals(
                200, scene.post(scene.logoutToken("bob", "sid-logout").build()).statusCode());
        Span logout = receiver.await(span -> span.name().equals("logout token")
                && span.attribute("curfew.logout.outcome").equals("accepted"));
        assertEquals("1", logout.attribute("curfew.logout.sessions"));
        Span request = receiver.await(logout::isChildOf);
        assertEquals("/oidc/backchannel-logout", request.attribute("url.path"));
        scene.post("not.a.token");
        Span refused = receiver.await(span -> span.name().equals("logout token")
                && !span.attribute("curfew.logout.outcome").equals("accepted"));
        assertEquals("malformed", refused.attribute("curfew.logout.outcome"));
    }

    @Test
    void noSecretIsInASpan() throws IOException {
        List<String> secrets =
                new ArrayList<>(List.of("secret", "a-hidden-state", "4111-secret", "Basic dXNlcjpwYXNz", "sid-hidden"));
        scene.provider().signIns().user("carl", "sid-hidden");
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(scene.url("/orders/hidden?card=4111-secret"));
        assertEquals(200, answer.status());
        answer.trail().forEach(hop -> hop.headers().map().values().stream()
                .flatMap(List::stream)
                .forEach(value -> {
                    Matcher found = VALUES.matcher(value);
                    while (found.find()) {
                        secrets.add(found.group(1));
                    }
                }));
        assertTrue(secrets.size() >= 8, secrets.toString());
        String cookie = Scene.sessionCookie(browser);
        secrets.add(cookie);
        scene.send(HttpRequest.newBuilder(URI.create(scene.url("/orders/last?card=4111-secret")))
                .header("Cookie", "curfew=" + cookie)
                .header("Authorization", "Basic dXNlcjpwYXNz"));
        String logoutToken = scene.logoutToken("carl", "sid-hidden").build();
        secrets.add(logoutToken);
        assertEquals(200, scene.post(logoutToken).statusCode());
        ask(OTHER, "/oidc/logged-out?state=a-hidden-state");
        receiver.await(at(OtlpReceiver.SERVER, "/orders/last"));
        receiver.await(at(OtlpReceiver.SERVER, "/oidc/logged-out"));
        String exported = receiver.everything();
        secrets.forEach(secret -> assertFalse(exported.contains(secret), "exported: " + secret));
        assertFalse(exported.contains("carl"));
        assertTrue(exported.contains("/oidc/callback"), "control: this is where it would be");
    }
}
