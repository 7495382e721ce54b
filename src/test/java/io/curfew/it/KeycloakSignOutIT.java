package io.curfew.it;

import static io.curfew.it.SharedGateway.ORDERS;
import static io.curfew.it.SharedGateway.PASSWORD;
import static io.curfew.it.SharedGateway.REPORTS;
import static io.curfew.it.SharedGateway.SUBJECT_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak says by its own logout tokens that a session is over; which sessions end here, and which live on. */
@ExtendWith(SharedServers.class)
final class KeycloakSignOutIT {
    private final SharedGateway gateway;

    KeycloakSignOutIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void signingOutOfAnotherClientOfTheSameKeycloakSessionEndsOurs() {
        KeycloakClient another = KeycloakClient.at("another-" + UUID.randomUUID(), gateway.outsideUrl());
        gateway.realm().addClient(another);
        BrowserSession browser = gateway.browserOf(gateway.newUser(), ORDERS);
        BrowserSession bystander = gateway.browserOf(gateway.newUser(), ORDERS);
        String idToken = logInTo(another, browser);
        assertTrue(gateway.letsIn(browser, ORDERS), "logging in elsewhere ends nothing");

        Answer end = browser.get(gateway.realm().issuer() + "/protocol/openid-connect/logout?"
                + FormBody.of(Map.of(
                        "id_token_hint", idToken, "post_logout_redirect_uri", gateway.outsideUrl() + "/signed-out")));

        assertEquals(gateway.outsideUrl() + "/signed-out", end.uri().toString(), end::toString);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, REPORTS));
        assertTrue(gateway.letsIn(bystander, ORDERS), "the session of somebody else");
    }

    @Test
    void anAdministratorEndsOneSessionAndTheOtherOneOfTheSameUserLives() {
        String user = gateway.newUser();
        BrowserSession laptop = gateway.browserOf(user, ORDERS);
        String laptopSid = onlySid(user);
        BrowserSession phone = gateway.browserOf(user, ORDERS);
        assertEquals(2, gateway.realm().sids(user).size());

        gateway.realm().endSession(laptopSid);

        assertFalse(gateway.letsIn(laptop, ORDERS));
        assertFalse(gateway.letsIn(laptop, REPORTS));
        assertTrue(gateway.letsIn(phone, ORDERS), "the session in the other browser");
    }

    @Test
    void anAdministratorLogsAUserOutEverywhere() {
        String user = gateway.newUser();
        List<BrowserSession> browsers =
                Stream.generate(() -> gateway.browserOf(user, ORDERS)).limit(3).toList();
        BrowserSession bystander = gateway.browserOf(gateway.newUser(), ORDERS);
        assertEquals(3, gateway.realm().sids(user).size());
        browsers.forEach(browser -> assertTrue(gateway.letsIn(browser, ORDERS)));

        gateway.realm().logOutAllSessions(user);

        browsers.forEach(browser -> assertFalse(gateway.letsIn(browser, ORDERS)));
        assertTrue(gateway.letsIn(bystander, ORDERS), "the session of somebody else");
    }

    @Test
    void aLogoutTokenWithoutSidEndsAllSessionsOfItsSubject() {
        String user = gateway.newUser();
        BrowserSession laptop = gateway.browserOf(user, SUBJECT_ONLY);
        String laptopSid = onlySid(user);
        BrowserSession phone = gateway.browserOf(user, SUBJECT_ONLY);
        BrowserSession bystander = gateway.browserOf(gateway.newUser(), SUBJECT_ONLY);

        gateway.realm().endSession(laptopSid);
        Instant ended = Instant.now();

        assertEquals(1, gateway.realm().sids(user).size(), "Keycloak itself ended one session only");
        assertFalse(gateway.letsIn(laptop, SUBJECT_ONLY));
        assertFalse(gateway.letsIn(phone, SUBJECT_ONLY), "the other session of the subject");
        assertTrue(gateway.letsIn(bystander, SUBJECT_ONLY), "the session of another subject");

        // tokens count in whole seconds: a login in the second of the logout may have been before it
        assertTrue(Waiting.until(() -> Instant.now().getEpochSecond() > ended.getEpochSecond(), Duration.ofSeconds(3)));
        gateway.logIn(laptop, user, SUBJECT_ONLY);
        assertTrue(gateway.letsIn(laptop, SUBJECT_ONLY), "a login after the logout");
    }

    @Test
    void aNewLoginInTheSameBrowserLivesAfterAnAdministratorEndedTheSession() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        String ended = onlySid(user);
        gateway.realm().endSession(ended);
        assertFalse(gateway.letsIn(browser, ORDERS));

        gateway.logIn(browser, user, ORDERS);

        assertTrue(gateway.letsIn(browser, ORDERS));
        assertNotEquals(ended, onlySid(user));
    }

    @Test
    void aNewLoginInTheSameBrowserLivesAfterLogOutEverywhere() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        gateway.realm().logOutAllSessions(user);
        assertFalse(gateway.letsIn(browser, ORDERS));

        gateway.logIn(browser, user, ORDERS);

        assertTrue(gateway.letsIn(browser, ORDERS));
    }

    @Test
    void afterSigningOutHereTheUserCanLogInAgainAtOnce() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        BrowserSession otherBrowser = gateway.browserOf(user, ORDERS);

        Answer end = browser.post(gateway.url(ORDERS + "/logout"), Map.of());

        assertTrue(end.uri().toString().startsWith(gateway.url("/oidc/logged-out")), end::toString);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(otherBrowser, ORDERS), "the session in the other browser");
        assertEquals(1, gateway.realm().sids(user).size());

        Answer form = browser.get(gateway.url(ORDERS + "/page"));
        assertTrue(form.body().contains("kc-form-login"), "Keycloak asks for the password again:\n" + form);
        browser.submitLogin(form, user, PASSWORD);
        assertTrue(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(browser, REPORTS));
    }

    private String onlySid(String user) {
        List<String> sids = gateway.realm().sids(user);
        assertEquals(1, sids.size());
        return sids.get(0);
    }

    /** Logs in to a client without the gateway, by the session that the browser has at Keycloak; returns the ID token. */
    private String logInTo(KeycloakClient client, BrowserSession browser) {
        String callback = gateway.outsideUrl() + "/callback";
        Answer answer = browser.get(gateway.realm().issuer() + "/protocol/openid-connect/auth?"
                + FormBody.of(Map.of(
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "client_id",
                        client.id(),
                        "redirect_uri",
                        callback)));
        String query = answer.uri().getQuery();
        assertTrue(answer.uri().toString().startsWith(callback) && query.contains("code="), answer::toString);
        String code = Stream.of(query.split("&"))
                .filter(pair -> pair.startsWith("code="))
                .map(pair -> pair.substring("code=".length()))
                .findFirst()
                .orElseThrow();
        JsonNode tokens = gateway.realm().tokens(client).exchangeCode(code, callback);
        return tokens.path("id_token").asText();
    }
}
