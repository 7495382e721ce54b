package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.curfew.config.Route;
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

    @ParameterizedTest
    @CsvSource({
        "/orders/public,true",
        "/orders/public/,true",
        "/orders/public/a/b,true",
        "/orders/a/b,true",
        "/orders/a/b/c,true",
        "/orders/publicity,false",
        "/orders/Public,false",
        "/orders/public%20,false",
        "/orders/a,false",
        "/orders/a/bc,false",
        "/orders/x/public,false",
        "/orders/orders/public,false",
        "/orders,false",
        "/orders/,false",
        "/o/public,true",
        "/o/publicity,false",
        "/o/orders/public,false",
    })
    void anAnonymousPathIsBehindThePathThatMatched(String path, boolean anonymous) {
        Route route = new RouteBuilder()
                .path("/orders", "/o")
                .anonymousPaths("/public", "/a/b")
                .build();
        String routePath = path.startsWith("/orders") ? "/orders" : "/o";
        assertEquals(
                anonymous,
                new RouteMatch(route, routePath, new RequestPath(path), RouteBuilder.PUBLIC_URL).isAnonymous());
    }

    @ParameterizedTest
    @CsvSource({"'',/,true", "'',/x,true", "/orders,/orders,true", "/orders,/orders/x/y,true"})
    void allOfARouteCanBeAnonymous(String route, String path, boolean anonymous) {
        assertEquals(
                anonymous,
                new RouteBuilder().path(route).anonymousPaths("").match(path).isAnonymous());
        assertFalse(new RouteBuilder().path(route).match(path).isAnonymous(), "control");
    }

    @ParameterizedTest
    @CsvSource({"/public,true", "/publicity,false", "/x/public,false", "/,false"})
    void anAnonymousPathOfTheRootIsFromTheTop(String path, boolean anonymous) {
        assertEquals(
                anonymous,
                new RouteBuilder()
                        .path("")
                        .anonymousPaths("/public")
                        .match(path)
                        .isAnonymous());
    }

    @Test
    void noQueryGivesNoQuestionMark() {
        assertEquals("/orders", new RouteBuilder().match("/orders").forwardTarget("", null));
    }
}
