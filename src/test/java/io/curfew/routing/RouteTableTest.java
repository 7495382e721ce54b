package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTableTest {
    private static RouteTable table(String... paths) {
        return new RouteTable(
                RouteBuilder.PUBLIC_URL,
                Stream.of(paths)
                        .map(path -> new RouteBuilder().path(path).build())
                        .toList());
    }

    private static Optional<RouteMatch> match(RouteTable table, String method, String path) {
        return table.at("apps.example.com")
                .match(new RequestPath(path), method, match -> LogoutTrigger.signsOut(match, method, null));
    }

    private static String routeOf(RouteTable table, String path) {
        return match(table, "GET", path).map(match -> match.route().path()).orElse("none");
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
        RouteTable table = new RouteTable(RouteBuilder.PUBLIC_URL, routes);
        for (Route route : routes) {
            assertEquals(route.path(), routeOf(table, route.path() + "/deep/below/it"));
            assertEquals("none", routeOf(table, route.path() + "x/deep"));
        }
    }

    @Test
    void matchKeepsThePathThatWasDecidedOn() {
        RequestPath path = new RequestPath("/orders/1");
        assertEquals(
                path, match(table("/orders"), "GET", "/orders/1").orElseThrow().path());
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

    @ParameterizedTest
    @CsvSource({"/orders/1,/orders,/1", "/o/1,/o,/1", "/shop/orders,/shop/orders,''", "/shop,none,", "/orderso,none,"})
    void aRouteIsFoundByEachOfItsPathsAndKnowsByWhich(String path, String expected, String below) {
        RouteTable table = new RouteTable(
                RouteBuilder.PUBLIC_URL,
                List.of(new RouteBuilder().path("/orders", "/o", "/shop/orders").build()));
        Optional<RouteMatch> match = match(table, "GET", path);
        assertEquals(expected, match.map(RouteMatch::routePath).orElse("none"));
        assertEquals(below, match.map(RouteMatch::pathBelowRoute).orElse(null));
    }

    /** By the names that the builder gives: path and methods. */
    private static String takerOf(String method, String path, RouteBuilder... routes) {
        RouteTable table = new RouteTable(
                RouteBuilder.PUBLIC_URL,
                Stream.of(routes).map(RouteBuilder::build).toList());
        return match(table, method, path).map(match -> match.route().name()).orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/orders/1,orders-GET-PUT",
        "PUT,/orders/1,orders-GET-PUT",
        "POST,/orders/1,orders-POST",
        "DELETE,/orders/1,orders",
        "get,/orders/1,orders",
        "HEAD,/orders/1,orders",
        "GET,/orders/archive/1,orders-archive-GET",
        "POST,/orders/archive/1,orders-POST",
        "get,/orders/archive/1,orders",
        "GET,/other,none",
    })
    void theMethodDecidesBetweenRoutesOfOnePathAndAnotherOneFallsToAShorterPath(
            String method, String path, String expected) {
        assertEquals(
                expected,
                takerOf(
                        method,
                        path,
                        new RouteBuilder(),
                        new RouteBuilder().takes("GET", "PUT"),
                        new RouteBuilder().takes("POST"),
                        new RouteBuilder().path("/orders/archive").takes("GET")));
    }

    @Test
    void aMethodThatNobodyTakesIsNobodys() {
        assertEquals("none", takerOf("PUT", "/orders/1", new RouteBuilder().takes("GET")));
        assertEquals("none", takerOf("get", "/orders/1", new RouteBuilder().takes("GET")));
        assertEquals("orders-GET", takerOf("GET", "/orders/1", new RouteBuilder().takes("GET")), "control");
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/orders/logout,orders-GET",
        "DELETE,/orders/logout,orders-GET",
        "PUT,/orders/logout,root",
        "POST,/orders/logouts,root",
        "POST,/logout,root",
    })
    void aRequestThatSignsOutOfARouteIsItsWithAnyMethod(String method, String path, String expected) {
        RouteBuilder rest = new RouteBuilder().path("").suffix(null);
        assertEquals(expected, takerOf(method, path, rest, new RouteBuilder().takes("GET")));
    }

    @Test
    void aSignOutIsThatOfTheRouteThatTakesTheMethodIfItIsOneThereToo() {
        RouteBuilder get = new RouteBuilder().takes("GET");
        assertEquals("orders-POST", takerOf("POST", "/orders/logout", get, new RouteBuilder().takes("POST")));
        assertEquals(
                "orders-GET",
                takerOf(
                        "POST",
                        "/orders/logout",
                        get,
                        new RouteBuilder().takes("POST").suffix(null)));
    }

    @Test
    void routesOfOnePathMustNotShareAMethod() {
        for (String[] overlap : new String[][] {{"GET"}, {"GET", "POST"}}) {
            List<Route> routes = List.of(
                    new RouteBuilder().takes("GET").build(),
                    new RouteBuilder().takes(overlap).build());
            assertThrows(IllegalArgumentException.class, () -> new RouteTable(RouteBuilder.PUBLIC_URL, routes));
        }
        new RouteTable(
                RouteBuilder.PUBLIC_URL,
                List.of(
                        new RouteBuilder().takes("GET").build(),
                        new RouteBuilder().takes("POST").build(),
                        new RouteBuilder().build()));
    }

    @ParameterizedTest
    @CsvSource({"/orders/1,orders-POST", "/x,root", "/orders/archive,orders-archive-GET"})
    void aBrowserThatNavigatesComesToARouteEvenIfNoneTakesAGet(String path, String expected) {
        List<Route> routes = List.of(
                new RouteBuilder().takes("POST").build(),
                new RouteBuilder().path("/orders/archive").takes("GET").build());
        List<Route> withRoot = Stream.concat(
                        routes.stream(),
                        Stream.of(new RouteBuilder().path("").takes("PUT").build()))
                .toList();
        RouteTable table = new RouteTable(RouteBuilder.PUBLIC_URL, expected.startsWith("root") ? withRoot : routes);
        String name = table.at("apps.example.com")
                .matchNavigation(new RequestPath(path))
                .orElseThrow()
                .route()
                .name();
        assertTrue(name.startsWith(expected), name);
    }
}
