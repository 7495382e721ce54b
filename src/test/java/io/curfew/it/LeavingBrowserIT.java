package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptExecutor;

/** A real Chromium holds the page that sends itself, the policy of that page, and what it is asked to forget to its own rules. */
class LeavingBrowserIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SIGN_OUT =
            "const f = document.createElement('form'); f.method = 'post'; f.action = '%s';"
                    + " document.body.append(f); f.submit();";

    private final EchoServer outside = EchoServer.start();
    private final EchoServer application = EchoServer.start();
    private final ChromiumBrowser browser = ChromiumBrowser.open();
    private Scene scene;

    @BeforeEach
    void start() throws IOException {
        scene = Scene.start(config -> config.with("curfew.route.orders.upstream", application.url())
                .with("curfew.logout_uri_suffix", "/logout")
                .withRoute("farewell", "/farewell", application.url())
                .with("curfew.route.farewell.logout_redirect_uri", outside.url() + "/bye")
                .withRoute("clear", "/clear", application.url())
                .with("curfew.route.clear.logout_clear_site_data", "cache,cookies,storage"));
    }

    @AfterEach
    void stop() throws IOException {
        browser.close();
        scene.close();
        application.close();
        outside.close();
    }

    @Test
    void theFormSendsItselfToTheProviderAndTheBrowserComesBack() {
        longIdTokens();
        open("/orders/page");
        signOut("/orders/logout");

        browser.awaitText("You are signed out");
        assertTrue(browser.url().startsWith(scene.url("/oidc/logged-out?state=")), browser.url());
        assertTrue(lastEndSession().getOrDefault("id_token_hint", "").length() > 4000);

        browser.get(scene.url("/farewell/page"));
        browser.awaitText("GET /page");
        signOut("/farewell/logout");
        assertTrue(Waiting.until(() -> browser.url().equals(outside.url() + "/bye"), LIMIT), browser::url);
        assertEquals(2, scene.provider().endSessions().size());
    }

    /** Where scripts do not run, or something keeps the form from sending itself, a button is there. */
    @Test
    void thePageHasAButtonToo() {
        longIdTokens();
        open("/orders/page");
        scene.provider().instead(TestProvider.END_SESSION, exchange -> exchange.sendResponseHeaders(204, -1));
        signOut("/orders/logout");
        browser.awaitText("You are being taken to your identity provider");
        browser.screenshot("10-leaving-by-form");
        assertTrue(Waiting.until(() -> scene.provider().requests(TestProvider.END_SESSION) == 1, LIMIT));

        scene.provider().usual(TestProvider.END_SESSION);
        browser.driver().findElement(By.cssSelector("form button")).click();
        browser.awaitText("You are signed out");
    }

    @Test
    void theBrowserForgetsWhatItIsAskedTo() {
        open("/clear/page");
        browser.run("localStorage.setItem('draft', 'x'); document.cookie = 'theme=dark; path=/';");
        open("/orders/page");
        signOut("/orders/logout");
        browser.awaitText("You are signed out");
        assertEquals("x", kept("localStorage.getItem('draft')"), "a sign-out that asks for nothing");
        assertTrue(kept("document.cookie").contains("theme=dark"));

        open("/clear/page");
        signOut("/clear/logout");
        browser.awaitText("You are signed out");
        assertTrue(browser.url().startsWith(scene.url("/oidc/logged-out?state=")), browser.url());

        assertEquals("null", kept("localStorage.getItem('draft')"));
        assertEquals("", kept("document.cookie"));
    }

    private void longIdTokens() {
        UnaryOperator<Map<String, Object>> longer = claims -> {
            claims.put("padding", "x".repeat(3000));
            return claims;
        };
        scene.provider().signIns().changeIdTokens(longer);
    }

    private void open(String path) {
        browser.get(scene.url(path));
        browser.awaitText("GET /page");
    }

    private void signOut(String path) {
        // as at every provider: whoever signs in after a sign-out does so in another session
        scene.provider().signIns().user("alice", "sid-" + UUID.randomUUID());
        browser.run(SIGN_OUT.formatted(scene.url(path)));
    }

    private String kept(String expression) {
        return String.valueOf(
                ((JavascriptExecutor) browser.driver()).executeScript("return String(" + expression + ")"));
    }

    private Map<String, String> lastEndSession() {
        var all = scene.provider().endSessions();
        return all.get(all.size() - 1).parameters();
    }
}
