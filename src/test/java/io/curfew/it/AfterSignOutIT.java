package io.curfew.it;

import static io.curfew.it.SharedGateway.FAREWELL;
import static io.curfew.it.SharedGateway.ORDERS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.HtmlForm;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where a sign-out ends, with a session or without, and what a {@code state} is good for. */
@ExtendWith(SharedServers.class)
final class AfterSignOutIT {
    private static final Map<String, String> EMPTY_FORM = Map.of();
    private static final String NEUTRAL = "this visit belongs to no sign-out";

    private final SharedGateway gateway;

    AfterSignOutIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void aStrangerWhoSignsOutGoesToKeycloakAndEndsWell() {
        BrowserSession stranger = new BrowserSession();
        stranger.get(gateway.url("/oidc/logout"));
        Answer answer = stranger.post(gateway.url(ORDERS + "/logout"), EMPTY_FORM);
        requireEndsWell(stranger, answer);
    }

    /** The user is not signed in here any more, but still is at Keycloak, which asks since nothing proves who wants it. */
    @Test
    void aUserWhoseSessionHereIsGoneSignsOutAtKeycloak() {
        String user = gateway.newUser();
        BrowserSession browser = gateway.browserOf(user, ORDERS);
        forgetSession(browser);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertEquals(1, gateway.realm().sids(user).size());

        Answer answer = browser.post(gateway.url(ORDERS + "/logout"), EMPTY_FORM);

        requireEndsWell(browser, answer);
        assertEquals(List.of(), gateway.realm().sids(user));
    }

    @Test
    void theConfiguredPageIsReachedWithAStateOfThisSignOut() {
        BrowserSession browser = gateway.browserOf(gateway.newUser(), FAREWELL);

        Answer end = browser.post(gateway.url(FAREWELL + "/logout"), EMPTY_FORM);

        end.passed(gateway.realm().issuer() + "/protocol/openid-connect/logout");
        end.passed(gateway.url("/oidc/logged-out?"));
        assertEquals(gateway.farewellPage(), end.uri().toString());
        assertFalse(gateway.letsIn(browser, FAREWELL));
    }

    @Test
    void aForgedStateLeadsNowhere() {
        BrowserSession browser = gateway.browserOf(gateway.newUser(), FAREWELL);
        String state = stateOf(signOutByScript(browser, FAREWELL));
        char last = state.charAt(state.length() - 3);
        String forged = state.substring(0, state.length() - 3)
                + (last == 'A' ? 'B' : 'A')
                + state.substring(state.length() - 2);

        requireNeutral(browser.get(gateway.url("/oidc/logged-out?state=" + forged)));
        requireNeutral(browser.get(gateway.url("/oidc/logged-out?state=https://evil.example/")));
        requireNeutral(browser.get(gateway.url("/oidc/logged-out")));
    }

    @Test
    void theStateOfAnotherBrowserLeadsNowhere() {
        BrowserSession alice = gateway.browserOf(gateway.newUser(), FAREWELL);
        BrowserSession mallory = gateway.browserOf(gateway.newUser(), FAREWELL);
        String ofAlice = stateOf(signOutByScript(alice, FAREWELL));
        String ofMallory = stateOf(signOutByScript(mallory, FAREWELL));

        requireNeutral(new BrowserSession().get(gateway.url("/oidc/logged-out?state=" + ofMallory)));
        Answer control = mallory.get(gateway.url("/oidc/logged-out?state=" + ofMallory));
        assertEquals(gateway.farewellPage(), control.uri().toString());
        requireNeutral(mallory.get(gateway.url("/oidc/logged-out?state=" + ofAlice)));
    }

    @Test
    void aStateIsGoodOnce() {
        BrowserSession browser = gateway.browserOf(gateway.newUser(), FAREWELL);
        String state = stateOf(signOutByScript(browser, FAREWELL));

        Answer first = browser.get(gateway.url("/oidc/logged-out?state=" + state));
        assertEquals(gateway.farewellPage(), first.uri().toString());
        requireNeutral(browser.get(gateway.url("/oidc/logged-out?state=" + state)));
    }

    /** Keycloak asks, where there is something to end; the answer leads back here. */
    private void requireEndsWell(BrowserSession browser, Answer answer) {
        Answer end = answer;
        if (answer.uri().toString().startsWith(gateway.realm().issuer())) {
            end = browser.submit(HtmlForm.in(answer, "logout-confirm"));
        }
        assertEquals(200, end.status(), end::toString);
        assertTrue(end.uri().toString().startsWith(gateway.url("/oidc/logged-out?")), end::toString);
        assertTrue(end.body().contains("You are signed out"), end::toString);
        assertTrue(end.body().contains("You had no open session here any more."), end::toString);
    }

    private static void requireNeutral(Answer answer) {
        assertEquals(200, answer.status(), answer::toString);
        assertEquals(List.of(), answer.trail(), answer::toString);
        assertTrue(answer.body().contains(NEUTRAL), answer::toString);
        assertFalse(answer.body().contains("evil.example"), answer::toString);
    }

    /** Signs out without going on to Keycloak; returns where the browser was to go. */
    private String signOutByScript(BrowserSession browser, String path) {
        Answer answer = browser.fetch("POST", gateway.url(path + "/logout"), Map.of());
        assertEquals(200, answer.status(), answer::toString);
        return answer.body()
                .replaceFirst(".*\"end_session_url\":\"([^\"]*)\".*", "$1")
                .strip();
    }

    private static String stateOf(String endSessionUrl) {
        String state = endSessionUrl.replaceFirst(".*[?&]state=([^&]*).*", "$1");
        assertTrue(state.length() > 40 && !state.contains("/"), endSessionUrl);
        return state;
    }

    private static void forgetSession(BrowserSession browser) {
        Cookie cookie = Objects.requireNonNull(browser.cookies().find("curfew"));
        browser.cookies().put(cookie.withValue("A".repeat(cookie.value().length())));
    }
}
