package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.TestSignIns;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may pass, where a browser is sent, and what upstream and browser are told, on a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {
    private static final String ELSEWHERE = "http://localhost:1/elsewhere";

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(exchange ->
                exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Who: mallory\r\nX-Plain: 1\r\n\r\nok"));
        scene = Scene.start(TestProvider.start(), upstream, config -> config.with(
                        "curfew.route.orders.logout_uri_suffix", "/logout")
                .withRoute("clerks", "/clerks", upstream.uri())
                .with("curfew.route.clerks.roles_required", "clerk,chief orders")
                .with("curfew.route.clerks.roles_claim", "realm_access,roles")
                .with("curfew.route.clerks.claims_forbidden", "suspended")
                .with("curfew.route.clerks.anonymous_paths", "/public")
                .withRoute("mailers", "/mailers", upstream.uri())
                .with("curfew.route.mailers.scopes_required", "openid email")
                .with("curfew.route.mailers.forbidden_redirect_uri", ELSEWHERE)
                .withRoute("strict", "/strict", upstream.uri())
                .with("curfew.route.strict.groups_required", "staff")
                .with("curfew.route.strict.forbidden_destroy_session", "true")
                .with("curfew.route.strict.forbidden_error_message", "Staff <only>.")
                .withRoute("told", "/told", upstream.uri())
                .with("curfew.route.told.client_id", "told")
                .with("curfew.route.told.search_user_info", "true")
                .with("curfew.route.told.upstream_user_info_header", "X-Userinfo")
                .with("curfew.route.told.upstream_headers_claims", "sub,department,resource.level")
                .with("curfew.route.told.upstream_headers_names", "X-User,X-Department,X-Level")
                .with("curfew.route.told.hide_credentials", "true")
                .with("curfew.route.told.downstream_headers_claims", "sub")
                .with("curfew.route.told.downstream_headers_names", "X-Who")
                .with("curfew.route.told.downstream_id_token_header", "X-Id")
                .with("curfew.route.told.downstream_user_info_header", "X-Info")
                .with("curfew.route.told.unexpected_redirect_uri", ELSEWHERE)
                .withRoute("asking", "/asking", upstream.uri())
                .with("curfew.route.asking.client_id", "asking")
                .with("curfew.route.asking.max_age", "60")
                .with("curfew.route.asking.audience", "https://api.example.com,b")
                .with("curfew.route.asking.authorization_query_args_names", "acr_values,prompt")
                .with("curfew.route.asking.authorization_query_args_values", "gold silver,login")
                .with("curfew.route.asking.authorization_query_args_client", "login_hint,prompt,ui_locales")
                .with("curfew.route.asking.login_action", "redirect")
                .with("curfew.route.asking.login_redirect_uri", "/asking/start?x=y")
                .with("curfew.route.asking.unauthorized_redirect_uri", ELSEWHERE)
                .with("curfew.route.asking.unauthorized_error_message", "Who are you?"));
        signIns().client("told", "secret");
        signIns().client("asking", "secret");
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @BeforeEach
    void usual() {
        signIns().changeIdTokens(UnaryOperator.identity());
        signIns().changeAnswers(UnaryOperator.identity());
        signIns().userInfo(Map.of());
        signIns().user("alice", "sid-" + UUID.randomUUID());
        scene.provider().usual(TestProvider.USER_INFO);
    }

    private TestSignIns signIns() {
        return scene.provider().signIns();
    }

    /** Its cookie of whoever signs in there now. */
    private BrowserSession signIn(String path) {
        BrowserSession browser = new BrowserSession();
        browser.get(scene.url(path));
        return browser;
    }

    private BrowserSession withIdToken(String path, Map<String, Object> claims) {
        signIns().changeIdTokens(usual -> {
            usual.putAll(claims);
            return usual;
        });
        return signIn(path);
    }

    private BrowserSession withAnswer(String path, String member, Object value) {
        signIns().changeAnswers(usual -> {
            usual.put(member, value);
            return usual;
        });
        return signIn(path);
    }

    private int status(BrowserSession browser, String path) {
        return browser.fetch(scene.url(path)).status();
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    private static Map<String, Object> roles(String... roles) {
        return Map.of("realm_access", Map.of("roles", List.of(roles)));
    }

    @Test
    void rolesOfTheIdTokenDecide() {
        assertEquals(200, status(withIdToken("/orders/", roles("clerk")), "/clerks/x"));
        assertEquals(200, status(withIdToken("/orders/", roles("orders", "chief")), "/clerks/x"));
        BrowserSession chief = withIdToken("/orders/", roles("chief"));
        int before = scene.upstream().heads().size();
        assertEquals(403, status(chief, "/clerks/x"));
        assertEquals(before, scene.upstream().heads().size(), "the upstream saw it");
        assertEquals(200, status(chief, "/orders/x"), "another route of the same session");
    }

    @Test
    void aClaimThatIsMissingLetsNobodyThrough() {
        BrowserSession nobody = signIn("/orders/");
        assertEquals(403, status(nobody, "/clerks/x"));
        assertEquals(403, status(nobody, "/mailers/x"));
        assertEquals(200, status(nobody, "/orders/x"), "control");
    }

    @Test
    void rolesOfAnAccessTokenDecideIfTheProviderSignedIt() {
        assertEquals(
                200,
                status(withAnswer("/orders/", "access_token", signIns().accessToken(roles("clerk"))), "/clerks/x"));
        usual();
        String forged = signIns().accessToken(roles("clerk"), io.curfew.ground.TestKeys.rsa("forged"));
        assertEquals(403, status(withAnswer("/orders/", "access_token", forged), "/clerks/x"));
        usual();
        Map<String, Object> ofBob = new HashMap<>(roles("clerk"));
        ofBob.put("sub", "bob");
        assertEquals(
                403, status(withAnswer("/orders/", "access_token", signIns().accessToken(ofBob)), "/clerks/x"));
    }

    @Test
    void aForbiddenClaimKeepsOutWhoHasTheRole() {
        Map<String, Object> suspended = new HashMap<>(roles("clerk"));
        suspended.put("suspended", false);
        assertEquals(403, status(withIdToken("/orders/", suspended), "/clerks/x"));
        suspended.remove("suspended");
        assertEquals(200, status(withIdToken("/orders/", suspended), "/clerks/x"), "control");
    }

    @ParameterizedTest
    @CsvSource({"email openid profile,200", "openid,403", "email,403", "openid emails,403"})
    void scopesOfTheTokenAnswerDecide(String scope, int status) {
        assertEquals(status, status(withAnswer("/orders/", "scope", scope), "/mailers/x"));
    }

    @Test
    void aPersonWhoMayNotPassReadsAPageAndCanSignOut() {
        BrowserSession browser = signIn("/orders/");
        Answer page = browser.get(scene.url("/clerks/x"));
        assertEquals(403, page.status());
        assertTrue(page.body().contains("You may not open this"), page::toString);
        assertEquals("no-store", page.header("Cache-Control"));
        Answer problem = browser.fetch(scene.url("/clerks/x"));
        assertEquals("application/problem+json", problem.header("Content-Type"));
        assertTrue(problem.body().contains("roles_required"), problem::toString);
        assertEquals(200, browser.get(scene.url("/oidc/logout")).status());
    }

    @Test
    void aPersonIsSentToAnotherPlaceAndAProgramIsNot() {
        BrowserSession browser = signIn("/orders/");
        Answer sent = browser.getWithoutRedirect(scene.url("/mailers/x"));
        assertEquals(303, sent.status());
        assertEquals(ELSEWHERE, sent.header("Location"));
        assertEquals(403, status(browser, "/mailers/x"));
    }

    @Test
    void theSessionOfWhoMayNotPassEndsWhereTheRouteSaysSo() {
        BrowserSession staff = withIdToken("/orders/", Map.of("groups", List.of("staff")));
        assertEquals(200, status(staff, "/strict/x"));
        usual();
        BrowserSession browser = signIn("/orders/");
        assertEquals(403, status(browser, "/clerks/x"));
        assertEquals(200, status(browser, "/orders/x"), "control: that route ends nothing");
        Answer page = browser.get(scene.url("/strict/x"));
        assertEquals(403, page.status());
        assertTrue(page.body().contains("Staff &lt;only&gt;."), page::toString);
        assertEquals(401, status(browser, "/orders/x"));
        assertEquals(200, status(staff, "/orders/x"), "the session of somebody else");
    }

    @Test
    void anAnonymousPathIsOpenToWhoMayNotPass() {
        assertEquals(200, status(signIn("/orders/"), "/clerks/public/x"));
    }

    @Test
    void aSessionThatABrowserHadKeepsWhatWasDecidedUntilItsNextLogin() {
        BrowserSession browser = signIn("/orders/");
        assertEquals(403, status(browser, "/clerks/x"));
        signIns().changeIdTokens(usual -> {
            usual.putAll(roles("clerk"));
            return usual;
        });
        assertEquals(403, status(browser, "/clerks/x"));
        browser.get(scene.url("/oidc/login?return_to=/orders/"));
        assertEquals(200, status(browser, "/clerks/x"));
    }

    @Test
    void theUpstreamIsToldTheUserinfoAndNothingThatAClientForges() throws IOException {
        signIns().userInfo(Map.of("department", "Sales"));
        Map<String, Object> more = Map.of("resource", Map.of("level", 7));
        BrowserSession browser = withAnswer("/told/", "access_token", signIns().accessToken(more));
        String cookie = browser.cookies().all().stream()
                .filter(found -> LoginScene.isSessionCookie(found.name()))
                .map(found -> found.name() + "=" + found.value())
                .findFirst()
                .orElseThrow();
        Wire.Reply reply = Wire.send(
                scene.port(),
                Wire.request(
                        "GET",
                        "/told/x",
                        "Cookie: " + cookie + "; a=1",
                        "Authorization: Basic forged",
                        "X-Userinfo: forged",
                        "x_userinfo: forged",
                        "X-Department: forged",
                        "X-Level: forged"));
        assertEquals(200, reply.status(), reply::toString);
        String head = lastHead();
        assertFalse(head.contains("forged"), head);
        assertFalse(head.contains("Authorization"), head);
        assertTrue(head.contains("\r\nX-User: alice\r\n"), head);
        assertTrue(head.contains("\r\nX-Department: Sales\r\n"), head);
        assertTrue(head.contains("\r\nX-Level: 7\r\n"), head);
        String told = head.replaceAll("(?s).*\r\nX-Userinfo: ([^\r]*)\r\n.*", "$1");
        assertEquals(
                "{\"sub\":\"alice\",\"department\":\"Sales\"}",
                new String(Base64.getDecoder().decode(told), StandardCharsets.UTF_8));
    }

    @Test
    void theBrowserIsToldWhatTheRouteSaysAndNothingElse() {
        BrowserSession browser = signIn("/told/");
        Answer answer = browser.fetch(scene.url("/told/x"));
        assertEquals(List.of("alice"), answer.headers().allValues("X-Who"));
        assertTrue(answer.header("X-Id").startsWith("ey"), answer::toString);
        assertTrue(answer.header("X-Info").startsWith("ey"), answer::toString);
        assertEquals("private", answer.header("Cache-Control"));
        assertEquals("1", answer.header("X-Plain"));
        Answer other = signIn("/orders/").fetch(scene.url("/orders/x"));
        assertEquals(List.of("mallory"), other.headers().allValues("X-Who"), "a route that tells nothing");
        assertNull(other.headers().firstValue("X-Id").orElse(null));
    }

    @Test
    void theUserinfoIsAskedForOnceAndALoginWithoutItFails() {
        int before = scene.provider().requests(TestProvider.USER_INFO);
        BrowserSession browser = signIn("/told/");
        assertEquals(200, status(browser, "/told/x"));
        assertEquals(200, status(browser, "/told/y"));
        assertEquals(before + 1, scene.provider().requests(TestProvider.USER_INFO));
        signIn("/orders/");
        assertEquals(before + 1, scene.provider().requests(TestProvider.USER_INFO), "a route that does not want it");

        scene.provider().down(TestProvider.USER_INFO);
        BrowserSession unlucky = new BrowserSession();
        Answer sent = callback(unlucky, "/told/");
        assertEquals(303, sent.status(), sent::toString);
        assertEquals(ELSEWHERE, sent.header("Location"));
        assertEquals(401, status(unlucky, "/told/x"));
    }

    @Test
    void theUserinfoOfSomebodyElseSignsNobodyIn() {
        signIns().userInfo(Map.of("sub", "bob"));
        BrowserSession browser = new BrowserSession();
        Answer page = callback(browser, "/told/");
        assertEquals(403, page.status(), page::toString);
        assertEquals(401, status(browser, "/told/x"));
    }

    /** The answer to the request with which a browser comes back from the provider. */
    private Answer callback(BrowserSession browser, String path) {
        Answer toProvider = browser.getWithoutRedirect(scene.url(path));
        Answer back = browser.getWithoutRedirect(toProvider.header("Location"));
        return browser.getWithoutRedirect(back.header("Location"));
    }

    private Map<String, String> lastAuthorization() {
        List<Map<String, String>> all = signIns().authorizations();
        return all.get(all.size() - 1);
    }

    private void signedIn(long secondsAgo) {
        signIns().changeIdTokens(usual -> {
            usual.put("auth_time", Instant.now().getEpochSecond() - secondsAgo);
            return usual;
        });
    }

    @Test
    void theAuthorizationRequestHasWhatTheRouteSaysAndTheLoginEndsWhereItSays() {
        signIns().changeIdTokens(usual -> {
            usual.put("auth_time", Instant.now().getEpochSecond());
            return usual;
        });
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(scene.url("/asking/page?login_hint=al%26state%3Dx&prompt=none&other=1"));
        assertEquals(scene.url("/asking/start?x=y"), answer.uri().toString());
        Map<String, String> asked = new HashMap<>(lastAuthorization());
        assertEquals("60", asked.get("max_age"));
        assertEquals("https://api.example.com b", asked.get("audience"));
        assertEquals("gold silver", asked.get("acr_values"));
        assertEquals("login", asked.get("prompt"), "the client replaces nothing");
        assertEquals("al&state=x", asked.get("login_hint"));
        assertFalse(asked.containsKey("other"));
        assertFalse(asked.containsKey("ui_locales"));
        assertEquals("asking", asked.get("client_id"));
        signIn("/orders/?login_hint=x");
        assertFalse(lastAuthorization().containsKey("login_hint"), "a route that lets nothing through");
        assertFalse(lastAuthorization().containsKey("max_age"));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 80})
    void aUserWhoSignedInLatelyIsTaken(long secondsAgo) {
        signedIn(secondsAgo);
        assertEquals(200, status(signIn("/asking/"), "/asking/x"));
    }

    @Test
    void aUserWhoSignedInTooLongAgoIsNotTaken() {
        signedIn(100);
        BrowserSession browser = new BrowserSession();
        Answer sent = callback(browser, "/asking/");
        assertEquals(303, sent.status(), sent::toString);
        assertEquals(ELSEWHERE, sent.header("Location"));
        assertEquals(401, status(browser, "/asking/x"));
    }

    @Test
    void aUserOfWhomTheProviderDoesNotSayWhenIsNotTaken() {
        BrowserSession browser = new BrowserSession();
        Answer sent = callback(browser, "/asking/");
        assertEquals(303, sent.status(), sent::toString);
        assertEquals(ELSEWHERE, sent.header("Location"));
        assertEquals(401, status(browser, "/asking/x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_denied", "<script>"})
    void aLoginThatTheProviderRefusesEndsWhereTheRouteSays(String error) {
        BrowserSession browser = new BrowserSession();
        Answer toProvider = browser.getWithoutRedirect(scene.url("/asking/"));
        String state = toProvider.header("Location").replaceAll(".*[?&]state=([^&]*).*", "$1");
        Answer sent = browser.getWithoutRedirect(scene.url("/oidc/callback?state=" + state + "&error="
                + java.net.URLEncoder.encode(error, StandardCharsets.UTF_8)));
        assertEquals(303, sent.status(), sent::toString);
        assertEquals(ELSEWHERE, sent.header("Location"));
    }

    @Test
    void aProgramWithoutASessionIsToldInTheWordsOfTheRoute() {
        HttpResponse<String> answer = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/asking/x"))));
        assertEquals(401, answer.statusCode());
        assertTrue(answer.body().contains("\"detail\":\"Who are you?\""), answer.body());
        assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
    }
}
