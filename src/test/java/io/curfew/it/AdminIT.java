package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who is an operator at a real node, and what they see of everybody's sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminIT {
    private static final String SESSIONS = "/oidc/admin/sessions";
    private static final Pattern ID = Pattern.compile("\"id\":\"([A-Za-z0-9._-]+)\"");
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config ->
                config.with("curfew.admin_role", "operator,root").with("curfew.admin_audience", "curfew-admin"));
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private LogoutTokenBuilder token() {
        return AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "curfew-admin",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("sid", "robots")
                .claim("roles", List.of("operator"));
    }

    private HttpResponse<String> ask(String path, LogoutTokenBuilder token) {
        return scene.send(
                HttpRequest.newBuilder(URI.create(scene.url(path))).header("Authorization", "Bearer " + token.build()));
    }

    private static String id(HttpResponse<String> found) {
        Matcher id = ID.matcher(found.body());
        assertTrue(id.find(), found.body());
        return id.group(1);
    }

    private BrowserSession operator(String name) {
        scene.provider().signIns().changeIdTokens(claims -> {
            claims.put("roles", List.of("staff", "operator"));
            return claims;
        });
        try {
            return scene.signIn(name, name + "s");
        } finally {
            scene.provider().signIns().changeIdTokens(claims -> claims);
        }
    }

    @Test
    void aProgramWithTheRoleFindsASession() {
        scene.signIn("alice", "alices");
        HttpResponse<String> found = ask(SESSIONS + "?user_name=ALI", token());
        assertEquals(200, found.statusCode(), found.body());
        assertEquals("no-store", found.headers().firstValue("Cache-Control").orElse(""));
        assertTrue(found.body().contains("\"subject\":\"alice\""), found.body());
        assertTrue(found.body().contains("\"routes\":[\"orders\"]"), found.body());
        assertTrue(found.body().contains("\"address\":\"127.0.0.1\""), found.body());
        assertTrue(found.body().endsWith("\"next\":null,\"complete\":true}"), found.body());
        String id = id(found);
        HttpResponse<String> one = ask(SESSIONS + "/" + id, token());
        assertEquals(200, one.statusCode());
        assertTrue(found.body().contains(one.body()), one.body());
        assertEquals(404, ask(SESSIONS + "/nobodys", token()).statusCode());
        assertEquals(400, ask(SESSIONS + "?limit=201", token()).statusCode());
    }

    @Test
    void nobodyElseSeesAnything() {
        assertEquals(200, ask(SESSIONS, token().claim("roles", "root")).statusCode(), "the control");
        assertEquals(
                403, ask(SESSIONS, token().claim("roles", List.of("staff"))).statusCode());
        assertEquals(403, ask(SESSIONS, token().claim("roles", "root staff")).statusCode());
        assertEquals(403, ask(SESSIONS, token().without("roles")).statusCode());
        assertEquals(401, ask(SESSIONS, token().claim("aud", "gateway")).statusCode());
        assertEquals(
                401,
                ask(SESSIONS, token().claim("iss", "https://other.example")).statusCode());
        HttpResponse<String> nothing = scene.send(HttpRequest.newBuilder(URI.create(scene.url(SESSIONS))));
        assertEquals(401, nothing.statusCode());
        assertTrue(nothing.headers().allValues("WWW-Authenticate").contains("Bearer realm=\"curfew\""));
        assertEquals(
                403, scene.signIn("bob", "bobs").fetch("GET", SESSIONS, JSON).status());
        assertFalse(nothing.body().contains("bob"));
    }

    @Test
    void aTokenThatWasLoggedOutIsNoOperators() {
        LogoutTokenBuilder token = token().claim("sub", "leaver").claim("sid", "leavers");
        assertEquals(200, ask(SESSIONS, token).statusCode());
        assertEquals(
                200, scene.post(scene.logoutToken("leaver", "leavers").build()).statusCode());
        assertEquals(401, ask(SESSIONS, token).statusCode());
    }

    @Test
    void anOperatorsBrowserIsLedToTheLoginAndBack() {
        BrowserSession browser = operator("olivia");
        assertEquals(200, browser.fetch("GET", SESSIONS, JSON).status());
        Answer fresh = new BrowserSession().getWithoutRedirect(scene.url(SESSIONS));
        assertEquals(303, fresh.status());
        assertTrue(
                fresh.header("Location").endsWith("/oidc/login?return_to=%2Foidc%2Fadmin%2Fsessions"),
                fresh.toString());
    }

    private HttpResponse<String> end(String body, LogoutTokenBuilder token) {
        return scene.send(HttpRequest.newBuilder(URI.create(scene.url(SESSIONS + "/end")))
                .header("Authorization", "Bearer " + token.build())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    @Test
    void aBrowserEndsOneSessionFromTheGatewaysOwnPagesAlone() {
        BrowserSession here = operator("oscar");
        String there = Scene.sessionCookie(scene.signIn("dave", "daves"));
        String other = Scene.sessionCookie(scene.signIn("dave", "daves second"));
        String path = SESSIONS + "/" + id(ask(SESSIONS + "?sid=daves", token()));
        String reason = "?reason=lost%20laptop";
        Map<String, String> own = Map.of("Accept", "application/json", "Origin", scene.url(""));

        assertEquals(
                403,
                here.fetch("DELETE", path + reason, Map.of("Origin", "https://evil.example"))
                        .status());
        assertEquals(400, here.fetch("DELETE", path, own).status(), "without a reason");
        assertEquals(200, scene.status(there));
        Answer ended = here.fetch("DELETE", path + reason, own);
        assertEquals(200, ended.status(), ended.toString());
        assertTrue(
                ended.body().matches("\\{\"ended\":1,\"complete\":true,\"receipt\":\"[A-Za-z0-9_-]{22}\"}"),
                ended.body());
        assertEquals(401, scene.status(there));
        assertEquals(200, scene.status(other));
        assertEquals(404, here.fetch("DELETE", path + reason, own).status());
        HttpResponse<String> told = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/oidc/session")))
                .header("Cookie", Scene.SESSION_COOKIE + "=" + there));
        assertTrue(told.body().contains("\"reason\":\"administrator\""), told.body());
    }

    @Test
    void allOfAUserEndAndTheirAccessTokensWithThem() {
        String issuer = scene.provider().issuer();
        String first = Scene.sessionCookie(scene.signIn("erin", "erins"));
        String second = Scene.sessionCookie(scene.signIn("erin", "erins second"));
        String frank = Scene.sessionCookie(scene.signIn("frank", "franks"));
        LogoutTokenBuilder erins = token().claim("sub", "erin").claim("sid", "erins third");
        assertEquals(200, ask(SESSIONS, erins).statusCode());

        String body = "{'issuer':'" + issuer + "','subject':'erin','reason':'left the company'}";
        assertEquals(403, end(body, token().claim("roles", List.of())).statusCode());
        assertEquals(200, scene.status(first));
        HttpResponse<String> ended = end(body, token());
        assertTrue(ended.body().startsWith("{\"ended\":2,\"complete\":true,"), ended.body());
        assertEquals(401, scene.status(first));
        assertEquals(401, scene.status(second));
        assertEquals(200, scene.status(frank));
        assertEquals(401, ask(SESSIONS, erins).statusCode());
    }

    @Test
    void whatCannotBeUnderstoodEndsNothing() {
        String cookie = Scene.sessionCookie(scene.signIn("grace", "graces"));
        assertEquals(400, end("{'all':true}", token()).statusCode());
        assertEquals(
                400,
                end("{'all':true,'client_id':'gateway','reason':'x'}", token()).statusCode());
        assertEquals(
                413,
                end("{'all':true,'reason':'" + "x".repeat(9_000) + "'}", token())
                        .statusCode());
        HttpResponse<String> form = scene.send(HttpRequest.newBuilder(URI.create(scene.url(SESSIONS + "/end")))
                .header("Authorization", "Bearer " + token().build())
                .header("Content-Type", "text/plain")
                .POST(HttpRequest.BodyPublishers.ofString("{\"all\":true,\"reason\":\"x\"}")));
        assertEquals(415, form.statusCode());
        assertEquals(400, ask(SESSIONS + "?usr_name=a", token()).statusCode());
        assertEquals(400, ask(SESSIONS + "?after=x", token()).statusCode());
        assertEquals(200, scene.status(cookie));
    }

    @Test
    void theDescriptionIsForOperators() {
        HttpResponse<String> document = ask("/oidc/admin/openapi", token());
        assertEquals(200, document.statusCode());
        assertEquals(
                "application/yaml",
                document.headers().firstValue("Content-Type").orElse(""));
        assertTrue(document.body().startsWith("openapi: 3.1.0"), document.body());
        assertEquals(
                401,
                scene.send(HttpRequest.newBuilder(URI.create(scene.url("/oidc/admin/openapi"))))
                        .statusCode());
        assertEquals(
                404,
                scene.send(HttpRequest.newBuilder(URI.create(scene.url("/openapi/ui"))))
                        .statusCode());
    }
}
