package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.HtmlForm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two browsers of one user, and one of somebody else, before a real node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MySessionsIT {
    private static final Pattern ID = Pattern.compile("name=\"id\" value=\"([A-Za-z0-9_-]{43})\"");
    private static final Map<String, String> JSON = Map.of("Accept", "application/json");

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.withRoute("bound", "/bound", "http://127.0.0.1:1")
                .with("curfew.route.bound.session_cookie_name", "bound")
                .with("curfew.route.bound.session_bind", "user-agent"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private String page() {
        return scene.url("/oidc/sessions");
    }

    private static List<String> ids(Answer page) {
        return ID.matcher(page.body())
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
    }

    @Test
    void aUserEndsTheOtherBrowserAndGoesOn() {
        BrowserSession here = scene.signIn("alice", "here");
        BrowserSession there = scene.signIn("alice", "there");
        BrowserSession bob = scene.signIn("bob", "bobs");

        Answer page = here.get(page());
        assertEquals(200, page.status(), page.toString());
        assertTrue(page.body().contains("You are signed in as alice."), page.body());
        assertTrue(page.body().contains("127.0.0.1"), page.body());
        assertTrue(page.body().contains("<dd>orders</dd>"), page.body());
        assertEquals(1, ids(page).size(), page.body());

        Answer after = here.submit(HtmlForm.in(page, "/oidc/sessions/end"));
        assertEquals(200, after.status(), after.toString());
        assertTrue(after.body().contains("Signed out in one other place."), after.body());
        assertEquals(List.of(), ids(after));
        assertEquals(401, scene.status(Scene.sessionCookie(there)));
        assertEquals(200, scene.status(Scene.sessionCookie(here)));
        assertEquals(200, scene.status(Scene.sessionCookie(bob)));
        assertEquals(401, there.fetch(page()).status());
    }

    @Test
    void nobodyEndsWhatIsSomebodyElses() {
        BrowserSession carol = scene.signIn("carol", "carols");
        BrowserSession second = scene.signIn("carol", "carols second");
        BrowserSession mallory = scene.signIn("mallory", "mallorys");
        String id = ids(carol.get(page())).get(0);

        assertFalse(mallory.get(page()).body().contains("carol"));
        assertEquals(404, mallory.post("/oidc/sessions/end", Map.of("id", id)).status());
        Answer others = mallory.fetch("DELETE", "/oidc/sessions/" + id, JSON);
        Answer unknown = mallory.fetch("DELETE", "/oidc/sessions/" + "x".repeat(43), JSON);
        assertEquals(404, others.status());
        assertEquals(unknown.body(), others.body());
        assertEquals("application/problem+json", others.header("Content-Type"));
        assertEquals(200, scene.status(Scene.sessionCookie(second)));

        assertEquals(
                403,
                carol.postFrom("https://evil.example/", page() + "/end", Map.of("id", id))
                        .status());
        assertEquals(200, scene.status(Scene.sessionCookie(second)));
        assertEquals(204, carol.fetch("DELETE", "/oidc/sessions/" + id, JSON).status(), "the control");
        assertEquals(401, scene.status(Scene.sessionCookie(second)));
    }

    @Test
    void aProgramReadsAndEndsAllOthers() {
        BrowserSession here = scene.signIn("dave", "daves");
        BrowserSession there = scene.signIn("dave", "daves second");
        scene.provider().signIns().user("dave", null);
        BrowserSession third = new BrowserSession();
        third.get(scene.url("/orders/"));
        assertEquals(200, scene.status(Scene.sessionCookie(third)));
        here.get(page());
        Answer list = here.fetch("GET", "/oidc/sessions", JSON);
        assertEquals("application/json", list.header("Content-Type"));
        assertEquals("no-store", list.header("Cache-Control"));
        assertEquals(3, list.body().split("\"current\":", -1).length - 1, list.body());
        assertEquals(1, list.body().split("\"current\":true", -1).length - 1, list.body());
        assertFalse(list.body().contains(Scene.sessionCookie(here)));

        Answer ended = here.fetch("DELETE", "/oidc/sessions", JSON);
        assertEquals("{\"sign_ins_ended\":2,\"sessions_ended\":2,\"left\":0}", ended.body());
        assertEquals(401, scene.status(Scene.sessionCookie(there)));
        assertEquals(401, scene.status(Scene.sessionCookie(third)));
        assertEquals(200, scene.status(Scene.sessionCookie(here)));
    }

    @Test
    void theOwnSignInIsEndedAtTheSignOutAndTheProviderIsAsked() {
        BrowserSession here = scene.signIn("erin", "erins");
        here.get(page());
        String own = here.fetch("GET", "/oidc/sessions", JSON).body();
        String id = own.substring(own.indexOf("\"id\":\"") + 6).substring(0, 43);
        assertEquals(409, here.fetch("DELETE", "/oidc/sessions/" + id, JSON).status());
        Answer asked = here.post("/oidc/sessions/end", Map.of("id", id));
        assertEquals(scene.url("/oidc/logout"), asked.uri().toString());
        assertTrue(asked.body().contains("Do you want to sign out?"), asked.body());
        assertEquals(200, scene.status(Scene.sessionCookie(here)));
    }

    @Test
    void whoIsNotSignedInIsLedThereAndBack() {
        scene.provider().signIns().user("frank", "franks");
        BrowserSession browser = new BrowserSession();
        Answer page = browser.get(page());
        assertEquals(401, page.status());
        Answer back = browser.click("/oidc/login?return_to=%2Foidc%2Fsessions");
        assertTrue(page.body().contains("/oidc/login?return_to=%2Foidc%2Fsessions"), page.body());
        assertEquals(200, back.status(), back.toString());
        assertEquals(page(), back.uri().toString());
        assertTrue(back.body().contains("You are signed in as frank."), back.body());
        assertEquals(401, new BrowserSession().fetch(page()).status());
        assertEquals(405, browser.fetch("PUT", "/oidc/sessions", JSON).status());
    }

    @Test
    void aBoundSessionNeedsItsBrowserHereToo() {
        scene.provider().signIns().user("grace", "graces");
        BrowserSession browser = new BrowserSession();
        browser.get(scene.url("/bound/"));
        String cookie = "bound="
                + Objects.requireNonNull(browser.cookies().find("bound")).value();
        assertEquals(200, status(cookie, BrowserSession.USER_AGENT));
        assertEquals(401, status(cookie, "another browser"));
    }

    private int status(String cookie, String userAgent) {
        return scene.send(HttpRequest.newBuilder(URI.create(page()))
                        .header("Cookie", cookie)
                        .header("User-Agent", userAgent)
                        .header("Accept", "application/json"))
                .statusCode();
    }
}
