package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.ChromiumBrowser;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/** My sessions in a real Chromium: light, dark, on a phone, and its buttons under its policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MySessionsBrowserIT {
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.withRoute("billing", "/billing", "http://127.0.0.1:1")
                .withRoute("a-very-long-name-of-an-application", "/departments/reports", "http://127.0.0.1:1"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @Test
    void theOtherBrowserIsSignedOutByItsButton() {
        BrowserSession program = scene.signIn("alice", "another browser");
        try (ChromiumBrowser phone = ChromiumBrowser.open();
                ChromiumBrowser desk = ChromiumBrowser.open()) {
            scene.provider().signIns().user("alice", "phone");
            phone.get(scene.url("/orders/"));
            scene.provider().signIns().user("alice", "desk");
            desk.get(scene.url("/orders/"));
            desk.get(scene.url("/oidc/sessions"));
            desk.awaitText("You are signed in as alice.");
            assertEquals(List.of("this browser"), texts(desk, ".mark"));
            assertEquals(3, texts(desk, ".entries > li").size());
            assertEquals("Chrome on Linux this browser", texts(desk, "h2").get(0));
            assertEquals("Sign out of Chrome on Linux, 127.0.0.1", named(desk).get(0));
            desk.screenshot("sessions-light");
            desk.preferDark();
            desk.screenshot("sessions-dark");
            narrow(desk);
            assertEquals(390L, width(desk, "innerWidth"));
            assertTrue(width(desk, "document.documentElement.scrollWidth") <= 390, "it scrolls sideways");
            desk.screenshot("sessions-phone-dark");
            assertTrue(texts(desk, "dd")
                    .contains("a-very-long-name-of-an-application (/departments/reports), billing, orders"));

            desk.driver().findElement(By.cssSelector(".entries form button")).click();
            desk.awaitText("Signed out in one other place.");
            desk.screenshot("sessions-ended-phone");
            phone.get(scene.url("/oidc/sessions"));
            phone.awaitText("You are not signed in");
            phone.screenshot("sessions-not-signed-in");

            desk.driver().findElement(By.cssSelector(".actions button")).click();
            desk.awaitText("You are not signed in anywhere else");
            assertEquals(1, texts(desk, ".entries > li").size());
            assertEquals(401, scene.status(Scene.sessionCookie(program)));
            desk.screenshot("sessions-alone-phone");
            desk.driver().findElement(By.linkText("Sign out here")).click();
            desk.awaitText("Do you want to sign out?");
        }
    }

    private static List<String> texts(ChromiumBrowser browser, String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    private static List<String> named(ChromiumBrowser browser) {
        return browser.driver().findElements(By.cssSelector(".entries form button")).stream()
                .map(WebElement::getAccessibleName)
                .toList();
    }

    private static void narrow(ChromiumBrowser browser) {
        ((ChromeDriver) browser.driver())
                .executeCdpCommand(
                        "Emulation.setDeviceMetricsOverride",
                        Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    private static long width(ChromiumBrowser browser, String of) {
        return Long.parseLong(String.valueOf(((JavascriptExecutor) browser.driver()).executeScript("return " + of)));
    }
}
