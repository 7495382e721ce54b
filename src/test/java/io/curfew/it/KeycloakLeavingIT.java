package io.curfew.it;

import static io.curfew.it.SharedGateway.ORDERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak asks no user whether they want to sign out whom it could know: not one whose session it ended, nor one of long ago. */
@ExtendWith(SharedServers.class)
final class KeycloakLeavingIT {
    private static final Map<String, String> EMPTY_FORM = Map.of();
    private static final String IN_THE_WAY = "/protocol/openid-connect/logout";

    private final SharedGateway gateway;

    KeycloakLeavingIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void whoseSessionKeycloakEndedSignsOutWithoutAQuestion() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        gateway.realm().endSession(gateway.realm().sids(user).get(0));
        assertFalse(gateway.letsIn(browser, ORDERS));

        Answer end = browser.post(gateway.url(ORDERS + "/logout"), EMPTY_FORM);

        requireEnd(end, "You had no open session here any more.");
        String asked = end.passed(gateway.realm().issuer() + IN_THE_WAY).getRawQuery();
        assertTrue(asked.startsWith("id_token_hint=ey"), asked);
        assertTrue(asked.contains("&client_id="), asked);
    }

    /** The user has signed in again elsewhere meanwhile; the page here does not know. */
    @Test
    void whoSignedInAgainMeanwhileIsSignedOutOrAskedButNeverLeftWithAnError() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        gateway.realm().endSession(gateway.realm().sids(user).get(0));
        gateway.logIn(browser, user, SharedGateway.SUBJECT_ONLY);
        browser.get(gateway.url("/health/live"));

        Answer end = browser.post(gateway.url(ORDERS + "/logout"), EMPTY_FORM);

        assertEquals(200, end.status(), end::toString);
        assertFalse(end.body().contains("kc-error-message"), end::toString);
    }

    @Test
    void anIdTokenThatHasExpiredIsRefreshed() {
        String user = gateway.newUser();
        BrowserSession browser = withShortTokens(user);

        Answer end = browser.post(gateway.url(Revoking.NOTHING.path + "/logout"), EMPTY_FORM);

        requireEnd(end, "Your session here has ended.");
        assertEquals(List.of(), gateway.realm().sids(user));
    }

    @Test
    void anExpiredIdTokenIsGoodEnoughWhereNoFreshOneIsToBeHad() {
        String user = gateway.newUser();
        BrowserSession browser = withShortTokens(user);
        gateway.realm().endSession(gateway.realm().sids(user).get(0));

        requireEnd(
                browser.post(gateway.url(Revoking.NOTHING.path + "/logout"), EMPTY_FORM),
                "You had no open session here any more.");
    }

    /** Keycloak's session lives, and nothing but the old ID token can tell whose it is. */
    @Test
    void anExpiredIdTokenSignsOutAtKeycloakToo() {
        String user = gateway.newUser();
        String client = Revoking.NOTHING.clientId();
        gateway.realm().setClientAttribute(client, "use.refresh.tokens", "false");
        try {
            BrowserSession browser = withShortTokens(user);
            assertEquals(1, gateway.realm().sids(user).size());

            Answer end = browser.post(gateway.url(Revoking.NOTHING.path + "/logout"), EMPTY_FORM);

            requireEnd(end, "Your session here has ended.");
            assertEquals(List.of(), gateway.realm().sids(user));
        } finally {
            gateway.realm().setClientAttribute(client, "use.refresh.tokens", "true");
        }
    }

    private BrowserSession withShortTokens(String user) {
        gateway.realm().setClientAttribute(Revoking.NOTHING.clientId(), "access.token.lifespan", "3");
        try {
            BrowserSession browser = gateway.browserOf(user, Revoking.NOTHING.path);
            Instant signedIn = Instant.now();
            assertTrue(Waiting.until(() -> Instant.now().isAfter(signedIn.plusSeconds(4)), Duration.ofSeconds(10)));
            return browser;
        } finally {
            gateway.realm().setClientAttribute(Revoking.NOTHING.clientId(), "access.token.lifespan", "");
        }
    }

    private void requireEnd(Answer end, String sentence) {
        assertEquals(200, end.status(), end::toString);
        assertTrue(end.uri().toString().startsWith(gateway.url("/oidc/logged-out?state=")), end::toString);
        assertTrue(end.body().contains(sentence), end::toString);
    }
}
