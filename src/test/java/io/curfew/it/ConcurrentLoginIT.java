package io.curfew.it;

import static io.curfew.it.SharedGateway.ELSEWHERE;
import static io.curfew.it.SharedGateway.ORDERS;
import static io.curfew.it.SharedGateway.PASSWORD;
import static io.curfew.it.SharedGateway.REPORTS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several tabs of one browser log in at the same time. */
@ExtendWith(SharedServers.class)
final class ConcurrentLoginIT {
    private final SharedGateway gateway;

    ConcurrentLoginIT(SharedGateway gateway) {
        this.gateway = gateway;
    }

    @Test
    void twoLoginsBegunBeforeEitherIsFinishedBothComeBackToTheirOwnPage() {
        BrowserSession browser = new BrowserSession();
        String firstStart = start(browser, ORDERS + "/first?tab=1");
        String secondStart = start(browser, REPORTS + "/second?tab=2");

        Answer second = browser.login(secondStart, gateway.newUser(), PASSWORD);
        Answer first = browser.get(firstStart);

        requireCameBack(second, REPORTS + "/second?tab=2");
        requireCameBack(first, ORDERS + "/first?tab=1");
        assertTrue(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(browser, REPORTS));
    }

    /** Two tabs that both show Keycloak's login form; Keycloak itself carries the second one on. */
    @Test
    void twoLoginFormsInTwoTabs() {
        BrowserSession browser = new BrowserSession();
        String user = gateway.newUser();
        Answer firstForm = browser.get(gateway.url(ORDERS + "/first?tab=1"));
        Answer secondForm = browser.get(gateway.url(REPORTS + "/second?tab=2"));

        Answer first = browser.submitLogin(firstForm, user, PASSWORD);
        requireCameBack(first, ORDERS + "/first?tab=1");
        assertTrue(gateway.letsIn(browser, ORDERS));
        Answer second = browser.submitLogin(secondForm, user, PASSWORD);
        requireCameBack(second, REPORTS + "/second?tab=2");
        assertTrue(gateway.letsIn(browser, ORDERS));
    }

    @Test
    void loginsAtTwoProvidersAtTheSameTime() {
        BrowserSession browser = new BrowserSession();
        String here = start(browser, ORDERS + "/here");
        String elsewhere = start(browser, ELSEWHERE + "/elsewhere");

        Answer firstAnswer = browser.login(here, gateway.newUser(), PASSWORD);
        Answer secondAnswer = browser.login(elsewhere, SharedGateway.newUser(gateway.elsewhere()), PASSWORD);

        requireCameBack(firstAnswer, ORDERS + "/here");
        requireCameBack(secondAnswer, ELSEWHERE + "/elsewhere");
        assertTrue(gateway.letsIn(browser, ORDERS));
        assertTrue(gateway.letsIn(browser, ELSEWHERE));
    }

    @Test
    void aCallbackIsGoodOnce() {
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.login(gateway.url(ORDERS + "/page"), gateway.newUser(), PASSWORD);
        String callback = answer.passed(gateway.url("/oidc/callback?")).toString();

        Answer again = browser.get(callback);

        assertEquals(400, again.status(), again::toString);
        assertTrue(again.body().contains("This sign-in is over"), again::toString);
        assertTrue(gateway.letsIn(browser, ORDERS), "the session that it made");
    }

    /** Opens a page and stops where the gateway sends the browser to the provider. */
    private String start(BrowserSession browser, String path) {
        Answer answer = browser.getWithoutRedirect(gateway.url(path));
        assertEquals(303, answer.status(), answer::toString);
        return answer.header("Location");
    }

    private void requireCameBack(Answer answer, String path) {
        assertEquals(gateway.url(path), answer.uri().toString(), answer::toString);
        assertTrue(answer.body().startsWith("GET " + path.substring(path.indexOf('/', 1)) + "\n"), answer::toString);
    }
}
