package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;

/** A real Chromium with pages that include the script, under a strict policy. */
class SessionWatchBrowserIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String PAGE = """
            <!DOCTYPE html><html lang="en"><meta name="viewport" content="width=device-width"><title>Orders</title>
            <meta name="color-scheme" content="light dark">
            <script src="/oidc/session-watch.js" defer%s></script>
            <h1>Orders</h1><p>You are in the application""";

    private final ChromiumBrowser browser = ChromiumBrowser.open();
    private final Set<String> noted = new HashSet<>();
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start(
                TestProvider.start(), new RecordingUpstream(SessionWatchBrowserIT::answer), config -> config);
        scene.provider().signIns().user("alice", "sid-1");
    }

    @AfterEach
    void stop() throws IOException {
        browser.close();
        scene.close();
    }

    private static void answer(RecordingUpstream.Exchange exchange) throws IOException {
        String target = exchange.head().split(" ", 3)[1];
        String options = target.contains("reload") ? " data-action=\"reload\"" : "";
        String page = PAGE.formatted(options);
        exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + page.length()
                + "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
                + "\r\n\r\n" + page);
    }

    /** Notes the streams that the page opens. */
    private void open(String path) {
        if (noted.add(browser.driver().getWindowHandle())) {
            before("window.EventSource = class extends EventSource {"
                    + " constructor(url) { super(url); window.stream = this; } };");
        }
        browser.get(scene.url(path));
        browser.awaitText("You are in the application");
    }

    private void before(String source) {
        ((ChromeDriver) browser.driver())
                .executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", source));
    }

    private void awaitTrue(String expression) {
        assertTrue(Waiting.until(() -> Boolean.TRUE.equals(script("return " + expression)), SOON), expression);
    }

    private void awaitWatched() {
        awaitTrue("Boolean(window.stream) && window.stream.readyState === EventSource.OPEN");
    }

    private @Nullable Object script(String body) {
        return ((ChromeDriver) browser.driver())
                .executeAsyncScript(
                        "const done = arguments[arguments.length - 1]; (async () => {" + body + "})().then(done)");
    }

    private void endAtProvider() {
        // a login after this one leads to another session of the provider, as with any provider
        scene.provider().signIns().user("alice", "sid-2");
        assertEquals(
                200, scene.post(scene.logoutToken("alice", "sid-1").build()).statusCode());
    }

    private WebElement alert() {
        return browser.driver()
                .findElement(By.cssSelector("curfew-session-ended"))
                .getShadowRoot()
                .findElement(By.cssSelector("[role=alert]"));
    }

    private boolean isTold() {
        try {
            return alert().getText().contains("You were signed out.");
        } catch (WebDriverException notYet) {
            return false;
        }
    }

    private void awaitBar() {
        assertTrue(Waiting.until(this::isTold, SOON), () -> "no bar: " + browser.text());
    }

    @Test
    void theBarAppearsAndItsButtonSignsInAgain() {
        open("/orders/");
        awaitWatched();
        browser.run("document.addEventListener('securitypolicyviolation', e => document.title = 'violated')");
        assertFalse(isTold());
        endAtProvider();
        awaitBar();
        browser.screenshot("session-ended-light");
        browser.preferDark();
        browser.screenshot("session-ended-dark");
        assertEquals("Orders", browser.driver().getTitle());

        int before = scene.provider().requests(TestProvider.AUTHORIZE);
        WebElement button = alert().findElement(By.cssSelector("button"));
        button.sendKeys(Keys.ENTER);
        assertTrue(Waiting.until(() -> scene.provider().requests(TestProvider.AUTHORIZE) > before, SOON));
        browser.awaitText("You are in the application");
        assertFalse(isTold());
    }

    @Test
    void twoTabsShareOneConnectionAndBothAreTold() {
        open("/orders/one");
        awaitWatched();
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        open("/orders/two");
        String second = browser.driver().getWindowHandle();
        awaitTrue("(await navigator.locks.query()).pending.length === 1");
        assertEquals(true, script("return window.stream === undefined"), "the second page has a connection of its own");

        endAtProvider();

        awaitBar();
        browser.driver().switchTo().window(first);
        awaitBar();
        browser.driver().switchTo().window(second);
    }

    @Test
    void whenTheTabThatListensIsClosedAnotherListens() {
        open("/orders/one");
        awaitWatched();
        String first = browser.driver().getWindowHandle();
        browser.driver().switchTo().newWindow(WindowType.TAB);
        open("/orders/two");
        String second = browser.driver().getWindowHandle();
        browser.driver().switchTo().window(first).close();
        browser.driver().switchTo().window(second);
        awaitWatched();

        endAtProvider();
        awaitBar();
    }

    @Test
    void aPageThatComesBackFromTheCacheAsks() {
        open("/orders/");
        awaitWatched();
        browser.run("dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))");
        awaitTrue(
                "(await navigator.locks.query()).held.length === 0 && window.stream.readyState === EventSource.CLOSED");
        endAtProvider();
        assertFalse(Waiting.until(this::isTold, Duration.ofSeconds(1)), "it is put aside");
        browser.run("dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))");
        awaitBar();
    }

    @Test
    void aBrowserThatCannotShareListensByItself() {
        before("delete Navigator.prototype.locks; delete window.BroadcastChannel;");
        open("/orders/");
        awaitWatched();
        endAtProvider();
        awaitBar();
    }

    @Test
    void aPageThatWantsItIsLoadedAgain() {
        open("/orders/reload");
        awaitWatched();
        int before = scene.provider().requests(TestProvider.AUTHORIZE);
        endAtProvider();
        assertTrue(Waiting.until(() -> scene.provider().requests(TestProvider.AUTHORIZE) > before, SOON));
        browser.awaitText("You are in the application");
        assertFalse(isTold());
    }
}
