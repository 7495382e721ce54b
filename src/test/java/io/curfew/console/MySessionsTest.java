package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.page.Answer;
import io.curfew.session.LiveSession;
import io.curfew.session.SignInPlace;
import io.curfew.session.StoreUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who sees which sessions, who ends which, and that nobody reaches anybody else's. */
class MySessionsTest {
    private final MySessionsGround ground = new MySessionsGround();
    private final LiveSession mine =
            ground.signIn(ground.orders, "alice", "sid-1", new SignInPlace(MySessionsGround.FIREFOX, "198.51.100.4"));
    private final LiveSession elsewhere = ground.signIn(ground.orders, "alice", "sid-2");
    private final LiveSession bobs = ground.signIn(ground.orders, "bob", "sid-3");

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void thePageShowsWhereOneIsSignedInAndMarksThisBrowser() {
        ground.clock.advance(Duration.ofMinutes(3));
        Answer answer = ground.page(mine);
        assertEquals(200, answer.status());
        assertEquals(List.of("no-store"), answer.header("Cache-Control"));
        assertTrue(answer.header("Content-Security-Policy").get(0).contains("form-action 'self'"));
        String html = answer.body();
        assertTrue(html.contains("You are signed in as alice@example.com."), html);
        assertTrue(html.contains("Firefox on Linux <span class=\"mark\">this browser</span>"), html);
        assertTrue(html.contains("<h2>Chrome on Windows</h2>"), html);
        assertTrue(html.contains("198.51.100.4") && html.contains("192.0.2.7"), html);
        assertTrue(html.contains("3 minutes ago"), html);
        assertTrue(html.contains("<dd>orders</dd>"), html);
        assertFalse(html.contains("bob"), html);
        assertFalse(
                html.contains(mine.key().value())
                        || html.contains(elsewhere.key().value()),
                "a key of the store");
    }

    @Test
    void sessionsOnOneProviderSessionAreOneSignIn() {
        LiveSession alsoMine = ground.signIn(ground.billing, "alice", "sid-1");
        LiveSession alone = ground.signIn(ground.orders, "alice", null);
        String html = ground.page(mine).body();
        assertEquals(3, count(html, "<li>"));
        assertTrue(html.contains("<dd>orders, billing</dd>"), html);

        assertEquals(303, end(alone.publicId()).status());
        assertFalse(ground.isLive(alone));
        assertEquals(
                List.of("https://apps.example.com/oidc/logout"),
                end(alsoMine.publicId()).header("Location"));
        assertTrue(ground.isLive(alsoMine) && ground.isLive(mine));
    }

    @Test
    void sessionsAtTwoProvidersAreShownTogetherAndNotMixedUp() {
        LiveSession atOther = ground.signIn(ground.other, "alice", "sid-2");
        String alone = ground.page(mine).body();
        assertFalse(alone.contains("<dd>other</dd>"), "alice of another provider is somebody else");
        String both = ground.page(mine, atOther).body();
        assertEquals(3, count(both, "<li>"));
        assertEquals(2, count(both, "this browser</span>"));
        assertEquals(
                404,
                ground.sessions
                        .endOne(ground.call("DELETE", mine), atOther.publicId())
                        .status());

        assertEquals(
                204,
                ground.sessions
                        .endOne(ground.call("DELETE", mine), elsewhere.publicId())
                        .status());
        assertFalse(ground.isLive(elsewhere));
        assertTrue(ground.isLive(atOther), "the same sid at another provider");
    }

    @Test
    void theIdOfSomebodyElseIsNoOtherThanOneThatNeverWas() {
        Answer others = end(bobs.publicId());
        Answer unknown = end("x".repeat(43));
        assertEquals(404, others.status());
        assertEquals(unknown, others);
        assertEquals(
                ground.sessions.endOne(ground.call("DELETE", mine), "x".repeat(43)),
                ground.sessions.endOne(ground.call("DELETE", mine), bobs.publicId()));
        assertEquals(404, end(elsewhere.key().value()).status(), "a key is no id");
        assertTrue(ground.isLive(bobs) && ground.isLive(elsewhere));
    }

