package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Contrast;
import io.curfew.ground.Keyboard;
import io.curfew.ground.PolicyWatch;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console of a real node in a real Chromium: who gets it, and that what it ends is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsoleIT {
    private static final String CONSOLE = "/oidc/admin";
    private static final Map<String, String> AS_A_PAGE = Map.of("Accept", "text/html");

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.with("curfew.admin_role", "operator"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    /** Whoever signs in from now on is this operator. */
    private void nowComes(String operator) {
        scene.provider().signIns().user(operator, operator + "s");
        scene.provider().signIns().changeIdTokens(claims -> {
            claims.put("roles", List.of("operator"));
            return claims;
        });
    }

    private String signedIn(String user) {
        scene.provider().signIns().changeIdTokens(claims -> claims);
        return Scene.sessionCookie(scene.signIn(user, user + "s"));
    }

    private static List<String> texts(ChromiumBrowser browser, String selector) {
        return browser.driver().findElements(By.cssSelector(selector)).stream()
                .map(WebElement::getText)
                .toList();
    }

    @Test
    void anOperatorEndsASessionAndNobodyElses() {
        String alice = signedIn("alice");
        String bob = signedIn("bob");
        nowComes("olivia");
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            PolicyWatch policy = PolicyWatch.of(browser);
            browser.get(scene.url(CONSOLE));
            browser.awaitText("sessions shown.");
            assertEquals(scene.url(CONSOLE), browser.url());
            assertTrue(texts(browser, "#sessions-table strong").containsAll(List.of("alice", "bob", "olivia")));
            browser.driver().findElement(By.name("user_name")).sendKeys("alice", Keys.ENTER);
            browser.awaitText("1 session shown.");
            assertEquals(List.of("alice"), texts(browser, "#sessions-table strong"));

            browser.driver()
                    .findElement(By.cssSelector("#sessions-table .danger"))
                    .click();
            new Keyboard(browser).press("Laptop lost");
            browser.driver().findElement(By.id("ending-do")).click();
            browser.awaitText("1 session ended. Receipt: ");
            assertEquals(401, scene.status(alice));
            assertEquals(200, scene.status(bob));
            browser.awaitText("No session was found.");
            browser.screenshot("console-node-ended");
            assertEquals(List.of(), policy.refused());
        }
    }

    @Test
    void byKeyboardAloneAllOfAUser() {
        String first = signedIn("carol");
        String second = signedIn("carol");
        String dave = signedIn("dave");
        nowComes("oscar");
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            PolicyWatch policy = PolicyWatch.of(browser);
            browser.get(scene.url(CONSOLE));
            browser.awaitText("sessions shown.");
            Keyboard keyboard = new Keyboard(browser);
            keyboard.tabTo("Subject");
            keyboard.press("carol", Keys.ENTER);
            browser.awaitText("2 sessions shown.");
            keyboard.tabTo("End all of user carol");
            keyboard.press(Keys.ENTER);
            keyboard.awaitFocus("Reason");
            keyboard.press("Left the company", Keys.TAB);
            keyboard.press(Keys.ENTER);
            browser.awaitText("2 sessions ended. Receipt: ");
            assertEquals(401, scene.status(first));
            assertEquals(401, scene.status(second));
            assertEquals(200, scene.status(dave));
            assertEquals(List.of(), policy.refused());
        }
    }

    @Test
    void itCanBeReadLightAndDark() {
        signedIn("erin");
        nowComes("otto");
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            PolicyWatch policy = PolicyWatch.of(browser);
            browser.get(scene.url(CONSOLE));
            browser.awaitText("sessions shown.");
            assertEquals(List.of(), Contrast.below(4.5, browser));
            browser.preferDark();
            assertEquals(List.of(), Contrast.below(4.5, browser));
            for (String view : List.of("Logouts", "Health", "Explain", "Doctor")) {
                browser.driver().findElement(By.linkText(view)).click();
                assertEquals(List.of(), Contrast.below(4.5, browser), view);
            }
            browser.screenshot("console-node-dark");
            assertEquals(List.of(), policy.refused());
        }
    }

    @Test
    void whoHasNotTheRoleIsTold() {
        scene.provider().signIns().changeIdTokens(claims -> claims);
        scene.provider().signIns().user("mallory", "mallorys");
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            browser.get(scene.url(CONSOLE));
            browser.awaitText("You are not an operator");
            assertFalse(browser.text().contains("Sessions"));
            browser.screenshot("console-node-not-an-operator");
        }
        BrowserSession mallory = scene.signIn("mallory", "mallorys");
        for (String file : List.of("", "/console.js", "/console.css", "/console/api.js")) {
            assertEquals(403, mallory.fetch("GET", CONSOLE + file, AS_A_PAGE).status(), file);
        }
    }

    @Test
    void theFilesAreForOperatorsAlone() {
        BrowserSession nobody = new BrowserSession();
        assertEquals(303, nobody.getWithoutRedirect(scene.url(CONSOLE)).status());
        nowComes("ophelia");
        BrowserSession operator = scene.signIn("ophelia", "ophelias");
        for (String file : List.of("/console.js", "/console.css", "/console/api.js")) {
            assertEquals(401, scene.send(request(CONSOLE + file)).statusCode(), file);
            Answer answer = operator.fetch("GET", CONSOLE + file, Map.of());
            assertEquals(200, answer.status(), file);
            assertEquals("nosniff", answer.header("X-Content-Type-Options"));
            Answer again = operator.fetch("GET", CONSOLE + file, Map.of("If-None-Match", answer.header("ETag")));
            assertEquals(304, again.status(), file);
        }
        Answer page = operator.fetch("GET", CONSOLE, AS_A_PAGE);
        assertEquals(200, page.status());
        assertEquals("no-store", page.header("Cache-Control"));
        assertTrue(page.header("Content-Security-Policy").contains("connect-src " + scene.url(CONSOLE) + "/;"));
        assertEquals(
                404,
                operator.fetch("GET", CONSOLE + "/console/none.js", Map.of()).status());
        assertEquals(
                405,
                operator.fetch("POST", CONSOLE, Map.of("Origin", scene.url(""))).status());
        for (String file :
                List.of("/WEB-INF/console/console.html", "/console/console.html", "/console.html", "/console.js")) {
            Answer elsewhere = operator.fetch("GET", file, AS_A_PAGE);
            assertEquals(404, elsewhere.status(), file);
            assertFalse(elsewhere.body().contains("Curfew"), file);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(scene.url(path)));
    }
}
