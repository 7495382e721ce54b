package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One node with applications at two host names, and one at every other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostsIT {
    private static final String A = "a.localhost";
    private static final String B = "b.localhost";
    private static final String PAGE = "Accept: text/html";

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.withRoute("a", "/", "http://localhost:1")
                .with("curfew.route.a.hosts", "A.localhost")
                .with("curfew.route.b.hosts", B)
                .with("curfew.route.b.path", "/")
                .with("curfew.route.b.upstream", config.properties().get("curfew.route.orders.upstream") + "/b")
                .with("curfew.route.a.upstream", config.properties().get("curfew.route.orders.upstream") + "/a"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private Wire.Reply call(String host, String method, String target, String... headers) throws IOException {
        String request = Wire.request(method, target, headers);
        return Wire.send(scene.port(), request.replace("Host: localhost\r\n", "Host: " + host + "\r\n"));
    }

    private String origin(String host) {
        return "http://" + host + ":" + scene.port();
    }

    private static String header(Wire.Reply reply, String start) {
        Matcher found = Pattern.compile("(?i)\r\n" + start + "([^\r]*)").matcher(reply.head());
        assertTrue(found.find(), () -> "no " + start + " in " + reply.head());
        return found.group(1);
    }

    private String lastHead() {
        List<String> heads = scene.upstream().heads();
        return heads.get(heads.size() - 1);
    }

    /** A login under way: the cookie that the browser got, and the target to which the provider sends it. */
    private record Begun(String cookie, URI callback) {}

    private Begun begin(String host, String sid) throws IOException {
        scene.provider().signIns().user("alice", sid);
        Wire.Reply start = call(host, "GET", "/x?y=1", PAGE);
        assertEquals(303, start.status(), start::raw);
        String location = header(start, "Location: ");
        String back = URLEncoder.encode(origin(host) + "/oidc/callback", StandardCharsets.UTF_8);
        assertTrue(location.contains("redirect_uri=" + back), location);
        URI callback = URI.create(scene.send(HttpRequest.newBuilder(URI.create(location)))
                .headers()
                .firstValue("Location")
                .orElseThrow());
        assertEquals(host, callback.getHost());
        return new Begun("Cookie: " + cookie(header(start, "Set-Cookie: curfew-login")), callback);
    }

    private static String cookie(String setCookie) {
        return "curfew-login" + setCookie.substring(0, setCookie.indexOf(';'));
    }

    private Wire.Reply comeBack(Begun login, String host) throws IOException {
        String target = login.callback().getRawPath() + "?" + login.callback().getRawQuery();
        return call(host, "GET", target, PAGE, login.cookie());
    }

    private String signIn(String host, String sid) throws IOException {
        Wire.Reply done = comeBack(begin(host, sid), host);
        assertEquals(303, done.status(), done::raw);
        assertEquals(origin(host) + "/x?y=1", header(done, "Location: "));
        String set = header(done, "Set-Cookie: curfew=");
        assertFalse(set.contains("Domain"), "a cookie of one host");
        return "Cookie: curfew=" + set.substring(0, set.indexOf(';'));
    }

    @Test
    void eachHostHasItsApplicationAndItsLogin() throws IOException {
        for (String host : List.of(A, B)) {
            String cookie = signIn(host, "sid-" + host);
            assertEquals(200, call(host, "GET", "/x", cookie).status());
            assertTrue(lastHead().startsWith("GET /" + host.charAt(0) + "/x HTTP/1.1\r\n"), lastHead());
            String authority = host + ":" + scene.port();
            assertTrue(lastHead().contains("\r\nX-Forwarded-Host: " + authority + "\r\n"), lastHead());
        }
    }

    @Test
    void aLogoutTokenEndsTheSessionsOfAllHostsAndACookieIsGoodWhereItIsSent() throws IOException {
        String atA = signIn(A, "sid-both");
        String atB = signIn(B, "sid-both");
        String another = signIn(B, "sid-other");
        assertEquals(200, call(B, "GET", "/x", atA).status(), "one registration, one session space");

        String token = scene.logoutToken("alice", "sid-both").build();
        assertEquals(200, scene.post(token).statusCode());

        assertEquals(401, call(A, "GET", "/x", atA).status());
        assertEquals(401, call(B, "GET", "/x", atA).status());
        assertEquals(401, call(B, "GET", "/x", atB).status());
        assertEquals(200, call(B, "GET", "/x", another).status(), "control");
    }

    @Test
    void aLoginComesBackToItsHostAlone() throws IOException {
        Begun login = begin(A, "sid-back");
        int exchanged = scene.provider().requests(TestProvider.TOKEN);
        for (String other : List.of(B, "localhost", "evil.example")) {
            assertEquals(400, comeBack(login, other).status(), other);
        }
        assertEquals(exchanged, scene.provider().requests(TestProvider.TOKEN));
        assertEquals(303, comeBack(login, A).status(), "control");
    }

    @ParameterizedTest
    @CsvSource({
        "a.localhost,200,/a/x",
        "A.LocalHost,200,/a/x",
        "a.localhost:1,200,/a/x",
        "b.localhost,200,/b/x",
        "localhost,404,",
        "c.localhost,404,",
        "x.a.localhost,404,",
        "a.localhost.,404,",
        "[::1],404,",
        "127.0.0.1,404,",
        "'',400,",
        "'a.localhost, b.localhost',400,",
        "a.localhost:x,400,",
    })
    void theHostDecides(String host, int status, String forwarded) throws IOException {
        String cookie = signIn(A, "sid-table");
        int before = scene.upstream().heads().size();
        assertEquals(status, call(host, "GET", "/x", cookie).status());
        assertEquals(before + (status == 200 ? 1 : 0), scene.upstream().heads().size());
        if (status == 200) {
            assertTrue(lastHead().startsWith("GET " + forwarded + " HTTP/1.1\r\n"), lastHead());
        }
    }

    @Test
    void whatNamesTwoHostsOrNoneIsRefused() throws IOException {
        String cookie = signIn(A, "sid-target");
        assertEquals(400, call(B, "GET", origin(A) + "/x", cookie).status());
        assertEquals(200, call(A, "GET", "http://" + A + "/x", cookie).status(), "control");
        String request = Wire.request("GET", "/x", cookie).replace("Host: localhost\r\n", "");
        assertEquals(400, Wire.send(scene.port(), request).status());
    }

    @Test
    void aRouteWithoutHostsIsAtEveryOtherOne() throws IOException {
        for (String host : List.of("localhost", "c.localhost")) {
            Wire.Reply start = call(host, "GET", "/orders/1", PAGE);
            String back = URLEncoder.encode(origin("localhost") + "/oidc/callback", StandardCharsets.UTF_8);
            assertTrue(header(start, "Location: ").contains("redirect_uri=" + back), start::head);
        }
    }

    @Test
    void aProgramIsToldTheLoginOfItsHost() throws IOException {
        Wire.Reply reply = call(B, "GET", "/x");
        assertEquals(401, reply.status());
        assertTrue(header(reply, "WWW-Authenticate: ").contains("login_uri=\"" + origin(B) + "/oidc/login?"));
    }

    @Test
    void aSignOutIsOfItsHostAndLeadsBackThere() throws IOException {
        String cookie = signIn(B, "sid-out");
        Wire.Reply foreign = call(B, "POST", "/oidc/logout", PAGE, cookie, "Origin: " + origin(A), "Content-Length: 0");
        assertEquals(403, foreign.status(), foreign::raw);
        assertEquals(200, call(B, "GET", "/x", cookie).status());

        Wire.Reply own = call(B, "POST", "/oidc/logout", PAGE, cookie, "Origin: " + origin(B), "Content-Length: 0");
        assertEquals(303, own.status(), own::raw);
        String back = URLEncoder.encode(origin(B) + "/oidc/logged-out", StandardCharsets.UTF_8);
        assertTrue(header(own, "Location: ").contains("post_logout_redirect_uri=" + back), own::head);
        assertEquals(401, call(B, "GET", "/x", cookie).status());
    }
}
