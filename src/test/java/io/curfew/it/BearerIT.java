package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketScript;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Access tokens through a packaged node: who passes, who does not, and that no session comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BearerIT {
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(new WebSocketScript());
        scene = Scene.start(TestProvider.start(), upstream, config -> config.withRoute("api", "/api", upstream.uri())
                .with("curfew.route.api.auth_methods", "bearer")
                .with("curfew.route.api.audience_required", "api")
                .with("curfew.route.api.upstream_headers_claims", "sub")
                .with("curfew.route.api.upstream_headers_names", "x-user")
                .with("curfew.route.api.upstream_id_token_header", "x-id-token")
                .withRoute("scoped", "/scoped", upstream.uri())
                .with("curfew.route.scoped.auth_methods", "bearer")
                .with("curfew.route.scoped.audience_required", "api")
                .with("curfew.route.scoped.scopes_required", "openid")
                .with("curfew.route.api.anonymous_paths", "/open")
                .withRoute("both", "/both", upstream.uri())
                .with("curfew.route.both.auth_methods", "session,bearer")
                .with("curfew.route.both.audience_required", "api,gateway")
                .with("curfew.route.both.upstream_access_token_header", "authorization:bearer")
                .with("curfew.route.both.logout_uri_suffix", "/logout"));
        // what was issued in the second in which marks of logouts began to be kept is too old
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private LogoutTokenBuilder token(String subject, String sid) {
        return AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "api",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", subject)
                .claim("sid", sid);
    }

    private HttpResponse<String> ask(String path, String token, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(scene.url(path))).header("Authorization", "Bearer " + token);
        for (int i = 0; i < fields.length; i += 2) {
            request.header(fields[i], fields[i + 1]);
        }
        return scene.send(request);
    }

    private static String challenge(HttpResponse<String> response) {
        return String.join(" + ", response.headers().allValues("WWW-Authenticate"));
    }

    private void assertRefused(String token) {
        int before = scene.upstream().heads().size();
        HttpResponse<String> response = ask("/api/x", token, "X-User", "root");
        assertEquals(401, response.statusCode());
        assertTrue(
                challenge(response)
                        .startsWith("Bearer realm=\"curfew\", error=\"invalid_token\", error_description=\""),
                challenge(response));
        assertTrue(response.body().contains("\"code\":\"invalid_token\""), response.body());
        assertEquals(List.of(), response.headers().allValues("Set-Cookie"));
        assertEquals(before, scene.upstream().heads().size(), "the application hears nothing");
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1).toLowerCase(Locale.ROOT);
    }

    @Test
    void aValidTokenPassesAndMakesNoSession() {
        String token = token("robot-1", "sid-robot").build();
        HttpResponse<String> response =
                ask("/api/x", token, "X-User", "root", "Cookie", "curfew=x; own=1", "Authorization_", "Bearer x");
        assertEquals(200, response.statusCode());
        assertEquals(List.of(), response.headers().allValues("Set-Cookie"));
        String head = lastHead();
        assertTrue(head.contains("\r\nx-user: robot-1\r\n"), head);
        assertFalse(head.contains("root") || head.contains("authorization") || head.contains("curfew=x"), head);
        assertFalse(head.contains("x-id-token"), head);
        assertTrue(head.contains("own=1"), head);
    }

    @Test
    void whereNobodyNeedsATokenABadOneIsNotHandedOn() {
        assertEquals(200, ask("/api/open/x", "nonsense", "X-User", "root").statusCode());
        String head = lastHead();
        assertFalse(head.contains("nonsense") || head.contains("root"), head);
    }

    @Test
    void eachThingThatIsWrongIsRefused() {
        String good = token("erin", "sid-erin").build();
        long now = Instant.now().getEpochSecond();
        List<String> bad = List.of(
                "nonsense",
                token("erin", "sid-erin")
                        .claim("iss", "https://evil.example.com")
                        .build(),
                token("erin", "sid-erin").claim("aud", "other").build(),
                token("erin", "sid-erin").claim("exp", now - 60).build(),
                token("erin", "sid-erin").claim("iat", now + 600).build(),
                token("erin", "sid-erin").without("exp").build(),
                token("erin", "sid-erin").claim("exp", now + 10_000_000).build(),
                token("erin", "sid-erin").header("typ", "logout+jwt").build(),
                token("erin", "sid-erin").claim("typ", "ID").build(),
                token("erin", "sid-erin")
                        .header("typ", "JWT")
                        .claim("nonce", "n")
                        .build(),
                token("erin", "sid-erin")
                        .claim("cnf", java.util.Map.of("jkt", "x"))
                        .build(),
                token("erin", "sid-erin").key(TestKeys.rsa("forger")).build(),
                token("erin", "sid-erin").algorithm(JWSAlgorithm.PS256).build(),
                token("erin", "sid-erin").unsigned("none") + "AAAA",
                token("erin", "sid-erin").signedWithThePublicKeyAsSecret(),
                scene.logoutToken("erin", "sid-erin").claim("aud", "api").build());
        for (String token : bad) {
            assertRefused(token);
            assertEquals(200, ask("/api/x", good).statusCode());
        }
    }

    @Test
    void withoutATokenNobodyIsSentToALogin() {
        BrowserSession browser = scene.signIn("frank", "sid-frank");
        assertEquals(200, browser.get(scene.url("/both/")).status());
        assertEquals(401, browser.get(scene.url("/api/")).status(), "his session opens nothing there");
        HttpResponse<String> response = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/api/x"))));
        assertEquals(401, response.statusCode());
        assertEquals("Bearer realm=\"curfew\"", challenge(response));
        HttpResponse<String> both = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/both/x"))));
        assertEquals(401, both.statusCode());
        assertTrue(challenge(both).endsWith(" + Bearer realm=\"curfew\""), challenge(both));
        HttpResponse<String> query = scene.send(HttpRequest.newBuilder(
                URI.create(scene.url("/api/x?access_token=" + token("a", "b").build()))));
        assertEquals(401, query.statusCode());
        assertEquals(400, ask("/api/x", "a b").statusCode());
        assertEquals(
                400,
                ask("/api/x", token("a", "b").build(), "Authorization", "Bearer x")
                        .statusCode());
        HttpResponse<String> login =
                scene.send(HttpRequest.newBuilder(URI.create(scene.url("/oidc/login?return_to=%2Fapi%2F"))));
        assertEquals(404, login.statusCode(), "there is no login to it");
    }

    @Test
    void aTokenAndACookieNeverStandInForEachOther() {
        BrowserSession browser = scene.signIn("grace", "sid-grace");
        String cookie = Scene.sessionCookie(browser);
        String shown = Scene.SESSION_COOKIE + "=" + cookie;
        String token = token("robot-2", "sid-robot-2").build();
        assertEquals(401, ask("/both/x", "bad", "Cookie", shown).statusCode());
        assertEquals(200, ask("/both/x", token, "Cookie", shown).statusCode());
        assertTrue(
                lastHead().contains("\r\nauthorization: bearer " + token.toLowerCase(Locale.ROOT) + "\r\n"),
                lastHead());
        assertEquals(401, ask("/both/x", cookie).statusCode());
        assertEquals(401, scene.status(token));
        assertEquals(200, scene.status(cookie));
        HttpResponse<String> lacking =
                ask("/scoped/x", token("a", "b").claim("scope", "read").build());
        assertEquals(403, lacking.statusCode());
        assertTrue(challenge(lacking).endsWith("scope=\"openid\""), challenge(lacking));
    }

    @Test
    void aLogoutTokenEndsTheTokensOfItsSid() {
        String one = token("heidi", "sid-heidi-1").build();
        String other = token("heidi", "sid-heidi-2").build();
        for (String token : List.of(one, other, one)) {
            assertEquals(200, ask("/api/x", token).statusCode());
        }
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (WebSocketTalk talk =
                WebSocketTalk.open(client, scene.url("/api/echo"), "", "Authorization", "Bearer " + one)) {
            assertEquals("hello", talk.ask("hello"));
            assertEquals(
                    200,
                    scene.post(scene.logoutToken("heidi", "sid-heidi-1").build())
                            .statusCode());
            assertRefused(one);
            assertEquals(4401, talk.awaitClose());
        }
        assertEquals(200, ask("/api/x", other).statusCode());
        assertEquals(
                200,
                scene.post(scene.logoutToken("heidi", "x").without("sid").build())
                        .statusCode());
        assertRefused(other);
    }

    @Test
    void noTokenIsInTheLog() throws IOException {
        String token = token("ivan", "sid-ivan").claim("aud", "other").build();
        assertRefused(token);
        assertFalse(scene.node().logText().contains(token.substring(token.lastIndexOf('.') + 1)));
    }
}
