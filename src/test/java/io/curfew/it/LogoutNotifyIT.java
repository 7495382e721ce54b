package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.SignedJWT;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Applications behind two nodes are told that a session is over: once, signed, and in nobody's way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogoutNotifyIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final int NODES = 2;
    private static final List<String> CLIENTS = List.of("evict", "checked", "slow", "flaky", "strange");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestProvider provider;
    private RecordingUpstream upstream;
    private NoticedApplication application;
    private GatewayCluster cluster;

    @BeforeAll
    void start() throws IOException {
        provider = TestProvider.start();
        CLIENTS.forEach(other -> provider.signIns().client(other, "secret"));
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        application = new NoticedApplication()
                .answering("/slow", "")
                .answering("/flaky", "HTTP/1.1 503 Busy\r\nContent-Length: 4\r\n\r\nbusy", NoticedApplication.ACCEPTED)
                .answering("/strange", "HTTP/1.1 400 Bad\r\nContent-Length: 0\r\n\r\n");
        cluster = GatewayCluster.start(NODES, this::configured);
    }

    @AfterAll
    void stop() throws IOException {
        // null if the nodes did not start
        if (cluster != null) {
            cluster.close();
        }
        provider.close();
        upstream.close();
        application.close();
    }

    private GatewayConfig configured(GatewayConfig config) {
        GatewayConfig all = config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri())
                .with("curfew.route.orders.logout_notify_uri", application.url("/events"))
                .with("curfew.route.orders.upstream_assertion_header", "X-Assertion")
                .withRoute("strict", "/strict", upstream.uri())
                .with("curfew.route.strict.groups_required", "staff")
                .with("curfew.route.strict.forbidden_destroy_session", "true");
        for (String other : CLIENTS) {
            all = all.withRoute(other, "/" + other, upstream.uri())
                    .with("curfew.route." + other + ".client_id", other)
                    .with("curfew.route." + other + ".session_cookie_name", other)
                    .with("curfew.route." + other + ".logout_notify_uri", application.url("/" + other));
        }
        return all.with("curfew.admin_role", "operator")
                .with("curfew.admin_audience", "curfew-admin")
                .with("curfew.route.evict.session_limit", "1")
                .with("curfew.route.evict.session_limit_action", "evict_oldest")
                .with("curfew.route.checked.session_check_interval", "2");
    }

    private BrowserSession signIn(String path, String subject) {
        provider.signIns().user(subject, "sid-" + subject);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(cluster.url(path));
        assertEquals(200, answer.status(), answer::toString);
        return browser;
    }

    private static String cookie(BrowserSession browser, String name) {
        Cookie cookie = browser.cookies().find(name);
        if (cookie == null) {
            throw new IllegalStateException("no cookie " + name);
        }
        return cookie.value();
    }

    private HttpRequest.Builder at(int node, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + cluster.ports().get(node) + path))
                .timeout(LIMIT);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder logoutToken(int node, String clientId, String subject) {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), clientId, provider.keys().current(), Instant.now())
                .claim("sub", subject)
                .claim("sid", "sid-" + subject)
                .build();
        return at(node, "/oidc/backchannel-logout")
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token))));
    }

    /** One notice about this user comes, and no second one. */
    private NoticedApplication.Notice assertTold(String subject, String reason) {
        NoticedApplication.Notice notice = application.await(subject, 1).get(0);
        assertEquals(reason, notice.reason());
        assertFalse(Waiting.until(() -> application.about(subject).size() > 1, QUIET), "told twice");
        return notice;
    }

    @Test
    void aLogoutTokenIsToldAsAnybodyCanVerify() throws Exception {
        BrowserSession browser = signIn("/orders/", "alice");
        String head = upstream.heads().get(upstream.heads().size() - 1);
        String assertion = head.lines()
                .filter(line -> line.startsWith("X-Assertion: "))
                .map(line -> line.substring(13))
                .findFirst()
                .orElseThrow();
        assertEquals(200, send(logoutToken(0, Scene.CLIENT, "alice")).statusCode());

        NoticedApplication.Notice notice = assertTold("alice", "provider");
        SignedJWT token = notice.token();
        JWK key = JWKSet.parse(send(at(1, "/oidc/jwks")).body())
                .getKeyByKeyId(token.getHeader().getKeyID());
        assertNotNull(key, "published by the other node too");
        assertTrue(token.verify(new ECDSAVerifier(key.toECKey())));
        assertEquals("secevent+jwt", token.getHeader().getType().getType());
        Map<String, Object> claims = notice.claims();
        Map<String, Object> known = SignedJWT.parse(assertion).getPayload().toJSONObject();
        assertEquals("orders", claims.get("aud"));
        assertEquals(known.get("iss"), claims.get("iss"));
        assertEquals(known.get("sid"), notice.session(), "the same name of the session as in the assertion");
        assertEquals(known.get("sub"), notice.subject());
        String all = notice.head() + notice.body() + claims;
        for (String secret : List.of(cookie(browser, "curfew"), "sid-alice", assertion)) {
            assertFalse(all.contains(secret), all);
        }
    }

    @Test
    void theUsersOwnSignOut() {
        BrowserSession browser = signIn("/orders/", "bob");
        browser.post(cluster.url("/oidc/logout"), Map.of());
        assertTold("bob", "signed_out");
    }

    @Test
    void theFrontChannel() {
        signIn("/orders/", "carol");
        String issuer = FormBody.of(Map.of("iss", provider.issuer()));
        send(at(1, "/oidc/frontchannel-logout?sid=sid-carol&" + issuer));
        assertTold("carol", "front_channel");
    }

    @Test
    void aSessionTooMany() {
        signIn("/evict/", "dora");
        signIn("/evict/", "dora");
        assertTold("dora", "evicted");
    }

    @Test
    void anotherLoginOfTheSameBrowser() {
        BrowserSession browser = signIn("/orders/", "erin");
        Answer again = browser.get(cluster.url("/oidc/login?return_to=%2Forders%2F"));
        assertEquals(200, again.status(), again::toString);
        assertTold("erin", "replaced");
    }

    @Test
    void aRouteThatEndsWhatMayNotPass() {
        BrowserSession browser = signIn("/orders/", "frank");
        assertEquals(403, browser.get(cluster.url("/strict/")).status());
        assertTold("frank", "refused");
    }

    @Test
    void aRefreshTokenThatTheProviderTakesNoLonger() {
        BrowserSession browser = signIn("/checked/", "grace");
        provider.signIns().refreshes().expire("grace");
        assertTrue(Waiting.until(() -> browser.fetch(cluster.url("/checked/")).status() == 401, LIMIT));
        assertTold("grace", "refresh_refused");
    }

    @Test
    void anOperator() {
        signIn("/orders/", "olga");
        Waiting.forNextSecond();
        String operator = AccessTokenOf.issuer(
                        provider.issuer(), "curfew-admin", provider.keys().current(), Instant.now())
                .claim("sub", "robot")
                .claim("sid", "robots")
                .claim("roles", List.of("operator"))
                .build();
        String body = JSONObjectUtils.toJSONString(
                Map.of("reason", "a test", "issuer", provider.issuer(), "subject", "olga"));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(cluster.url("/oidc/admin/sessions/end")))
                .header("Authorization", "Bearer " + operator)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertEquals(200, answer.statusCode(), answer.body());
        assertTold("olga", "administrator");
    }

    /** Whoever ends it: of two nodes that are told at the same moment, one tells. */
    @Test
    void ofTwoNodesOneTells() {
        List<String> users = IntStream.range(0, 20).mapToObj(i -> "heidi-" + i).toList();
        users.forEach(user -> signIn("/orders/", user));
        List<CompletableFuture<HttpResponse<String>>> under = users.stream()
                .flatMap(user -> Stream.of(0, 1).map(node -> logoutToken(node, Scene.CLIENT, user)))
                .map(request -> client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()))
                .toList();
        under.forEach(answer -> assertEquals(200, answer.join().statusCode()));
        users.forEach(user -> application.await(user, 1));
        assertFalse(
                Waiting.until(
                        () -> users.stream()
                                .anyMatch(user -> application.about(user).size() > 1),
                        QUIET),
                "told twice");
    }

    @Test
    void anApplicationThatHangsDoesNotDelayTheLogout() {
        List<String> users = IntStream.range(0, 10).mapToObj(i -> "ivan-" + i).toList();
        users.forEach(user -> signIn("/slow/", user));
        for (String user : users) {
            long start = System.nanoTime();
            assertEquals(200, send(logoutToken(0, "slow", user)).statusCode());
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
        }
        signIn("/orders/", "judy");
        assertEquals(200, send(logoutToken(0, Scene.CLIENT, "judy")).statusCode());
        assertTold("judy", "provider");
    }

    @Test
    void whatIsNotTakenNowIsToldAgain() {
        signIn("/flaky/", "ken");
        assertEquals(200, send(logoutToken(0, "flaky", "ken")).statusCode());
        List<NoticedApplication.Notice> both = application.await("ken", 2);
        assertEquals(both.get(0).body(), both.get(1).body(), "whoever hears it twice can tell by its jti");
        assertFalse(Waiting.until(() -> application.about("ken").size() > 2, QUIET));
    }

    @Test
    void whatIsRefusedIsNotToldAgain() {
        signIn("/strange/", "leo");
        assertEquals(200, send(logoutToken(1, "strange", "leo")).statusCode());
        assertTold("leo", "provider");
    }

    @Test
    void nothingOfItIsInTheLog() throws IOException {
        signIn("/orders/", "mallory-the-user");
        assertEquals(200, send(logoutToken(0, Scene.CLIENT, "mallory-the-user")).statusCode());
        NoticedApplication.Notice notice = assertTold("mallory-the-user", "provider");
        Set<String> secrets = new HashSet<>(List.of(notice.body(), notice.session(), "mallory-the-user"));
        for (int node = 0; node < NODES; node++) {
            String log = cluster.node(node).logText();
            secrets.forEach(secret -> assertFalse(log.contains(secret), secret));
        }
    }
}
