package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters that mean what they mean in Kong, on a node that browsers reach by https: each does something, and not without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SameAsKongIT {
    private static final String HOST = "apps.example.com";
    private static final String ORIGIN = "https://" + HOST;
    private static final String PAGE = "Accept: text/html";
    private static final Duration REMEMBERED = Duration.ofSeconds(4);

    private final TestProvider other = TestProvider.start();
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        TestProvider provider = TestProvider.start();
        other.announce("code_challenge_methods_supported", List.of("plain", "S256"));
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        scene = Scene.start(provider, upstream, config -> configured(config, upstream.uri()));
    }

    private GatewayConfig configured(GatewayConfig bare, String upstream) {
        GatewayConfig config = bare.with("curfew.public_url", ORIGIN)
                .withRoute("by-scope", "/by-scope", upstream)
                .with("curfew.route.by-scope.scopes_required", "read")
                .with("curfew.route.by-scope.scopes_claim", "api,permissions")
                .withRoute("by-audience", "/by-audience", upstream)
                .with("curfew.route.by-audience.audience_required", "https://api.example.com")
                .with("curfew.route.by-audience.audience_claim", "api,for")
                .withRoute("by-group", "/by-group", upstream)
                .with("curfew.route.by-group.groups_required", "staff")
                .with("curfew.route.by-group.groups_claim", "api,teams");
        config = ofItsOwn(config, upstream, "asking", "scopes=openid offline_access");
        config = ofItsOwn(
                config,
                upstream,
                "elsewhere",
                "end_session_endpoint=" + other.issuer() + TestProvider.END_SESSION,
                "revocation_endpoint=" + other.issuer() + TestProvider.REVOKE,
                "revocation_token_param_name=credential",
                "logout_revoke=true",
                "logout_uri_suffix=/logout");
        config = ofItsOwn(
                config,
                upstream,
                "cookies",
                "session_cookie_name=plain",
                "session_cookie_path=/cookies",
                "session_cookie_domain=example.com",
                "session_cookie_http_only=false",
                "session_cookie_secure=false");
        config = ofItsOwn(
                config,
                upstream,
                "memory",
                "session_cookie_name=memory",
                "session_remember=true",
                "session_remember_rolling_timeout=" + REMEMBERED.toSeconds());
        config = ofItsOwn(config, upstream, "told", "downstream_access_token_header=X-Access");
        config = ofItsOwn(config, upstream, "proving", "require_proof_key_for_code_exchange=true");
        config = ofItsOwn(config, upstream, "discovered", "issuer=" + other.issuer());
        return ofItsOwn(
                config, upstream, "unproven", "issuer=" + other.issuer(), "require_proof_key_for_code_exchange=false");
    }

    /** A route with a client of its own; both are named alike. */
    private GatewayConfig ofItsOwn(GatewayConfig before, String upstream, String name, String... parameters) {
        GatewayConfig config =
                before.withRoute(name, "/" + name, upstream).with("curfew.route." + name + ".client_id", name);
        for (String parameter : parameters) {
            String[] pair = parameter.split("=", 2);
            config = config.with("curfew.route." + name + "." + pair[0], pair[1]);
        }
        return config;
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
        other.close();
    }

    @BeforeEach
    void usual() {
        for (TestProvider provider : List.of(scene.provider(), other)) {
            for (String client :
                    List.of("asking", "elsewhere", "cookies", "memory", "told", "proving", "discovered", "unproven")) {
                provider.signIns().client(client, "secret");
            }
            provider.signIns().changeIdTokens(UnaryOperator.identity());
            provider.signIns().changeAnswers(UnaryOperator.identity());
            provider.signIns().user("alice", "sid-" + UUID.randomUUID());
        }
    }

    private Wire.Reply call(String method, String target, String... headers) throws IOException {
        return Wire.send(
                scene.port(),
                Wire.request(method, target, headers).replace("Host: localhost\r\n", "Host: " + HOST + "\r\n"));
    }

    /** A login that was sent to the provider, as the browser has it. */
    private record Begun(String cookie, String location) {}

    private Begun begin(String path) throws IOException {
        Wire.Reply start = call("GET", path, PAGE);
        assertEquals(303, start.status(), start::raw);
        String cookie = header(start, "Set-Cookie: (__Host-curfew-login-[^;]*)");
        return new Begun("Cookie: " + cookie, header(start, "Location: (.*)"));
    }

    /** The target to which the provider sends the browser back. */
    private String atProvider(Begun login) {
        URI callback = URI.create(scene.send(HttpRequest.newBuilder(URI.create(login.location())))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        return callback.getRawPath() + "?" + callback.getRawQuery();
    }

    /** The answer with which a login on the way to this path ends. */
    private Wire.Reply logIn(String path) throws IOException {
        Begun login = begin(path);
        return call("GET", atProvider(login), PAGE, login.cookie());
    }

    /** The session cookie of a login, to be sent back. */
    private String signIn(String path, String cookie) throws IOException {
        Wire.Reply done = logIn(path);
        assertEquals(303, done.status(), done::raw);
        return "Cookie: " + header(done, "Set-Cookie: (" + cookie + "=[^;]*)");
    }

    private static String header(Wire.Reply reply, String pattern) {
        Matcher found = Pattern.compile("(?i)\r\n" + pattern).matcher(reply.head());
        assertTrue(found.find(), () -> "no " + pattern + " in " + reply.head());
        return found.group(1).strip();
    }

    private static Map<String, String> lastAuthorization(TestProvider provider) {
        List<Map<String, String>> all = provider.signIns().authorizations();
        return all.get(all.size() - 1);
    }

    @Test
    void scopesAreAskedFor() throws IOException {
        logIn("/asking/");
        assertEquals(
                "openid offline_access", lastAuthorization(scene.provider()).get("scope"));
        logIn("/orders/");
        assertEquals("openid", lastAuthorization(scene.provider()).get("scope"), "control: the default");
    }

    @Test
    void theEndpointsOfTheConfigurationAreUsedInPlaceOfThoseOfDiscovery() throws IOException {
        String cookie = signIn("/elsewhere/", "__Host-curfew-[0-9a-f]{8}");
        Wire.Reply out = call("POST", "/elsewhere/logout", PAGE, cookie, "Origin: " + ORIGIN, "Content-Length: 0");
        assertEquals(303, out.status(), out::raw);
        String location = header(out, "Location: (.*)");
        assertTrue(location.startsWith(other.issuer() + TestProvider.END_SESSION + "?"), location);
        assertEquals(List.of(), scene.provider().revocations());
        assertFalse(other.revocations().isEmpty());
        for (TestProvider.Received revocation : other.revocations()) {
            assertNotEquals("", revocation.parameters().getOrDefault("credential", ""));
            assertNull(revocation.parameters().get("token"));
        }
    }

    @Test
    void theSessionCookieLooksAsTheRouteSays() throws IOException {
        String usual = header(logIn("/orders/"), "Set-Cookie: (__Host-curfew=.*)");
        for (String attribute : List.of("Path=/", "HttpOnly", "SameSite=Lax", "Secure")) {
            assertTrue(List.of(usual.split("; ")).contains(attribute), usual);
        }
        assertFalse(usual.contains("Domain"), usual);
        String set = header(logIn("/cookies/"), "Set-Cookie: (plain=.*)");
        for (String attribute : List.of("Path=/cookies", "Domain=example.com")) {
            assertTrue(List.of(set.split("; ")).contains(attribute), set);
        }
        assertFalse(set.contains("HttpOnly") || set.contains("Secure"), set);
    }

    @Test
    void aMemoryFadesWhenItIsNotUsed() throws IOException {
        Wire.Reply done = logIn("/memory/");
        String usedAtOnce = "Cookie: " + header(done, "Set-Cookie: (memory-remember=[^;]*)");
        assertTrue(done.head().contains("Max-Age=" + REMEMBERED.toSeconds()), done::head);
        String usedLate = "Cookie: " + header(logIn("/memory/"), "Set-Cookie: (memory-remember=[^;]*)");
        long since = System.nanoTime();
        assertEquals(200, call("GET", "/memory/", usedAtOnce).status());
        Duration over = REMEMBERED.plusSeconds(1);
        Waiting.until(() -> System.nanoTime() - since > over.toNanos(), over.multipliedBy(2));
        assertEquals(401, call("GET", "/memory/", usedLate).status());
    }

    @Test
    void theBrowserIsToldTheAccessToken() throws IOException {
        scene.provider().signIns().changeAnswers(usual -> {
            usual.put("access_token", "access-for-the-browser");
            return usual;
        });
        Wire.Reply told = call("GET", "/told/x", signIn("/told/", "__Host-curfew-[0-9a-f]{8}"));
        assertEquals("access-for-the-browser", header(told, "X-Access: (.*)"));
        Wire.Reply usual = call("GET", "/orders/x", signIn("/orders/", "__Host-curfew"));
        assertEquals(200, usual.status());
        assertFalse(usual.raw().contains("access-for-the-browser"), "a route that tells nothing");
    }

    @Test
    void demandsLookIntoTheClaimsThatTheRouteNames() throws IOException {
        scene.provider().signIns().changeIdTokens(usual -> {
            usual.put(
                    "api",
                    Map.of("permissions", "read write", "for", "https://api.example.com", "teams", List.of("staff")));
            return usual;
        });
        String there = signIn("/orders/", "__Host-curfew");
        usual();
        scene.provider().signIns().changeIdTokens(usual -> {
            usual.putAll(Map.of("scope", "read", "groups", List.of("staff"), "azp", Scene.CLIENT));
            usual.put("aud", List.of(Scene.CLIENT, "https://api.example.com"));
            return usual;
        });
        String inTheUsualClaims = signIn("/orders/", "__Host-curfew");
        Map<String, List<Integer>> statuses = new LinkedHashMap<>();
        for (String path : List.of("/by-scope/", "/by-audience/", "/by-group/", "/orders/")) {
            statuses.put(
                    path,
                    List.of(
                            call("GET", path, there).status(),
                            call("GET", path, inTheUsualClaims).status()));
        }
        assertEquals(
                Map.of(
                        "/by-scope/", List.of(200, 403),
                        "/by-audience/", List.of(200, 403),
                        "/by-group/", List.of(200, 403),
                        "/orders/", List.of(200, 200)),
                statuses);
    }

    @ParameterizedTest
    @CsvSource({"proving,true", "orders,false", "discovered,true", "unproven,false"})
    void aProofKeyBindsTheCodeWhereTheRouteOrDiscoverySaysSo(String route, boolean bound) throws IOException {
        Wire.Reply done = logIn("/" + route + "/");
        assertEquals(303, done.status(), "the provider compares what it was shown");
        TestProvider asked = List.of("discovered", "unproven").contains(route) ? other : scene.provider();
        Map<String, String> authorization = lastAuthorization(asked);
        assertEquals(bound ? "S256" : null, authorization.get("code_challenge_method"));
        assertEquals(bound, authorization.getOrDefault("code_challenge", "").matches("[A-Za-z0-9_-]{43}"));
    }

    @Test
    void aCodeOfAnotherLoginIsRefusedByTheProviderItself() throws IOException {
        Begun mine = begin("/proving/");
        String stolen = atProvider(begin("/proving/")).replaceAll(".*code=([^&]*).*", "$1");
        String injected = atProvider(mine).replaceAll("code=[^&]*", "code=" + stolen);
        int before = scene.provider().signIns().unproven();
        assertEquals(403, call("GET", injected, PAGE, mine.cookie()).status());
        assertEquals(before + 1, scene.provider().signIns().unproven());
    }
}
