package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins that go wrong: each ends in a page with a way on, and none in a session. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginCasesIT {
    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private TestProvider lateProvider;
    private Scene scene;

    /** What is wrong with an ID token, and how it is made so. */
    private record Forgery(String name, UnaryOperator<Map<String, Object>> claims) {
        static Forgery of(String name, Consumer<Map<String, Object>> change) {
            return new Forgery(name, claims -> {
                change.accept(claims);
                return claims;
            });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    void start() throws IOException {
        lateProvider = TestProvider.start();
        scene = Scene.start(config -> config.withRoute("waking", "/late", "http://127.0.0.1:1")
                .with("curfew.route.waking.issuer", lateProvider.issuer())
                .withRoute("short-of-time", "/hasty", "http://127.0.0.1:1")
                .with("curfew.route.short-of-time.client_id", "hasty")
                .with("curfew.route.short-of-time.timeout", Long.toString(TIMEOUT.toMillis())));
        scene.provider().signIns().client("hasty", "secret");
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
        lateProvider.close();
    }

    @AfterEach
    void theProviderIsItselfAgain() {
        TestProvider provider = scene.provider();
        List.of(TestProvider.TOKEN, TestProvider.JWKS, TestProvider.AUTHORIZE).forEach(provider::usual);
        provider.signIns().changeIdTokens(UnaryOperator.identity());
        provider.signIns().signIdTokensWith(null);
    }

    /** The URL of the callback to which the provider sends this browser, not yet opened. */
    private URI callbackOf(BrowserSession browser, String path) {
        Answer start = browser.getWithoutRedirect(scene.url(path));
        Answer authorize = browser.getWithoutRedirect(start.header("Location"));
        return URI.create(authorize.header("Location"));
    }

    private Answer open(BrowserSession browser, URI callback) {
        return checked(browser.get(callback.toString()));
    }

    /** Every answer on the way: none of the container's cookies, no server error that has no page. */
    private static Answer checked(Answer answer) {
        Stream.concat(answer.trail().stream().map(Answer.Hop::headers), Stream.of(answer.headers()))
                .map(HttpHeaders::map)
                .flatMap(headers -> headers.getOrDefault("set-cookie", List.of()).stream())
                .forEach(cookie -> assertTrue(cookie.startsWith("curfew"), cookie));
        assertNotEquals(500, answer.status(), answer::toString);
        return answer;
    }

    private static void refused(int status, BrowserSession browser, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.header("Content-Type").startsWith("text/html"), answer::toString);
        assertTrue(answer.body().contains("<a href=\"") || answer.body().contains("href=\""), answer::toString);
        assertTrue(answer.header("Cache-Control").startsWith("no-store"), answer::toString);
        assertTrue(
                browser.cookies().all().stream().noneMatch(cookie -> isSessionCookie(cookie.name())),
                () -> "a session cookie was set:\n" + answer);
    }

    private static boolean isSessionCookie(String name) {
        return name.startsWith("curfew") && !name.startsWith("curfew-log");
    }

    @Test
    void aLoginEndsAtTheVeryUrlItBeganAt() {
        String target = "/orders/a%20b/%C3%A9/(x)?q=1&q=2&slash=%2F%3F&plus=a+b&empty=&check=%E2%9C%93&state=x&code=y";
        BrowserSession browser = new BrowserSession();
        Answer answer = checked(browser.get(scene.url(target)));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(scene.url(target), answer.uri().toString());
        List<String> heads = scene.upstream().heads();
        assertTrue(heads.get(heads.size() - 1)
                .startsWith("GET " + target.substring("/orders".length()) + " HTTP/1.1\r\n"));
    }

    @Test
    void aCallbackCountsOnce() {
        BrowserSession browser = new BrowserSession();
        URI callback = callbackOf(browser, "/orders/");
        assertEquals(200, open(browser, callback).status());
        browser.cookies().clear();
        refused(400, browser, open(browser, callback));
    }

    @Test
    void aCallbackInAnotherBrowserSignsNobodyIn() {
        BrowserSession victim = new BrowserSession();
        URI callback = callbackOf(new BrowserSession(), "/orders/");
        refused(400, victim, open(victim, callback));
        BrowserSession busy = new BrowserSession();
        callbackOf(busy, "/orders/");
        refused(400, busy, open(busy, callback));
    }

    @Test
    void aForgedOrMissingStateSignsNobodyIn() {
        BrowserSession browser = new BrowserSession();
        URI callback = callbackOf(browser, "/orders/");
        String forged = callback.toString().replaceAll("state=[^&]*", "state=forged");
        refused(400, browser, open(browser, URI.create(forged)));
        refused(400, browser, open(browser, URI.create(scene.url("/oidc/callback"))));
        refused(400, browser, open(browser, URI.create(callback + "&state=forged")));
        assertEquals(200, open(browser, callback).status());
    }

    @Test
    void aRefusalOfTheProviderIsTold() {
        BrowserSession browser = new BrowserSession();
        String callback = callbackOf(browser, "/orders/deep?x=1").toString();
        Answer answer = open(
                browser,
                URI.create(callback.replaceAll("code=[^&]*", "error=access_denied&error_description=%3Cscript%3E")));
        refused(403, browser, answer);
        assertFalse(answer.body().contains("<script"), answer::toString);
        assertTrue(answer.body().contains("/oidc/login?return_to=%2Forders%2Fdeep%3Fx%3D1"), answer::toString);
        refused(400, browser, open(browser, URI.create(callback)));
    }

    @Test
    void aCodeThatTheProviderRefusesSignsNobodyIn() {
        BrowserSession browser = new BrowserSession();
        String callback = callbackOf(browser, "/orders/").toString();
        refused(403, browser, open(browser, URI.create(callback.replaceAll("code=[^&]*", "code=stolen"))));
    }

    @Test
    void aCallbackWithoutACodeSignsNobodyIn() {
        BrowserSession browser = new BrowserSession();
        String callback = callbackOf(browser, "/orders/").toString();
        refused(403, browser, open(browser, URI.create(callback.replaceAll("code=[^&]*&", ""))));
    }

    static List<Forgery> forgeries() {
        return List.of(
                Forgery.of("wrong nonce", claims -> claims.put("nonce", "another")),
                Forgery.of("no nonce", claims -> claims.remove("nonce")),
                Forgery.of("wrong aud", claims -> claims.put("aud", "another")),
                Forgery.of("no aud", claims -> claims.remove("aud")),
                Forgery.of("foreign azp", claims -> {
                    claims.put("aud", List.of(Scene.CLIENT, "another"));
                    claims.put("azp", "another");
                }),
                Forgery.of("wrong iss", claims -> claims.put("iss", "https://evil.example")),
                Forgery.of("no iss", claims -> claims.remove("iss")),
                Forgery.of("expired", claims -> claims.put("exp", 1_000_000)),
                Forgery.of("no sub", claims -> claims.remove("sub")),
                Forgery.of("no iat", claims -> claims.remove("iat")));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void anIdTokenWithWrongClaimsSignsNobodyIn(Forgery forgery) {
        scene.provider().signIns().changeIdTokens(forgery.claims());
        BrowserSession browser = new BrowserSession();
        refused(403, browser, checked(browser.get(scene.url("/orders/"))));
        scene.provider().signIns().changeIdTokens(UnaryOperator.identity());
        assertEquals(200, browser.get(scene.url("/orders/")).status());
    }

    @Test
    void anIdTokenSignedByAnotherKeySignsNobodyIn() {
        JWK forger = TestKeys.rsa(scene.provider().keys().current().getKeyID());
        scene.provider().signIns().signIdTokensWith(forger);
        BrowserSession browser = new BrowserSession();
        refused(403, browser, checked(browser.get(scene.url("/orders/"))));
    }

    @Test
    void aTokenEndpointThatFailsSignsNobodyIn() {
        for (String body : List.of("", "{}", "[]", "not json", "{\"id_token\":\"x\",\"access_token\":\"y\"}")) {
            for (int status : List.of(200, 400, 500)) {
                scene.provider().answering(TestProvider.TOKEN, status, body);
                BrowserSession browser = new BrowserSession();
                refused(status == 500 ? 503 : 403, browser, checked(browser.get(scene.url("/orders/"))));
            }
        }
        scene.provider().down(TestProvider.TOKEN);
        BrowserSession browser = new BrowserSession();
        refused(503, browser, checked(browser.get(scene.url("/orders/"))));
    }

    @Test
    void aTokenEndpointThatHangsCostsTheTimeoutAndNoMore() {
        scene.provider().hanging(TestProvider.TOKEN);
        tookNoLongerThanTheTimeout();
    }

    @Test
    void aTokenEndpointThatDripsCostsTheTimeoutAndNoMore() {
        scene.provider().dripping(TestProvider.TOKEN);
        tookNoLongerThanTheTimeout();
    }

    private void tookNoLongerThanTheTimeout() {
        BrowserSession browser = new BrowserSession();
        URI callback = callbackOf(browser, "/hasty/");
        long began = System.nanoTime();
        Answer answer = open(browser, callback);
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        refused(503, browser, answer);
        assertTrue(took.compareTo(TIMEOUT.multipliedBy(3)) < 0, () -> "it took " + took);
    }

    @Test
    void aProviderThatIsDownIsToldAndNeedsNoRestart() {
        lateProvider.down(TestProvider.DISCOVERY);
        BrowserSession browser = new BrowserSession();
        refused(503, browser, checked(browser.get(scene.url("/late/"))));
        lateProvider.usual(TestProvider.DISCOVERY);
        assertTrue(
                Waiting.until(
                        () -> browser.get(scene.url("/late/")).trail().stream()
                                .anyMatch(hop -> hop.location().getPath().equals("/oidc/callback")),
                        Duration.ofSeconds(20)),
                "no login after the provider was back");
        assertTrue(browser.cookies().all().stream().anyMatch(cookie -> isSessionCookie(cookie.name())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "\\/evil.example",
                "/\t/evil.example",
                "\t//evil.example",
                "/%09/evil.example",
                "/%5cevil.example",
                "/..//evil.example",
                "/orders/..//evil.example",
                "https:evil.example",
                "https://evil.example",
                "http://localhost@evil.example/",
                "http://localhost:1@evil.example/",
                "http://localhost.evil.example/",
                "http://[::1]/",
                "//[::1]/",
                "javascript:alert(1)",
                "data:text/html,x",
                "/orders\r\nLocation: https://evil.example",
                "/orders%0d%0aLocation:%20https://evil.example",
                "/\u3002evil.example",
                "//evil\u3002example",
                "evil.example",
                "@evil.example",
                ".evil.example",
                ":80@evil.example",
                "",
                " //evil.example"
            })
    void aReturnNeverLeadsOffTheGateway(String target) {
        BrowserSession browser = new BrowserSession();
        Answer answer = checked(browser.get(scene.url("/oidc/login?return_to=" + FormBody.encode(target))));
        assertTrue(
                browser.cookies().all().stream().anyMatch(cookie -> isSessionCookie(cookie.name())), answer::toString);
        answer.trail().stream()
                .filter(hop -> hop.uri().toString().startsWith(scene.url("/")))
                .map(hop -> hop.location().toString())
                .forEach(to -> assertTrue(
                        to.startsWith(scene.url("/"))
                                || to.startsWith(scene.provider().issuer() + "/authorize?"),
                        to));
        assertTrue(answer.uri().toString().startsWith(scene.url("/")), answer::toString);
        assertNull(answer.headers().firstValue("Location").orElse(null));
    }

    @Test
    void aSessionCookieFromBeforeTheLoginIsNotAdopted() {
        String planted = "A".repeat(43);
        BrowserSession browser = new BrowserSession();
        browser.cookies()
                .put(new Cookie(Scene.SESSION_COOKIE, planted, "localhost", null, "/", false, true, null, "lax"));
        assertEquals(200, checked(browser.get(scene.url("/orders/"))).status());
        String first = Scene.sessionCookie(browser);
        assertNotEquals(planted, first);
        assertEquals(401, scene.status(planted));
        checked(browser.get(scene.url("/oidc/login?return_to=/orders/")));
        assertNotEquals(first, Scene.sessionCookie(browser));
    }

    @Test
    void theCookieOfASessionThatWasSignedOutIsWorthNothing() {
        BrowserSession browser = scene.signIn("alice", "sid-out");
        String old = Scene.sessionCookie(browser);
        Answer answer = checked(browser.post(scene.url("/oidc/logout"), Map.of()));
        assertEquals(200, answer.status(), answer::toString);
        assertNull(browser.cookies().find(Scene.SESSION_COOKIE));
        assertEquals(401, scene.status(old));
    }

    @Test
    void tokensAreNoSession() {
        String token = scene.provider().signIns().idToken(Scene.CLIENT, null);
        List<String> targets = List.of(
                "/orders/", "/orders/?token=" + token, "/orders/?access_token=" + token, "/orders/?id_token=" + token);
        for (String target : targets) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(scene.url(target)))
                    .header("Authorization", "Bearer " + token)
                    .header("Cookie", "token=" + token + "; LtpaToken2=" + token + "; JSESSIONID=0000x:x");
            assertEquals(401, scene.send(request).statusCode(), target);
        }
    }

    @Test
    void whatLooksLikeACallbackElsewhereIsForwardedUntouched() {
        String cookie = Scene.sessionCookie(scene.signIn("alice", "sid-form"));
        String form = "state=a&code=b&error=c&logout_token=d&x=%2F+";
        int status = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/orders/form?state=x&code=y&error=z")))
                        .header("Cookie", Scene.SESSION_COOKIE + "=" + cookie)
                        .header("Content-Type", FormBody.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofString(form)))
                .statusCode();
        assertEquals(200, status);
        List<String> heads = scene.upstream().heads();
        String head = heads.get(heads.size() - 1);
        assertTrue(head.startsWith("POST /form?state=x&code=y&error=z HTTP/1.1\r\n"), head);
        assertTrue(head.toLowerCase(Locale.ROOT).contains("content-length: " + form.length() + "\r\n"), head);
        assertTrue(
                IntStream.range(0, scene.upstream().connections())
                        .mapToObj(scene.upstream()::received)
                        .anyMatch(bytes -> bytes.contains("\r\n\r\n" + form)),
                "the form did not arrive");
    }
}
