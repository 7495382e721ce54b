package example.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The routes of orders.properties, in the very gateway that will serve them. */
@ExtendWith(Ground.class)
@ArquillianTest
class OrdersRouteIT {
    private final Browser browser = new Browser();
    private final String page = Ground.url() + "/orders/7?print=yes";

    @Deployment(testable = false)
    static WebArchive gateway() {
        return ShrinkWrap.createFromZipFile(WebArchive.class, new File(System.getProperty("curfew.war")));
    }

    @Test
    void anonymousIsSentToLogin() {
        HttpResponse<String> toLogin = browser.firstAnswer(page);
        assertEquals(303, toLogin.statusCode());
        String location = toLogin.headers().firstValue("Location").orElse("");
        assertTrue(location.startsWith(Ground.PROVIDER.issuer() + "/authorize?"), location);

        assertEquals(401, browser.fetch(page).statusCode(), "a script is told, not sent away");
    }

    @Test
    void signedInRequestReachesTheApplicationAndSaysWhoAsks() {
        HttpResponse<String> answer = browser.open(page);
        assertEquals(page, answer.uri().toString());
        assertEquals("/7?print=yes for user-1 (alice), cookies null", answer.body());
    }

    @Test
    void backChannelLogoutEndsIt() {
        browser.open(page);
        assertEquals(200, browser.fetch(page).statusCode());

        HttpResponse<String> answer = new Browser()
                .form(Ground.url() + "/oidc/backchannel-logout", "logout_token", Ground.PROVIDER.logoutToken());

        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals(401, browser.fetch(page).statusCode());
    }

    @Test
    void theButtonSignsOut() {
        browser.open(page);
        HttpResponse<String> answer = browser.press(Ground.url() + "/orders/logout");
        assertTrue(answer.uri().toString().startsWith(Ground.url() + "/oidc/logged-out"), answer.uri()::toString);
        assertEquals(401, browser.fetch(page).statusCode());
    }
}
