package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogoutTriggerTest {
    @ParameterizedTest
    @CsvSource({
        "/orders/logout,true",
        "/orders/a/logout,true",
        "/orders/xlogout,false",
        "/orders/logout/,false",
        "/orders/logout/x,false",
        "/orders/Logout,false",
        "/orders/logouts,false",
        "/orders,false",
        "/orders/logout%20,false",
    })
    void suffixOnTheNormalisedPathSignsOut(String path, boolean expected) {
        assertEquals(expected, LogoutTrigger.signsOut(new RouteBuilder().match(path), "POST", null));
        assertEquals(expected, LogoutTrigger.signsOut(new RouteBuilder().match(path), "DELETE", "a=/logout"));
    }

    @ParameterizedTest
    @CsvSource({"/orders/%6Cogout,true", "/orders/%6c%6f%67%6f%75%74,true", "/orders/logout,true", "/orders/logou,false"
    })
    void everySpellingOfTheSuffixIsTheSuffix(String raw, boolean expected) {
        RequestPath path = ((PathVerdict.Normal) RequestPath.of(raw, "")).path();
        assertEquals(expected, LogoutTrigger.signsOut(new RouteBuilder().match(path.value()), "POST", null));
    }

    @ParameterizedTest
    @CsvSource({"GET", "HEAD", "PUT", "OPTIONS", "post"})
    void otherMethodsAreOrdinaryRequests(String method) {
        RouteMatch match = new RouteBuilder().queryArg("logout").match("/orders/logout");
        assertFalse(LogoutTrigger.signsOut(match, method, "logout=1"));
        assertTrue(LogoutTrigger.signsOut(match, "POST", "logout=1"));
    }

    @Test
    void getSignsOutOnlyWhereItIsAllowed() {
        RouteBuilder route = new RouteBuilder().methods("GET");
        assertTrue(LogoutTrigger.signsOut(route.match("/orders/logout"), "GET", null));
        assertFalse(LogoutTrigger.signsOut(route.match("/orders/logout"), "POST", null));
    }

    @Test
    void routePathItselfIsNoSuffix() {
        RouteBuilder route = new RouteBuilder().path("/logout");
        assertFalse(LogoutTrigger.signsOut(route.match("/logout"), "POST", null));
        assertTrue(LogoutTrigger.signsOut(route.match("/logout/logout"), "POST", null));
        assertTrue(LogoutTrigger.signsOut(new RouteBuilder().path("").match("/logout"), "POST", null));
    }

    @Test
    void withoutSettingsNothingSignsOut() {
        RouteBuilder route = new RouteBuilder().suffix(null);
        assertFalse(LogoutTrigger.signsOut(route.match("/orders/logout"), "POST", "logout"));
        assertFalse(LogoutTrigger.signsOut(new RouteBuilder().suffix("").match("/orders"), "POST", null));
    }

    @ParameterizedTest
    @CsvSource({
        "logout,true",
        "logout=,true",
        "logout=0,true",
        "a=1&logout,true",
        "a=1&&logout=x,true",
        "log%6Fut=1,true",
        "Logout=1,false",
        "xlogout=1,false",
        "logoutx=1,false",
        "a=logout,false",
        "a&b=&=logout,false",
        "a=1;logout=1,false",
        "'',false",
        "%zz=1&logout,true",
        "logout%=1,false",
    })
    void argumentIsFoundByItsDecodedName(String form, boolean expected) {
        assertEquals(expected, LogoutTrigger.namesArgument(form, "logout"));
        RouteMatch match = new RouteBuilder().suffix(null).queryArg("logout").match("/orders/a");
        assertEquals(expected, LogoutTrigger.signsOut(match, "POST", form));
    }

    /** Looking for the sign of each name through all that follows would take hours. */
    @Test
    void aFormOfManyNamesTakesNoLongerThanItIsLong() {
        String form = "a&".repeat(2_000_000);
        assertTimeoutPreemptively(
                Duration.ofSeconds(30), () -> assertFalse(LogoutTrigger.namesArgument(form, "logout")));
        assertTrue(LogoutTrigger.namesArgument(form + "logout=1", "logout"), "control");
    }

    @Test
    void namesAreDecodedAsForms() {
        assertTrue(LogoutTrigger.namesArgument("sign+out=1", "sign out"));
        assertTrue(LogoutTrigger.namesArgument("sign%20out", "sign out"));
        assertTrue(LogoutTrigger.namesArgument("tsch%C3%BCss", "tsch\u00FCss"));
        assertFalse(LogoutTrigger.namesArgument("sign+out=1", "sign+out"));
    }

    @ParameterizedTest
    @CsvSource({
        "POST,application/x-www-form-urlencoded,true",
        "POST,Application/X-WWW-Form-Urlencoded ; charset=utf-8,true",
        "DELETE,application/x-www-form-urlencoded,false",
        "GET,application/x-www-form-urlencoded,false",
        "POST,application/json,false",
        "POST,,false",
    })
    void bodyIsReadOnlyForPostedForms(String method, String contentType, boolean expected) {
        assertEquals(
                expected,
                LogoutTrigger.dependsOnBody(
                        new RouteBuilder().postArg("logout").match("/orders"), method, contentType));
        assertFalse(LogoutTrigger.dependsOnBody(new RouteBuilder().match("/orders"), method, contentType));
    }
}
