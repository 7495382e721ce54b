package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.TestProvider;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A user's way through a gateway, wherever it runs: in, through, and out again by each door. */
final class GatewayWalk {
    private static final String CLIENT = "gateway";

    private final String publicUrl;
    private final TestProvider provider;
    private final BrowserSession browser;
    private String sid = "";

    /**
     * Before the first step.
     *
     * @param publicUrl where the browser reaches the gateway, which has a route {@code /orders} with a sign-out at {@code /logout}
     */
    GatewayWalk(String publicUrl, TestProvider provider, BrowserSession browser) {
        this.publicUrl = publicUrl;
        this.provider = provider;
        this.browser = browser;
    }

    String publicUrl() {
        return publicUrl;
    }

    /** Opens a page of the application, signs in on the way, and is back on it; at the provider it is a new session. */
    void signIn() {
        sid = UUID.randomUUID().toString();
        provider.signIns().user("alice", sid);
        String page = publicUrl + "/orders/list?page=2";
        Answer answer = browser.get(page);
        answer.passed(provider.issuer() + TestProvider.AUTHORIZE);
        assertEquals(page, answer.uri().toString());
        assertEquals(200, answer.status(), answer::toString);
        assertEquals("GET /list?page=2 reached the upstream", answer.body());
    }

    boolean isSignedIn() {
        return browser.getWithoutRedirect(publicUrl + "/orders/").status() == 200;
    }

    /** The user presses the application's sign-out button. */
    void signOut() {
        Answer answer = browser.post(publicUrl + "/orders/logout", Map.of());
        answer.passed(provider.issuer() + TestProvider.END_SESSION);
        assertTrue(answer.uri().toString().startsWith(publicUrl + "/oidc/logged-out"), answer::toString);
        assertEquals(200, answer.status(), answer::toString);
    }

    /** The provider says that the user's session is over. Returns the status of the answer. */
    int sendLogoutToken(BrowserSession providersClient) {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), CLIENT, provider.keys().current(), Instant.now())
                .claim("sid", sid)
                .build();
        return providersClient
                .postFrom(provider.issuer(), publicUrl + "/oidc/backchannel-logout", Map.of("logout_token", token))
                .status();
    }

    /** All of it, one after the other; ends signed out. */
    void goAllTheWay(BrowserSession providersClient) {
        signIn();
        assertTrue(isSignedIn());
        assertEquals(200, sendLogoutToken(providersClient));
        assertFalse(isSignedIn());
        signIn();
        signOut();
        assertFalse(isSignedIn());
    }
}
