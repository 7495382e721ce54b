package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Cookie;

/** What a person in a real browser sees of strict cookies, a lost session cookie, and a session too many. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionBrowserIT {
    private static final String PAGE = "<!DOCTYPE html><title>App</title><p>You are in the application";

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        TestProvider provider = TestProvider.start();
        provider.signIns().client("evict", "secret");
        provider.signIns().client("reject", "secret");
        RecordingUpstream upstream = RecordingUpstream.answering("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
                + "Content-Length: " + PAGE.length() + "\r\n\r\n" + PAGE);
        scene = Scene.start(provider, upstream, config -> config.with("curfew.session_cookie_same_site", "Strict")
                .with("curfew.session_remember", "true")
                .withRoute("evict", "/evict", upstream.uri())
                .with("curfew.route.evict.client_id", "evict")
                .with("curfew.route.evict.session_limit", "1")
                .with("curfew.route.evict.session_limit_action", "evict_oldest")
                .withRoute("reject", "/reject", upstream.uri())
                .with("curfew.route.reject.client_id", "reject")
                .with("curfew.route.reject.session_limit", "1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @Test
    void aLoginWithStrictCookiesComesBackToThePage() {
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            int before = scene.provider().requests(TestProvider.AUTHORIZE);
            browser.get(scene.url("/orders/page?x=1"));
            browser.awaitText("You are in the application");
            assertEquals(scene.url("/orders/page?x=1"), browser.url());
            assertEquals(before + 1, scene.provider().requests(TestProvider.AUTHORIZE), "it went round in circles");
            Cookie cookie = browser.driver().manage().getCookieNamed("curfew");
            assertNotNull(cookie);
            assertEquals("Strict", cookie.getSameSite());

            browser.driver().manage().deleteCookieNamed("curfew");
            browser.driver().navigate().refresh();
            browser.awaitText("You are in the application");
            assertEquals(before + 1, scene.provider().requests(TestProvider.AUTHORIZE), "it was not brought back");
            assertNotNull(browser.driver().manage().getCookieNamed("curfew"));

            browser.get(scene.url("/oidc/logout"));
            browser.driver().findElement(By.cssSelector("form button")).click();
            browser.awaitText("signed out");
            assertNull(browser.driver().manage().getCookieNamed("curfew"));
            assertNull(browser.driver().manage().getCookieNamed("curfew-remember"));
        }
    }

    @Test
    void theEvictedBrowserReadsWhyAndTheRefusedOneWhatToDo() {
        try (ChromiumBrowser first = ChromiumBrowser.open();
                ChromiumBrowser second = ChromiumBrowser.open()) {
            first.get(scene.url("/evict/"));
            first.awaitText("You are in the application");
            second.get(scene.url("/evict/"));
            second.awaitText("You are in the application");
            first.driver().navigate().refresh();
            first.awaitText("You were signed out here");
            first.screenshot("session-evicted");
            first.driver().findElement(By.linkText("Sign in here again")).click();
            first.awaitText("You are in the application");

            first.get(scene.url("/reject/"));
            first.awaitText("You are in the application");
            second.get(scene.url("/reject/"));
            second.awaitText("You are not signed in here");
            second.screenshot("session-refused");
            assertTrue(second.text().contains("Only one session is allowed at a time"), second.text());
        }
    }
}
