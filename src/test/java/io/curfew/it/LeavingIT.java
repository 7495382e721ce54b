package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.HtmlForm;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sign-out ends well whatever the ID token is like, whoever ended the session before, and wherever the browser wants to go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LeavingIT {
    private static final Map<String, String> EMPTY_FORM = Map.of();
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final EchoServer outside = EchoServer.start();
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(this::configured);
        scene.provider().signIns().client("idler", "secret");
    }

    private GatewayConfig configured(GatewayConfig config) {
        String upstream = Objects.requireNonNull(config.properties().get("curfew.route.orders.upstream"));
        return config.with("curfew.timeout", "2000")
                .with("curfew.logout_uri_suffix", "/logout")
                .withRoute("farewell", "/farewell", upstream)
                .with(
                        "curfew.route.farewell.logout_redirect_uri",
                        outside.url() + "/bye," + outside.url() + "/shop?x=1")
                .withRoute("local", "/local", upstream)
                .with("curfew.route.local.logout_local_only", "true")
                .withRoute("asked", "/asked", upstream)
                .with("curfew.route.asked.logout_local_only", "on_request")
                .withRoute("clear", "/clear", upstream)
                .with("curfew.route.clear.logout_clear_site_data", "cache,cookies,storage")
                .withRoute("idle", "/idle", upstream)
                .with("curfew.route.idle.client_id", "idler")
                .with("curfew.route.idle.session_idling_timeout", "2");
    }

    @AfterEach
    void usual() {
        scene.provider().usual(TestProvider.TOKEN);
        scene.provider().usual(TestProvider.DISCOVERY);
        scene.provider().signIns().changeIdTokens(UnaryOperator.identity());
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
        outside.close();
    }

    @Test
    void anExpiredIdTokenIsRefreshedForTheHint() {
        BrowserSession browser = signInWithAnExpiredIdToken();
        String fresh = scene.provider().signIns().idToken(Scene.CLIENT, null);
        Map<String, Object> answer = Map.of("access_token", "fresh", "token_type", "Bearer", "id_token", fresh);
        scene.provider().answering(TestProvider.TOKEN, 200, JSONObjectUtils.toJSONString(answer));
        int before = scene.provider().requests(TestProvider.TOKEN);

        requireLoggedOut(browser.post(scene.url("/orders/logout"), EMPTY_FORM), "Your session here has ended.");

        assertEquals(fresh, lastEndSession().get("id_token_hint"));
        assertEquals(before + 1, scene.provider().requests(TestProvider.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "down", "hanging"})
    void whereNoFreshOneIsToBeHadTheExpiredOneIsShown(String how) {
        BrowserSession browser = signInWithAnExpiredIdToken();
        switch (how) {
            case "refused" -> scene.provider().answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_grant\"}");
            case "down" -> scene.provider().down(TestProvider.TOKEN);
            default -> scene.provider().hanging(TestProvider.TOKEN);
        }
        String cookie = Scene.sessionCookie(browser);

        Instant begun = Instant.now();
        requireLoggedOut(browser.post(scene.url("/orders/logout"), EMPTY_FORM), "Your session here has ended.");

        assertTrue(Duration.between(begun, Instant.now()).compareTo(Duration.ofSeconds(8)) < 0, "within the timeout");
        assertTrue(lastEndSession().getOrDefault("id_token_hint", "").length() > 100);
        assertEquals(401, scene.status(cookie));
    }

    @Test
    void aGoodIdTokenIsShownAsItIs() {
        BrowserSession browser = signIn();
        int before = scene.provider().requests(TestProvider.TOKEN);

        requireLoggedOut(browser.post(scene.url("/orders/logout"), EMPTY_FORM), "Your session here has ended.");

        assertEquals(before, scene.provider().requests(TestProvider.TOKEN));
        assertFalse(lastEndSession().containsKey("logout_hint"));
    }

    @Test
    void aLongIdTokenGoesByAForm() {
        scene.provider().signIns().changeIdTokens(with("padding", "x".repeat(3000)));
        BrowserSession browser = signIn();

        Answer page = browser.post(scene.url("/orders/logout"), EMPTY_FORM);
        assertEquals(200, page.status(), page::toString);
        assertEquals(scene.url("/orders/logout"), page.uri().toString());
        assertTrue(
                page.header("Content-Security-Policy")
                        .contains("form-action " + scene.provider().issuer() + " "),
                page.header("Content-Security-Policy"));
        assertTrue(page.header("Cache-Control").startsWith("no-store"), page.header("Cache-Control"));

        requireLoggedOut(browser.submit(HtmlForm.in(page, TestProvider.END_SESSION)), "Your session here has ended.");
        assertTrue(lastEndSession().getOrDefault("id_token_hint", "").length() > 4000);
    }

    @Test
    void whoseSessionTheProviderEndedSignsOutWithAHint() {
        String sid = UUID.randomUUID().toString();
        BrowserSession browser = scene.signIn("alice", sid);
        assertEquals(200, scene.post(scene.logoutToken("alice", sid).build()).statusCode());
        assertEquals(401, scene.status(Scene.sessionCookie(browser)));

        requireLoggedOut(
                browser.post(scene.url("/orders/logout"), EMPTY_FORM), "You had no open session here any more.");

        assertTrue(lastEndSession().getOrDefault("id_token_hint", "").length() > 100, "so the provider need not ask");
        requireLoggedOut(
                browser.post(scene.url("/orders/logout"), EMPTY_FORM), "You had no open session here any more.");
        assertFalse(lastEndSession().containsKey("id_token_hint"), "once: the browser has lost its cookie");
    }

    @Test
    void anIdleSessionStillSaysWhoSignsOut() {
        scene.provider().signIns().user("alice", UUID.randomUUID().toString());
        BrowserSession browser = new BrowserSession();
        browser.get(scene.url("/idle/"));
        Instant seen = Instant.now();
        assertTrue(Waiting.until(() -> Instant.now().isAfter(seen.plusSeconds(3)), LIMIT));
        assertEquals(401, browser.fetch(scene.url("/idle/")).status());

        requireLoggedOut(browser.post(scene.url("/idle/logout"), EMPTY_FORM), "Your session here has ended.");

        assertEquals("idler", lastEndSession().get("client_id"));
        assertTrue(lastEndSession().getOrDefault("id_token_hint", "").length() > 100);
    }

    @Test
    void theBrowserEndsWhereItAsksIfThatIsInTheList() {
        String shop = outside.url() + "/shop?x=1";
        assertEquals(outside.url() + "/bye", farewell(""));
        assertEquals(shop, farewell("?return_to=" + encoded(shop)));
        assertEquals(outside.url() + "/bye", farewell("?return_to=" + encoded(outside.url() + "/shop?x=2")));
        assertEquals(outside.url() + "/bye", farewell("?return_to=https%3A%2F%2Fevil.example%2F"));
        assertEquals(outside.url() + "/bye", farewell("?return_to=" + encoded(shop) + "&return_to=" + encoded(shop)));
    }

    @Test
    void theGatewaysOwnPageLeadsThereToo() {
        BrowserSession browser = signIn();
        String shop = outside.url() + "/shop?x=1";
        Answer page = browser.get(scene.url("/oidc/logout?return_to=" + encoded(shop)));

        assertEquals(
                shop, browser.submit(HtmlForm.in(page, "/oidc/logout")).uri().toString());
    }

    @Test
    void aSignOutOfTheGatewayAloneLeavesTheProviderAlone() {
        int before = scene.provider().endSessions().size();
        BrowserSession browser = signIn();
        String cookie = Scene.sessionCookie(browser);
        Answer local = browser.post(scene.url("/local/logout"), EMPTY_FORM);
        requireLoggedOut(local, "You are still signed in at your identity provider");
        assertEquals(401, scene.status(cookie));

        requireLoggedOut(
                signIn().post(scene.url("/asked/logout?local"), EMPTY_FORM),
                "You are still signed in at your identity provider");
        assertEquals(before, scene.provider().endSessions().size());

        requireLoggedOut(signIn().post(scene.url("/asked/logout"), EMPTY_FORM), "You were sent to your identity");
        requireLoggedOut(
                signIn().post(scene.url("/orders/logout?local"), EMPTY_FORM), "You were sent to your identity");
        assertEquals(before + 2, scene.provider().endSessions().size());
    }

    @Test
    void theBrowserIsAskedToForgetInTwoSteps() {
        Answer end = signIn().post(scene.url("/clear/logout"), EMPTY_FORM);

        assertEquals(
                "\"cache\", \"storage\"",
                end.trail().get(0).headers().firstValue("Clear-Site-Data").orElse(""));
        requireLoggedOut(end, "Your session here has ended.");
        assertEquals("\"cookies\"", end.header("Clear-Site-Data"));
        Answer plain = signIn().post(scene.url("/orders/logout"), EMPTY_FORM);
        assertEquals("", plain.header("Clear-Site-Data"));
    }

    /** A browser takes a clearing for another cookie if any of the attributes differ. */
    @Test
    void everyCookieIsClearedWithTheAttributesItWasSetWith() {
        scene.provider().signIns().user("alice", UUID.randomUUID().toString());
        BrowserSession browser = new BrowserSession();
        Map<String, String> set = new HashMap<>();
        Answer page = browser.get(scene.url("/orders/"));
        page.trail().forEach(hop -> attributes(hop.headers().allValues("Set-Cookie"), set));
        Answer underWay = new BrowserSession().getWithoutRedirect(scene.url("/orders/"));
        List<String> loginCookie = underWay.headers().allValues("Set-Cookie");
        attributes(loginCookie, set);
        String login = loginCookie.get(0).substring(0, loginCookie.get(0).indexOf('='));
        browser.cookies().accept(underWay.uri(), loginCookie);

        Answer end = browser.post(scene.url("/orders/logout"), EMPTY_FORM);
        Map<String, String> cleared = new HashMap<>();
        end.trail().forEach(hop -> attributes(hop.headers().allValues("Set-Cookie"), cleared));
        attributes(end.headers().allValues("Set-Cookie"), cleared);

        for (String name : List.of("curfew", login, "curfew-logout")) {
            assertEquals("=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax", cleared.get(name), name);
        }
        for (String name : List.of("curfew", login)) {
            assertEquals(
                    withoutAge(String.valueOf(set.get(name))), withoutAge(String.valueOf(cleared.get(name))), name);
        }
        assertEquals(
                List.of(), browser.cookies().all().stream().map(Cookie::name).toList());
    }

    private BrowserSession signIn() {
        return scene.signIn("alice", UUID.randomUUID().toString());
    }

    private BrowserSession signInWithAnExpiredIdToken() {
        long end = Instant.now().getEpochSecond() + 3;
        scene.provider().signIns().changeIdTokens(with("exp", end));
        BrowserSession browser = signIn();
        scene.provider().signIns().changeIdTokens(UnaryOperator.identity());
        assertTrue(Waiting.until(() -> Instant.now().getEpochSecond() >= end, LIMIT));
        return browser;
    }

    private static UnaryOperator<Map<String, Object>> with(String claim, Object value) {
        return claims -> {
            claims.put(claim, value);
            return claims;
        };
    }

    private Map<String, String> lastEndSession() {
        List<TestProvider.Received> all = scene.provider().endSessions();
        return all.get(all.size() - 1).parameters();
    }

    private String farewell(String query) {
        return signIn().post(scene.url("/farewell/logout" + query), EMPTY_FORM)
                .uri()
                .toString();
    }

    private void requireLoggedOut(Answer answer, String sentence) {
        assertEquals(200, answer.status(), answer::toString);
        assertTrue(answer.uri().toString().startsWith(scene.url("/oidc/logged-out?state=")), answer::toString);
        assertTrue(answer.body().contains("You are signed out"), answer::toString);
        assertTrue(answer.body().contains(sentence), answer::toString);
    }

    /** What follows the name of each; the value of one that is set is left out. */
    private static void attributes(List<String> headers, Map<String, String> into) {
        headers.forEach(header -> {
            String rest = header.substring(header.indexOf('='));
            into.put(header.substring(0, header.indexOf('=')), "=" + rest.substring(rest.indexOf(';')));
        });
    }

    private static String withoutAge(String attributes) {
        return attributes.replaceFirst("; Max-Age=[0-9]+", "");
    }

    private static String encoded(String text) {
        return FormBody.encode(text);
    }
}
