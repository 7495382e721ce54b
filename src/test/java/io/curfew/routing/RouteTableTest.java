package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static RouteTable table(String... paths) {
        return new RouteTable(Stream.of(paths)
                .map(path -> new RouteBuilder().path(path).build())
                .toList());
    }

    private static String routeOf(RouteTable table, String path) {
        return table.match(new RequestPath(path))
                .map(match -> match.route().path())
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "/orders,/orders",
        "/orders/,/orders",
        "/orders/1,/orders",
        "/orders/archive,/orders/archive",
        "/orders/archive/2020/1,/orders/archive",
        "/orders/archives,/orders",
        "/ordersx,none",
        "/order,none",
        "/Orders,none",
        "/,none",
        "/shop/a/b,/shop/a/b",
        "/shop/a,none",
        "/gr%C3%BCn/x,/gr%C3%BCn",
    })
    void longestRouteOnWholeSegmentsWins(String path, String expected) {
        assertEquals(expected, routeOf(table("/orders", "/orders/archive", "/shop/a/b", "/gr%C3%BCn"), path));
    }

    @ParameterizedTest
    @CsvSource({"/,''", "/x,''", "/x/y/z,''", "/orders,/orders", "/ordersx,''"})
    void rootRouteTakesWhatIsLeft(String path, String expected) {
        assertEquals(expected, routeOf(table("", "/orders"), path));
    }

    @Test
    void noRoutesMatchNothing() {
        assertEquals("none", routeOf(table(), "/x"));
    }

    @Test
    void eachOfFiveHundredRoutesIsFound() {
        List<Route> routes = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            routes.add(new RouteBuilder().path("/team" + i % 7 + "/app" + i).build());
        }
        RouteTable table = new RouteTable(routes);
        for (Route route : routes) {
            assertEquals(route.path(), routeOf(table, route.path() + "/deep/below/it"));
            assertEquals("none", routeOf(table, route.path() + "x/deep"));
        }
    }

    @Test
    void matchKeepsThePathThatWasDecidedOn() {
        RequestPath path = new RequestPath("/orders/1");
        assertEquals(path, table("/orders").match(path).orElseThrow().path());
        assertThrows(IllegalArgumentException.class, () -> new RouteBuilder().match("/other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders/",
                "orders",
                "/a//b",
                "/a/../b",
                "/%41",
                "/a%c3%bc",
                "/a(b)",
                "/a%28b",
                "/a b",
                "/a%20b"
            })
    void routePathThatCouldBeSpelledInAnotherWayIsRefused(String path) {
        String message =
                assertThrows(IllegalArgumentException.class, () -> table(path)).getMessage();
        assertTrue(String.valueOf(message).contains("must start with a slash"), message);
    }

    @Test
    void twoRoutesWithOnePathAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> table("/orders", "/orders"));
    }
}