    @ParameterizedTest
    @CsvSource({
        "cross-site, https://evil.example",
        "cross-site, https://apps.example.com",
        "same-site, https://evil.example.com",
        "'', https://evil.example.com",
        "'', null"
    })
    void anotherSiteEndsNothing(String site, String origin) {
        Map<String, String> headers =
                site.isEmpty() ? Map.of("Origin", origin) : Map.of("Origin", origin, "Sec-Fetch-Site", site);
        MySessionsRequest request = ground.request("POST", () -> List.of(mine), headers);
        assertEquals(403, ground.sessions.endOne(request, elsewhere.publicId()).status());
        assertEquals(403, ground.sessions.endOthers(request).status());
        assertTrue(ground.isLive(elsewhere));
        assertEquals(303, end(elsewhere.publicId()).status(), "the control");
    }

    @Test
    void whoIsNotSignedInIsShownTheWay() {
        Answer page = ground.page();
        assertEquals(401, page.status());
        assertTrue(page.body().contains("href=\"https://apps.example.com/oidc/login?return_to=%2Foidc%2Fsessions\""));
        Answer problem = ground.json();
        assertEquals(401, problem.status());
        assertEquals(List.of("application/problem+json"), problem.header("Content-Type"));
        assertTrue(
                problem.header("WWW-Authenticate").get(0).contains("login_uri=\"https://apps.example.com/oidc/login?"));
        assertEquals(401, ground.sessions.endOthers(ground.call("DELETE")).status());
        assertEquals(
                401,
                ground.sessions
                        .endOne(ground.call("DELETE"), elsewhere.publicId())
                        .status());
        assertTrue(ground.isLive(elsewhere));
    }

    @Test
    void withoutTheStoreItIsSaidAndToldWhenToTryAgain() {
        MySessionsRequest request = ground.request(
                "POST",
                () -> {
                    throw new StoreUnavailableException("get", new IOException("no store"));
                },
                Map.of());
        for (Answer answer : List.of(
                ground.sessions.show(request, null),
                ground.sessions.endOthers(request),
                ground.sessions.endOne(request, elsewhere.publicId()))) {
            assertEquals(503, answer.status());
            assertEquals(List.of("5"), answer.header("Retry-After"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>/1",
                "\"><img src=x onerror=alert(1)>",
                "a</dd></dl><script>alert(1)</script>",
                "x' onmouseover='alert(1)"
            })
    void whatABrowserSaysOfItselfStaysText(String hostile) {
        ground.signIn(ground.orders, "alice", null, new SignInPlace(hostile, hostile));
        String html = ground.page(mine).body();
        assertFalse(html.contains(hostile), html);
        assertFalse(html.contains("<script") || html.contains("<img"), html);
        assertEquals(3, count(html, "<li>"));
        String json = ground.json(mine).body();
        assertFalse(json.contains("<"), json);
    }

    @Test
    void aLongListIsCutAndTheRestCounted() {
        for (int i = 0; i < 320; i++) {
            ground.signIn(ground.orders, "alice", "many-" + i);
        }
        String html = ground.page(mine).body();
        assertEquals(SignIns.MOST_SHOWN, count(html, "<li>"));
        assertTrue(html.contains("Not shown: 222 more."), html);
        assertEquals(1, count(html, "this browser</span>"));
        assertTrue(ground.json(mine).body().endsWith("\"more\":222}"));
    }

    @Test
    void programsGetJson() {
        Answer answer = ground.json(mine);
        assertEquals(List.of("application/json"), answer.header("Content-Type"));
        String body = answer.body();
        assertTrue(
                body.startsWith("{\"sessions\":[{\"id\":\"" + mine.publicId() + "\",\"current\":true,"
                        + "\"user\":\"alice@example.com\",\"issuer\":\"https://id.example.com/realms/work\","
                        + "\"browser\":\"Firefox on Linux\",\"address\":\"198.51.100.4\",\"since\":\""),
                body);
        assertTrue(body.contains("\"applications\":[{\"name\":\"orders\",\"path\":\"/orders\"}]}"), body);
        assertTrue(body.endsWith("],\"more\":0}"), body);
    }

    private Answer end(String id) {
        return ground.sessions.endOne(ground.navigation("POST", mine), id);
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
