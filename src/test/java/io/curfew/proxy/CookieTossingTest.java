package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RouteBuilder;
import io.curfew.page.RequestCookies;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack: an application, or a page of a neighbouring host, sets a cookie that some reader takes for one of the gateway's, past {@code __Host-}; or
 * makes the gateway hand its own on to an application.
 */
class CookieTossingTest {
    private static final String NAME = "__Host-curfew";

    private final OwnCookies own = new OwnCookies(List.of(
            new RouteBuilder().build(), new RouteBuilder().cookieName("$sid").build()));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=b,__Host-curfew=planted",
                "a=b, __Host-curfew=planted",
                "a=\"b,__Host-curfew=planted\"",
                "$__Host-curfew=planted",
                "$$__Host-curfew=planted",
                "$ __Host-curfew=planted",
                "a=b,$__Host-curfew=planted",
                "a=b,c=d,__Host-curfew-login-12345678=planted",
                "a=b,wasoidcstate=planted"
            })
    void aCookieWithinAnotherIsReadByNobody(String pair) {
        RequestCookies read = RequestCookies.of(List.of(pair + "; " + NAME + "=real; ok=1"));
        assertEquals(Optional.of("real"), read.only(NAME), "it does not even make it doubtful");
        assertEquals(Optional.empty(), RequestCookies.of(List.of(pair)).only(NAME));
        assertEquals(Optional.of("ok=1"), own.without(pair + "; " + NAME + "=real; ok=1"));
        assertTrue(own.isSetBy(pair + "; Path=/; Domain=example.com"));
    }

    /** Browsers look at the prefix of a name behind these alone. */
    @ParameterizedTest
    @ValueSource(strings = {"\u000b", "\f", "\u001c", "\u00a0", "\u0085", "\u2000", "\ufeff", "\0"})
    void otherBlanksArePartOfTheName(String blank) {
        assertEquals(
                Optional.empty(),
                RequestCookies.of(List.of(blank + NAME + "=planted")).only(NAME));
        assertEquals(
                Optional.empty(),
                RequestCookies.of(List.of(NAME + blank + "=planted")).only(NAME));
        assertEquals(
                Optional.of("x"),
                RequestCookies.of(List.of(" \t" + NAME + " = x\t")).only(NAME),
                "control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; b=2|1",
                "a=1; a=1|1",
                "a=1; a=2|",
                "b=2|",
                "A=1|",
                "a|",
                "a=|''",
                "a=b=c|b=c",
                "a=\"1\"|1",
                "a=\"|\"",
                ";;a=1;|1"
            })
    void oneReading(String field, String value) {
        assertEquals(
                Optional.ofNullable(value), RequestCookies.of(List.of(field)).only("a"));
    }

    @Test
    void othersStayAsTheyAre() {
        assertFalse(own.isSetBy("list=1,2,3; Path=/"));
        assertFalse(own.isSetBy("words=x,curfew,y"));
        assertFalse(own.isSetBy("$other=1"));
        assertEquals(Optional.of("list=1,2,3; $other=1"), own.without("list=1,2,3; $other=1; $sid=x"));
        assertTrue(own.isSetBy("$sid=x"));
        assertFalse(RequestCookies.of(List.of("a=secret")).toString().contains("secret"));
    }
}
