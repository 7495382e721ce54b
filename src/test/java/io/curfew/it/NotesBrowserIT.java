package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.demo.DemoStage;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/** The application of the demo that remembers its user, in one browser at a time, and hears of sign-outs through a frame; in real Chromiums. */
@ExtendWith(SharedServers.class)
final class NotesBrowserIT {
    private static final String PASSWORD = "correct horse";

    private final DemoStage stage;
    private final String user = "writer-" + UUID.randomUUID().toString().substring(0, 8);

    NotesBrowserIT(DemoStage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void addUser() {
        stage.realm().addUser(user, PASSWORD);
    }

    @Test
    void theyRememberTheirUserUntilTheSignOut() {
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            logIn(browser);
            browser.screenshot("12-notes");
            browser.driver().manage().deleteCookieNamed(DemoStage.NOTES_COOKIE);
            endKeycloaksOwnCookies(browser);

            browser.get(stage.url("/notes/"));
            browser.awaitText("You are " + user);
            assertEquals(stage.url("/notes/"), browser.url());
            assertNotNull(browser.driver().manage().getCookieNamed(DemoStage.NOTES_COOKIE));
            browser.screenshot("13-notes-remembered");

            browser.driver().findElement(By.id("sign-out")).click();
            browser.awaitText("You are signed out");
            browser.get(stage.url("/notes/"));
            awaitLoginPage(browser);
        }
    }

    @Test
    void theEarlierBrowserIsToldWhyItIsOut() {
        try (ChromiumBrowser first = ChromiumBrowser.open();
                ChromiumBrowser second = ChromiumBrowser.open()) {
            logIn(first);
            logIn(second);
            first.driver().navigate().refresh();
            first.awaitText("You were signed out here");
            first.screenshot("14-notes-elsewhere");
            second.driver().navigate().refresh();
            second.awaitText("You are " + user);
        }
    }

    @Test
    void aFrameOfKeycloaksPageEndsThem() {
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            logIn(browser);
            browser.get(stage.anotherUrl() + "/");
            browser.awaitText("You are logged in here, too");
            browser.driver().findElement(By.id("sign-out")).click();
            awaitLoginPage(browser);
            browser.get(stage.url("/notes/"));
            awaitLoginPage(browser);
            browser.screenshot("15-notes-after-the-frame");
        }
    }

    /** So that nothing but the remembered session can let the user in. */
    private void endKeycloaksOwnCookies(ChromiumBrowser browser) {
        browser.get(stage.realm().issuer() + "/.well-known/openid-configuration");
        browser.driver().manage().deleteAllCookies();
    }

    private void logIn(ChromiumBrowser browser) {
        browser.get(stage.url("/notes/"));
        browser.submitLogin(user, PASSWORD);
        browser.awaitText("You are " + user);
    }

    private static void awaitLoginPage(ChromiumBrowser browser) {
        boolean there = Waiting.until(
                () -> !browser.driver().findElements(By.id("kc-login")).isEmpty(), Duration.ofSeconds(20));
        assertTrue(there, () -> "No login page at " + browser.url() + ":\n" + browser.text());
    }
}
