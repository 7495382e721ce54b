package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route says about requests, on a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteRulesIT {
    private Scene scene;
    private String cookie;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        TestProvider provider = TestProvider.start();
        provider.signIns().changeIdTokens(claims -> {
            claims.put("realm_access", Map.of("roles", List.of("buyer", "seller"), "level", 3));
            claims.put("https://example.com/roles", List.of("admin"));
            claims.put("address", Map.of("city", "Bern"));
            return claims;
        });
        scene = Scene.start(provider, upstream, config -> config.with("curfew.route.orders.path", "/orders,/o")
                .with("curfew.route.orders.anonymous_paths", "/public")
                .with("curfew.route.orders.logout_uri_suffix", "/logout")
                .withRoute("read", "/api", upstream.uri() + "/read")
                .with("curfew.route.read.methods", "get,HEAD")
                .with("curfew.route.read.logout_uri_suffix", "/logout")
                .withRoute("write", "/api", upstream.uri() + "/write")
                .with("curfew.route.write.methods", "POST")
                .withRoute("rest", "/", upstream.uri() + "/rest")
                .with("curfew.route.rest.methods", "GET,PUT,get")
                .withRoute("vhost", "/vhost", upstream.uri())
                .with("curfew.route.vhost.preserve_host", "true")
                .withRoute("cors", "/cors", upstream.uri())
                .with("curfew.route.cors.run_on_preflight", "false")
                .with("curfew.upstream_id_token_header", "X-Id-Token")
                .with(
                        "curfew.upstream_headers_claims",
                        "sub,realm_access.roles,realm_access.level,address," + "https://example.com/roles")
                .with("curfew.upstream_headers_names", "X-User,X-Roles,X-Level,X-Address,X-Example-Roles"));
        cookie = signIn("sid-1");
    }

    private String signIn(String sid) {
        return "Cookie: " + Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(scene.signIn("alice", sid));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private Wire.Reply call(String method, String target, String... headers) throws IOException {
        return Wire.send(scene.port(), Wire.request(method, target, headers));
    }

    private Wire.Reply signedIn(String method, String target, String... headers) throws IOException {
        String[] all = Arrays.copyOf(headers, headers.length + 1);
        all[headers.length] = cookie;
        return call(method, target, all);
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    private void requireNothingForwarded(int before) {
        assertEquals(before, scene.upstream().heads().size(), () -> "forwarded: " + lastHead());
    }

    @ParameterizedTest
    @CsvSource({"/orders/1,/orders", "/o/1,/o"})
    void eachPathOfARouteLeadsToItsUpstream(String target, String prefix) throws IOException {
        assertEquals(200, signedIn("GET", target).status());
        assertTrue(lastHead().startsWith("GET /1 HTTP/1.1\r\n"), lastHead());
        assertTrue(lastHead().contains("\r\nX-Forwarded-Prefix: " + prefix + "\r\n"), lastHead());
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/x,/read/x",
        "HEAD,/api/x,/read/x",
        "POST,/api/x,/write/x",
        "PUT,/api/x,/rest/api/x",
        "GET,/other,/rest/other",
        "post,/api/x,/write/x"
    })
    void theMethodChoosesTheRoute(String method, String target, String expected) throws IOException {
        assertEquals(200, signedIn(method, target).status());
        assertTrue(
                lastHead().startsWith(method.toUpperCase(Locale.ROOT) + " " + expected + " HTTP/1.1\r\n"), lastHead());
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "DELETE", "OPTIONS", "pos"})
    void aMethodThatNoRouteTakesIsNotFound(String method) throws IOException {
        int before = scene.upstream().heads().size();
        assertEquals(404, signedIn(method, "/api/x").status());
        requireNothingForwarded(before);
    }

    @Test
    void aSignOutNeedsNoMethodOfTheRoute() throws IOException {
        String mine = signIn("sid-2");
        assertEquals(200, call("GET", "/api/x", mine).status());
        int before = scene.upstream().heads().size();
        Wire.Reply reply = call(
                "DELETE",
                "/api/logout",
                mine,
                "Origin: " + scene.node().config().publicUrl());
        assertEquals(200, reply.status(), reply::raw);
        assertTrue(reply.body().contains("signed_out"), reply::raw);
        assertEquals(401, call("GET", "/api/x", mine).status());
        requireNothingForwarded(before);
        assertEquals(200, signedIn("GET", "/api/x").status(), "control: another session lives");
    }

    @Test
    void theUpstreamSeesTheHostThatTheClientAskedFor() throws IOException {
        signedIn("GET", "/vhost/x");
        assertTrue(lastHead().contains("\r\nHost: localhost\r\n"), lastHead());
        assertFalse(lastHead().contains(scene.upstream().authority()), lastHead());
        signedIn("GET", "/orders/x");
        assertTrue(lastHead().contains("\r\nHost: " + scene.upstream().authority() + "\r\n"), "control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/orders/public", "/orders/public/a", "/o/public/a", "/orders/%70ublic/a"})
    void anAnonymousPathNeedsNoSessionAndTellsNobody(String target) throws IOException {
        String[] forged = {"X-User: root", "x_user: root", "X-ID-Token: root", "Cookie: curfew=root; a=1"};
        assertEquals(200, call("GET", target, forged).status());
        assertFalse(lastHead().contains("root"), lastHead());
        assertFalse(lastHead().contains("X-User"), lastHead());
        assertTrue(lastHead().contains("a=1"), lastHead());
        assertEquals(200, signedIn("GET", target, "X-User: root").status());
        assertTrue(lastHead().contains("\r\nX-User: alice\r\n"), lastHead());
        assertFalse(lastHead().contains("root"), lastHead());
    }

    @ParameterizedTest
    @CsvSource({
        "/orders/publicity,401",
        "/orders/Public,401",
        "/orders/x/public,401",
        "/orders,401",
        "/orders/public/../secret,400",
        "/orders/public/%2e%2e/secret,400",
        "/orders/public/..;/secret,400",
        "/orders/public%2f..%2fsecret,400",
        "/public,401"
    })
    void whatOnlyLooksLikeAnAnonymousPathNeedsASession(String target, int status) throws IOException {
        int before = scene.upstream().heads().size();
        assertEquals(status, call("GET", target).status());
        requireNothingForwarded(before);
    }

    @Test
    void onAnAnonymousPathASignOutSignsOut() throws IOException {
        int before = scene.upstream().heads().size();
        Wire.Reply reply = call("POST", "/orders/public/logout", "Content-Length: 0", "Origin: https://evil.example");
        assertEquals(403, reply.status(), reply::raw);
        requireNothingForwarded(before);
        assertEquals(
                200, call("PUT", "/orders/public/logout", "Content-Length: 0").status(), "control");
    }

    @Test
    void aPreflightPassesWithoutASessionWhereTheRouteSaysSo() throws IOException {
        String origin = "Origin: https://other.example";
        String method = "Access-Control-Request-Method: PUT";
        assertEquals(
                200, call("OPTIONS", "/cors/x", origin, method, "X-User: root").status());
        assertTrue(
                lastHead().startsWith("OPTIONS /x HTTP/1.1\r\n") && lastHead().contains("\r\nOrigin: "), lastHead());
        assertFalse(lastHead().contains("root"), lastHead());
        int before = scene.upstream().heads().size();
        assertEquals(401, call("OPTIONS", "/cors/x", origin).status());
        assertEquals(401, call("OPTIONS", "/cors/x", method).status());
        assertEquals(401, call("GET", "/cors/x", origin, method).status());
        assertEquals(401, call("OPTIONS", "/orders/x", origin, method).status());
        requireNothingForwarded(before);
    }

    @Test
    void aPreflightCarriesNothingOfAUsers() throws IOException {
        String[] fields = {
            "Origin: null",
            "Access-Control-Request-Method: PUT",
            "Authorization: secret",
            "X-A: 1",
            cookie + "; a=secret"
        };
        assertEquals(200, call("OPTIONS", "/cors/x", fields).status());
        assertTrue(lastHead().contains("\r\nX-A: 1\r\n") && !lastHead().contains("secret"), lastHead());
        assertEquals(200, call("GET", "/cors/x", fields).status());
        assertTrue(lastHead().contains("Authorization: secret") && lastHead().contains("a=secret"), "control");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void anOptionsRequestWithABodyNeedsASession(String framing) throws IOException {
        int before = scene.upstream().heads().size();
        String body = framing.startsWith("C") ? "hello" : "5\r\nhello\r\n0\r\n\r\n";
        String[] fields = {
            "Origin: null", "Access-Control-Request-Method: PUT", "Content-Type: text/plain", framing, "X-A: 1"
        };
        assertEquals(
                401,
                Wire.send(scene.port(), Wire.request("OPTIONS", "/cors/x", fields) + body)
                        .status());
        requireNothingForwarded(before);
        fields[4] = cookie;
        assertEquals(
                200,
                Wire.send(scene.port(), Wire.request("OPTIONS", "/cors/x", fields) + body)
                        .status());
        assertTrue(lastHead().contains("\r\nX-User: alice\r\n"), lastHead());
    }

    @Test
    void claimsAreToldFromWhereverTheyAre() throws IOException {
        signedIn("GET", "/orders/x", "X-Roles: admin", "X-Id-Token: forged");
        String head = lastHead();
        assertTrue(head.contains("\r\nX-Roles: buyer,seller\r\n"), head);
        assertTrue(head.contains("\r\nX-Level: 3\r\n"), head);
        assertTrue(head.contains("\r\nX-Address: {\"city\":\"Bern\"}\r\n"), head);
        assertTrue(head.contains("\r\nX-Example-Roles: admin\r\n"), head);
        assertTrue(head.contains("\r\nX-Id-Token: ey"), head);
        assertFalse(head.contains("forged"), head);
    }
}
