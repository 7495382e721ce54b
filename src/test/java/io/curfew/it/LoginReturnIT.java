package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a login ends, and what is a session after it and what is none. */
@ExtendWith(LoginScene.Shared.class)
class LoginReturnIT {
    private final Scene scene;

    LoginReturnIT(LoginScene shared) {
        scene = shared.scene();
    }

    @Test
    void aLoginEndsAtTheVeryUrlItBeganAt() {
        String target = "/orders/a%20b/%C3%A9/(x)?q=1&q=2&slash=%2F%3F&plus=a+b&empty=&check=%E2%9C%93&state=x&code=y";
        BrowserSession browser = new BrowserSession();
        Answer answer = LoginScene.checked(browser.get(scene.url(target)));
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(scene.url(target), answer.uri().toString());
        List<String> heads = scene.upstream().heads();
        assertTrue(heads.get(heads.size() - 1)
                .startsWith("GET " + target.substring("/orders".length()) + " HTTP/1.1\r\n"));
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
        // in the second of a sign-out its user cannot sign in again with the same provider session
        scene.provider().signIns().user("alice", "sid-return");
        BrowserSession browser = new BrowserSession();
        Answer answer = LoginScene.checked(browser.get(scene.url("/oidc/login?return_to=" + FormBody.encode(target))));
        assertTrue(
                browser.cookies().all().stream().anyMatch(cookie -> LoginScene.isSessionCookie(cookie.name())),
                answer::toString);
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
        assertEquals(200, LoginScene.checked(browser.get(scene.url("/orders/"))).status());
        String first = Scene.sessionCookie(browser);
        assertNotEquals(planted, first);
        assertEquals(401, scene.status(planted));
        LoginScene.checked(browser.get(scene.url("/oidc/login?return_to=/orders/")));
        assertNotEquals(first, Scene.sessionCookie(browser));
    }

    @Test
    void theCookieOfASessionThatWasSignedOutIsWorthNothing() {
        BrowserSession browser = scene.signIn("alice", "sid-out");
        String old = Scene.sessionCookie(browser);
        Answer answer = LoginScene.checked(browser.post(scene.url("/oidc/logout"), Map.of()));
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
