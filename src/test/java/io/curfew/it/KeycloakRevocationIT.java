package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.KeycloakTokens;
import io.curfew.it.RevocationRelay.Revoked;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Which tokens a sign-out revokes at Keycloak. A script signs out and does not go on to the end-session endpoint, where Keycloak
 * would end all tokens of the session anyway.
 */
@ExtendWith(SharedServers.class)
final class KeycloakRevocationIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final SharedGateway gateway;

    KeycloakRevocationIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void bothTokensAreDeadAfterTheSignOut() throws IOException {
        SignedIn signedIn = signIn(Revoking.BOTH);

        signedIn.signOut();

        List<Revoked> passed = gateway.relay().takeOf(Revoking.BOTH.clientId());
        assertEquals(
                List.of("refresh_token", "access_token"),
                passed.stream().map(Revoked::hint).toList());
        assertTrue(passed.get(0).aliveBefore(), "the refresh token was good before");
        assertFalse(signedIn.tokens().canRefresh(passed.get(0).token()), "the refresh token");
        assertEquals(signedIn.accessToken(), passed.get(1).token());
        assertFalse(signedIn.tokens().isActive(signedIn.accessToken()), "the access token");
    }

    @Test
    void theRevocationEndpointOfDiscoveryIsUsedAndTheUserIsTold() throws IOException {
        SignedIn signedIn = signIn(Revoking.DISCOVERED);

        JsonNode answer = signedIn.signOut();

        assertFalse(signedIn.tokens().isActive(signedIn.accessToken()), "the access token");
        assertFalse(signedIn.hasClientSession(), "revoking a refresh token ends what the client has at Keycloak");
        Answer page = signedIn.browser().get(answer.path("end_session_url").asText());
        assertTrue(page.body().contains("has been revoked"), page::toString);
    }

    @Test
    void theAccessTokenAloneIsRevoked() throws IOException {
        SignedIn signedIn = signIn(Revoking.ACCESS_TOKEN);

        signedIn.signOut();

        List<Revoked> passed = gateway.relay().takeOf(Revoking.ACCESS_TOKEN.clientId());
        assertEquals(1, passed.size());
        assertEquals("access_token", passed.get(0).hint());
        assertEquals(signedIn.accessToken(), passed.get(0).token());
        assertTrue(passed.get(0).aliveBefore());
        assertFalse(signedIn.tokens().isActive(signedIn.accessToken()), "the access token");
        assertTrue(signedIn.hasClientSession(), "the refresh token was left alone");
    }

    /** Keycloak takes the access token along: without a refresh token the client has no session that it could belong to. */
    @Test
    void theRefreshTokenAloneIsRevoked() throws IOException {
        SignedIn signedIn = signIn(Revoking.REFRESH_TOKEN);

        signedIn.signOut();

        List<Revoked> passed = gateway.relay().takeOf(Revoking.REFRESH_TOKEN.clientId());
        assertEquals(1, passed.size(), "only one token is sent");
        assertEquals("refresh_token", passed.get(0).hint());
        assertTrue(passed.get(0).aliveBefore());
        assertFalse(signedIn.tokens().canRefresh(passed.get(0).token()), "the refresh token");
        assertFalse(signedIn.tokens().isActive(signedIn.accessToken()), "Keycloak ends the access token with it");
    }

    /** The access token then lives until the browser reaches Keycloak's end-session endpoint, and dies there. */
    @Test
    void withoutLogoutRevokeNothingIsRevoked() throws IOException {
        SignedIn signedIn = signIn(Revoking.NOTHING);

        JsonNode answer = signedIn.signOut();

        assertEquals(List.of(), gateway.relay().takeOf(Revoking.NOTHING.clientId()));
        assertTrue(signedIn.tokens().isActive(signedIn.accessToken()), "the access token");
        assertTrue(signedIn.hasClientSession());
        Answer page = signedIn.browser().get(answer.path("end_session_url").asText());
        assertTrue(page.uri().toString().startsWith(gateway.url("/oidc/logged-out")), page::toString);
        assertFalse(page.body().contains("revoked"), page::toString);
        assertFalse(
                signedIn.tokens().isActive(signedIn.accessToken()), "the access token after the end of the session");
    }

    private SignedIn signIn(Revoking revoking) {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, revoking.path);
        String accessToken = browser.fetch(gateway.url(revoking.path + "/api"))
                .body()
                .lines()
                .filter(line -> line.startsWith("Authorization: Bearer "))
                .map(line -> line.substring("Authorization: Bearer ".length()))
                .findFirst()
                .orElseThrow();
        KeycloakTokens tokens = gateway.tokens(revoking.clientId());
        assertTrue(tokens.isActive(accessToken), "the access token is good before");
        SignedIn signedIn = new SignedIn(gateway, revoking, user, browser, accessToken, tokens);
        assertTrue(signedIn.hasClientSession());
        return signedIn;
    }

    /** A user with a session on a route. */
    private record SignedIn(
            SharedGateway gateway,
            Revoking revoking,
            String user,
            BrowserSession browser,
            String accessToken,
            KeycloakTokens tokens) {
        JsonNode signOut() throws IOException {
            Answer answer = browser.fetch("POST", gateway.url(revoking.path + "/logout"), Map.of());
            assertEquals(200, answer.status(), answer::toString);
            assertFalse(gateway.letsIn(browser, revoking.path));
            return JSON.readTree(answer.body());
        }

        /** Whether the client still takes part in a session of the user at Keycloak. */
        boolean hasClientSession() {
            return gateway.realm().sessions(user).stream()
                    .anyMatch(session -> session.getClients().containsValue(revoking.clientId()));
        }
    }
}
