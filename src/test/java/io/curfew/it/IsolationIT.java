package io.curfew.it;

import static io.curfew.it.SharedGateway.ELSEWHERE;
import static io.curfew.it.SharedGateway.ORDERS;
import static io.curfew.it.SharedGateway.REPORTS;
import static io.curfew.it.SharedGateway.SUBJECT_ONLY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.HtmlForm;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routes of different clients and of different issuers behind one gateway have nothing to do with each other. */
@ExtendWith(SharedServers.class)
final class IsolationIT {
    private final SharedGateway gateway;
    private String user = "";
    private String userElsewhere = "";
    private BrowserSession browser = new BrowserSession();

    IsolationIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @BeforeEach
    void users() {
        user = gateway.newUser();
        userElsewhere = SharedGateway.newUser(gateway.elsewhere());
        browser = gateway.browserOf(user, ORDERS);
    }

    @Test
    void aSessionCountsForTheRoutesOfItsClientOnly() {
        assertTrue(gateway.letsIn(browser, REPORTS), "another route of the same client");
        assertFalse(gateway.letsIn(browser, SUBJECT_ONLY), "a route of another client of the same realm");
        assertFalse(gateway.letsIn(browser, ELSEWHERE), "a route of another realm");
    }

    @Test
    void eachHasACookieOfItsOwnAndTheOtherOnesValueIsWorthNothing() {
        Cookie ours = sessionCookies().get(0);
        gateway.open(browser, SUBJECT_ONLY);
        gateway.logIn(browser, userElsewhere, ELSEWHERE);
        List<Cookie> all = sessionCookies();
        assertEquals(3, all.stream().map(Cookie::name).distinct().count(), "cookie names");
        assertEquals(3, all.stream().map(Cookie::value).distinct().count(), "cookie values");
        for (String path : List.of(ORDERS, SUBJECT_ONLY, ELSEWHERE)) {
            assertTrue(gateway.letsIn(browser, path), path);
        }

        for (Cookie theirs : all) {
            if (!theirs.equals(ours)) {
                browser.cookies().put(theirs.withValue(ours.value()));
            }
        }

        assertTrue(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, SUBJECT_ONLY));
        assertFalse(gateway.letsIn(browser, ELSEWHERE));
    }

    @Test
    void noUpstreamSeesTheSessionCookieOfAnotherRoute() {
        gateway.logIn(browser, userElsewhere, ELSEWHERE);
        for (String path : List.of(ORDERS, ELSEWHERE)) {
            Answer answer = browser.fetch(gateway.url(path + "/api"));
            assertTrue(answer.body().startsWith("GET /api\n"), answer::toString);
            for (Cookie cookie : sessionCookies()) {
                assertFalse(answer.body().contains(cookie.value()), answer::toString);
            }
        }
    }

    @Test
    void signingOutOfOneRealmLeavesTheOther() {
        gateway.logIn(browser, userElsewhere, ELSEWHERE);

        Answer end = browser.post(gateway.url(ORDERS + "/logout"), Map.of());

        end.passed(gateway.realm().issuer());
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(browser, ELSEWHERE));
        assertEquals(List.of(), gateway.realm().sids(user));
        assertEquals(1, gateway.elsewhere().sids(userElsewhere).size());

        gateway.logIn(browser, user, ORDERS);
        end = browser.post(gateway.url(ELSEWHERE + "/logout"), Map.of());

        end.passed(gateway.elsewhere().issuer());
        assertTrue(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, ELSEWHERE));
        assertEquals(List.of(), gateway.elsewhere().sids(userElsewhere));
    }

    @Test
    void theEndOfASessionInOneRealmLeavesTheOther() {
        gateway.logIn(browser, userElsewhere, ELSEWHERE);
        gateway.realm().logOutAllSessions(user);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(browser, ELSEWHERE));

        gateway.elsewhere().logOutAllSessions(userElsewhere);
        assertFalse(gateway.letsIn(browser, ELSEWHERE));
    }

    /** Both clients take part in one session at Keycloak, and that is what ends. */
    @Test
    void signingOutOfOneClientEndsTheSessionsOfTheOtherClientsAtTheSameKeycloakSession() {
        gateway.open(browser, SUBJECT_ONLY);
        assertTrue(gateway.letsIn(browser, SUBJECT_ONLY));

        browser.post(gateway.url(ORDERS + "/logout"), Map.of());

        assertFalse(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, SUBJECT_ONLY));
    }

    @Test
    void theGatewaysOwnSignOutEndsAllSessionsOfTheBrowser() {
        gateway.logIn(browser, userElsewhere, ELSEWHERE);

        Answer page = browser.get(gateway.url("/oidc/logout"));
        Answer end = browser.submit(HtmlForm.in(page, "/oidc/logout"));

        assertTrue(end.body().contains("Your 2 sessions here have ended."), end::toString);
        assertFalse(gateway.letsIn(browser, ORDERS));
        assertFalse(gateway.letsIn(browser, ELSEWHERE));
    }

    private List<Cookie> sessionCookies() {
        return browser.cookies().all().stream()
                .filter(cookie -> cookie.host().equals("localhost"))
                .filter(cookie -> cookie.name().matches("curfew(-[0-9a-f]{8})?"))
                .toList();
    }
}
