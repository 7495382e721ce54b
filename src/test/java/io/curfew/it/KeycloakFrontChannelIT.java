package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.ground.Waiting;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.By;

/**
 * Keycloak's own front-channel logout in a real Chromium. Keycloak is at another site than the gateway, so the frame that it loads comes
 * without our cookie. No back-channel logout URL is registered: nothing else could end the session.
 */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakFrontChannelIT {
    private static final String PASSWORD = "correct horse";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final KeycloakRealm realm;
    private final EchoServer application = EchoServer.start();
    private final EchoServer elsewhere = EchoServer.start();
    private GatewayNode node;
    private KeycloakClient portal;

    KeycloakFrontChannelIT(KeycloakServer keycloak) {
        realm = KeycloakRealm.create(keycloak, "front-channel");
    }

    @BeforeAll
    void start() {
        GatewayConfig config = GatewayConfig.onFreePorts();
        KeycloakClient gateway = new KeycloakClient(
                        "gateway",
                        UUID.randomUUID().toString(),
                        List.of(config.callbackUrl()),
                        Map.of("post.logout.redirect.uris", config.loggedOutUrl()))
                .withFrontChannelLogout(config.frontChannelLogoutUrl());
        realm.addClient(gateway);
        portal = KeycloakClient.at("portal", elsewhere.url());
        realm.addClient(portal);
        node = GatewayNode.start(config.withClient(realm.issuer(), gateway)
                .with("curfew.logout_uri_suffix", "/logout")
                .with("curfew.logout_revoke", "true")
                .withEnvironment("METRICS_AUTHENTICATION", "false")
                .withRoute("orders", "/orders", application.url()));
    }

    @AfterAll
    void stop() {
        node.close();
        application.close();
        elsewhere.close();
    }

    @Test
    void signingOutOfAnotherApplicationEndsOurSessionThroughAFrame() {
        String user = newUser();
        String bystander = newUser();
        try (ChromiumBrowser browser = ChromiumBrowser.open();
                ChromiumBrowser other = ChromiumBrowser.open()) {
            logIn(browser, user);
            logIn(other, bystander);
            String idToken = logInToPortal(browser);
            browser.get(node.url("/orders/page"));
            browser.awaitText("GET /page");

            browser.get(realm.issuer() + "/protocol/openid-connect/logout?"
                    + FormBody.of(Map.of(
                            "id_token_hint", idToken, "post_logout_redirect_uri", elsewhere.url() + "/signed-out")));
            boolean left = Waiting.until(() -> browser.url().startsWith(elsewhere.url() + "/signed-out"), LIMIT);
            browser.screenshot("11-front-channel");
            assertTrue(left, () -> "Keycloak did not lead back: " + browser.url() + "\n" + browser.text());

            browser.get(node.url("/orders/page"));
            assertTrue(
                    Waiting.until(
                            () -> !browser.driver()
                                    .findElements(By.id("kc-login"))
                                    .isEmpty(),
                            LIMIT),
                    () -> "Still in: " + browser.url());
            other.get(node.url("/orders/page"));
            other.awaitText("GET /page");
        }
        assertEquals(1, counted("ended"), "it was the frame that ended it");
    }

    private double counted(String outcome) {
        return Stream.of(new BrowserSession()
                        .get(node.url("/metrics?scope=application"))
                        .body()
                        .split("\n"))
                .filter(line -> line.startsWith("curfew_frontchannel_logouts") && line.contains("\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private String newUser() {
        String name = "user-" + UUID.randomUUID();
        realm.addUser(name, PASSWORD);
        return name;
    }

    private void logIn(ChromiumBrowser browser, String user) {
        browser.get(node.url("/orders/page"));
        browser.submitLogin(user, PASSWORD);
        browser.awaitText("GET /page");
    }

    /** By the session that the browser has at Keycloak; returns the ID token. */
    private String logInToPortal(ChromiumBrowser browser) {
        String callback = elsewhere.url() + "/callback";
        browser.get(realm.issuer() + "/protocol/openid-connect/auth?"
                + FormBody.of(Map.of(
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "client_id",
                        portal.id(),
                        "redirect_uri",
                        callback)));
        assertTrue(Waiting.until(() -> browser.url().startsWith(callback), LIMIT), browser::url);
        String code = Stream.of(URI.create(browser.url()).getQuery().split("&"))
                .filter(pair -> pair.startsWith("code="))
                .map(pair -> pair.substring("code=".length()))
                .findFirst()
                .orElseThrow();
        JsonNode tokens = realm.tokens(portal).exchangeCode(code, callback);
        return tokens.path("id_token").asText();
    }
}
