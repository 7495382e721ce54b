package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.ground.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteMatchTest {
    @ParameterizedTest
    @CsvSource({
        "/orders,/orders/1,'',/orders/1",
        "/orders,/orders,'',/orders",
        "/orders,/orders/,'',/orders/",
        "/orders,/orders/1,/base,/base/orders/1",
        "'',/,'',/",
        "'',/x,'/base',/base/x",
        "'',/,/base,/base/",
    })
    void targetIsBaseAndPath(String route, String path, String base, String expected) {
        RouteMatch match = new RouteBuilder().path(route).match(path);
        assertEquals(expected, match.forwardTarget(base, null));
    }

    @ParameterizedTest
    @CsvSource({
        "/orders,/orders/1,'',/1",
        "/orders,/orders/gr%C3%BC%20n,'',/gr%C3%BC%20n",
        "/orders,/orders,'',/",
        "/orders,/orders/,'',/",
        "/orders,/orders,/base,/base",
        "/orders,/orders/,/base,/base/",
        "/orders,/orders/orders,'',/orders",
        "'',/x,'',/x",
        "'',/,'',/",
    })
    void strippedTargetLeavesTheRoutePathOut(String route, String path, String base, String expected) {
        RouteMatch match = new RouteBuilder().path(route).stripPath().match(path);
        assertEquals(expected, match.forwardTarget(base, null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "`` ?",
                "a=1&b=%2F%2f+c ?a=1&b=%2F%2f+c",
                "a=%zz&%&%u0041 ?a=%zz&%&%u0041",
                "a={b}|[c]\"<d>^'\\ ?a={b}|[c]\"<d>^'\\",
                "a=/../..;x?y ?a=/../..;x?y",
            })
    void queryIsPassedAsItIs(String query, String expected) {
        assertEquals(
                "/orders/1" + expected, new RouteBuilder().match("/orders/1").forwardTarget("", query));
    }

    @Test
    void whatNoTargetMayHoldIsEncodedInTheQuery() {
        RouteMatch match = new RouteBuilder().match("/orders");
        assertEquals(
                "/orders?a=1%20HTTP/1.1%0D%0AX-User:%20root", match.forwardTarget("", "a=1 HTTP/1.1\r\nX-User: root"));
        assertEquals("/orders?a%23b%00%09%7F%C3%BC", match.forwardTarget("", "a#b\0\t\u007F\u00FC"));
    }

    @Test
    void noQueryGivesNoQuestionMark() {
        assertEquals("/orders", new RouteBuilder().match("/orders").forwardTarget("", null));
    }
}
