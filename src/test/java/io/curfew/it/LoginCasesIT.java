package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Logins that go wrong: each ends in a page with a way on, and none in a session. */
@ExtendWith(LoginScene.Shared.class)
class LoginCasesIT {
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

    private final TestProvider lateProvider;
    private final Scene scene;

    LoginCasesIT(LoginScene shared) {
        lateProvider = shared.lateProvider();
        scene = shared.scene();
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
        return LoginScene.checked(browser.get(callback.toString()));
    }

    private static void refused(int status, BrowserSession browser, Answer answer) {
        assertEquals(status, answer.status(), answer::toString);
        assertTrue(answer.header("Content-Type").startsWith("text/html"), answer::toString);
        assertTrue(answer.body().contains("<a href=\"") || answer.body().contains("href=\""), answer::toString);
        assertTrue(answer.header("Cache-Control").startsWith("no-store"), answer::toString);
        assertTrue(
                browser.cookies().all().stream().noneMatch(cookie -> LoginScene.isSessionCookie(cookie.name())),
                () -> "a session cookie was set:\n" + answer);
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
        refused(403, browser, LoginScene.checked(browser.get(scene.url("/orders/"))));
        scene.provider().signIns().changeIdTokens(UnaryOperator.identity());
        assertEquals(200, browser.get(scene.url("/orders/")).status());
    }

    @Test
    void anIdTokenSignedByAnotherKeySignsNobodyIn() {
        JWK forger = TestKeys.rsa(scene.provider().keys().current().getKeyID());
        scene.provider().signIns().signIdTokensWith(forger);
        BrowserSession browser = new BrowserSession();
        refused(403, browser, LoginScene.checked(browser.get(scene.url("/orders/"))));
    }

    @Test
    void aTokenEndpointThatFailsSignsNobodyIn() {
        for (String body : List.of("", "{}", "[]", "not json", "{\"id_token\":\"x\",\"access_token\":\"y\"}")) {
            for (int status : List.of(200, 400, 500)) {
                scene.provider().answering(TestProvider.TOKEN, status, body);
                BrowserSession browser = new BrowserSession();
                refused(status == 500 ? 503 : 403, browser, LoginScene.checked(browser.get(scene.url("/orders/"))));
            }
        }
        scene.provider().down(TestProvider.TOKEN);
        BrowserSession browser = new BrowserSession();
        refused(503, browser, LoginScene.checked(browser.get(scene.url("/orders/"))));
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
        assertTrue(took.compareTo(LoginScene.TIMEOUT.multipliedBy(3)) < 0, () -> "it took " + took);
    }

    @Test
    void aProviderThatIsDownIsToldAndNeedsNoRestart() {
        lateProvider.down(TestProvider.DISCOVERY);
        BrowserSession browser = new BrowserSession();
        refused(503, browser, LoginScene.checked(browser.get(scene.url("/late/"))));
        lateProvider.usual(TestProvider.DISCOVERY);
        assertTrue(
                Waiting.until(
                        () -> browser.get(scene.url("/late/")).trail().stream()
                                .anyMatch(hop -> hop.location().getPath().equals("/oidc/callback")),
                        Duration.ofSeconds(20)),
                "no login after the provider was back");
        assertTrue(browser.cookies().all().stream().anyMatch(cookie -> LoginScene.isSessionCookie(cookie.name())));
    }
}
