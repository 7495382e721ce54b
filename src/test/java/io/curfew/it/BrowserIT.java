package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.demo.DemoStage;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WindowType;

/** The demo as a person walks through it, in a real Chromium, which holds cookies, redirects and policies to its own rules. */
@ExtendWith(SharedServers.class)
final class BrowserIT {
    private static final String PASSWORD = "correct horse";
    private static final String SIGNED_OUT = "You are signed out";

    private final DemoStage stage;
    private final String user = "person-" + UUID.randomUUID().toString().substring(0, 8);
    private final ChromiumBrowser browser = ChromiumBrowser.open();

    BrowserIT(DemoStage stage) {
        this.stage = stage;
    }

    @BeforeEach
    void addUser() {
        stage.realm().addUser(user, PASSWORD);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    void loginOnceUseBothApplicationsAndSignOut() {
        browser.get(stage.url("/orders/"));
        browser.screenshot("1-login");
        browser.submitLogin(user, PASSWORD);
        browser.awaitText("You are " + user);
        assertEquals(stage.url("/orders/"), browser.url());
        browser.screenshot("2-orders");

        click(By.linkText("Go to Reports"));
        awaitUrl("/reports/");
        browser.awaitText("You are " + user);
        browser.screenshot("3-reports");
        assertEquals("200", statusSeenByScript());

        click(By.id("sign-out"));
        browser.awaitText(SIGNED_OUT);
        assertTrue(browser.url().startsWith(stage.url("/oidc/logged-out?")), browser.url());
        assertTrue(browser.text().contains("Your session here has ended."), browser.text());
        browser.screenshot("4-signed-out");

        requireLoginPage("/orders/");
        requireLoginPage("/reports/");
        assertEquals(List.of(), stage.realm().sids(user));
    }

    @Test
    void theGatewaysOwnPageAsksAndItsButtonSignsOut() {
        logIn();
        browser.get(stage.url("/oidc/logout"));
        browser.awaitText("Do you want to sign out?");
        browser.screenshot("5-confirmation");

        click(By.cssSelector("form button"));

        browser.awaitText(SIGNED_OUT);
        assertTrue(browser.text().contains("Your session here has ended."), browser.text());
        assertEquals(List.of(), stage.realm().sids(user));
        requireLoginPage("/orders/");
    }

    @Test
    void anAdministratorEndsTheSessionAndTheOpenPageLearnsOfIt() {
        logIn();
        assertEquals("200", statusSeenByScript());

        stage.realm().endSession(stage.realm().sids(user).get(0));

        assertEquals("401", statusSeenByScript());
        assertTrue(output().contains("application/problem+json"), output());
        browser.screenshot("6-script-after-the-end");
        browser.driver().navigate().refresh();
        awaitLoginPage();

        browser.submitLogin(user, PASSWORD);
        browser.awaitText("You are " + user);
        assertEquals("200", statusSeenByScript());
    }

    @Test
    void signingOutOfAnotherApplicationEndsTheSessionHere() {
        logIn();
        browser.get(stage.anotherUrl() + "/");
        browser.awaitText("You are logged in here, too");
        browser.screenshot("7-another-application");

        click(By.id("sign-out"));

        awaitLoginPage();
        requireLoginPage("/orders/");
    }

    @Test
    void twoTabsLogInAtTheSameTime() {
        browser.get(stage.url("/orders/first"));
        awaitLoginPage();
        String firstTab = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        browser.get(stage.url("/reports/second"));
        awaitLoginPage();

        browser.submitLogin(user, PASSWORD);
        awaitUrl("/reports/second");
        browser.awaitText("You are " + user);

        browser.driver().switchTo().window(firstTab);
        // Keycloak's page may have noticed by itself; a person who comes back to it either sees that or presses its
        // button
        if (!Waiting.until(() -> shows("You are " + user), Duration.ofSeconds(10))) {
            browser.submitLogin(user, PASSWORD);
        }
        browser.awaitText("You are " + user);
        awaitUrl("/orders/first");
    }

    @Test
    void pagesOfTheGatewayThatSayNo() {
        browser.get(stage.url("/oidc/logged-out?state=forged"));
        browser.awaitText("belongs to no sign-out");
        browser.screenshot("8-foreign-state");
        click(By.linkText("Go to sign-out"));
        browser.awaitText("Do you want to sign out?");

        browser.get(stage.url("/oidc/callback?state=forged&code=forged"));
        browser.awaitText("This sign-in is over");
        browser.screenshot("9-sign-in-is-over");
        assertFalse(browser.text().contains("forged"), browser.text());
    }

    private void logIn() {
        browser.get(stage.url("/orders/"));
        browser.submitLogin(user, PASSWORD);
        browser.awaitText("You are " + user);
    }

    private void click(By what) {
        browser.driver().findElement(what).click();
    }

    /** Presses the demo page's button that calls {@code fetch}, and reads the status off the page. */
    private String statusSeenByScript() {
        String before = output();
        click(By.id("ask"));
        assertTrue(
                Waiting.until(() -> !output().equals(before), Duration.ofSeconds(20)),
                () -> "No answer but: " + before);
        return output().substring(0, 3);
    }

    private String output() {
        return browser.driver().findElement(By.id("answer")).getText();
    }

    private void requireLoginPage(String path) {
        browser.get(stage.url(path));
        awaitLoginPage();
    }

    private void awaitLoginPage() {
        boolean there = Waiting.until(
                () -> browser.url().startsWith(stage.realm().issuer())
                        && !browser.driver().findElements(By.id("kc-login")).isEmpty(),
                Duration.ofSeconds(20));
        assertTrue(there, () -> "No login page at " + browser.url() + ":\n" + browser.text());
    }

    private void awaitUrl(String path) {
        boolean there = Waiting.until(() -> browser.url().equals(stage.url(path)), Duration.ofSeconds(20));
        assertTrue(there, () -> "Not at " + path + " but at " + browser.url() + ":\n" + browser.text());
    }

    private boolean shows(String text) {
        try {
            return browser.text().contains(text);
        } catch (WebDriverException pageIsChanging) {
            return false;
        }
    }
}
