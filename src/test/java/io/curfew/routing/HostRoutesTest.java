package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostRoutesTest {
    private static final RouteBuilder SHOP =
            new RouteBuilder().path("/shop").hosts("app.example.com", "www.example.com");

    private static RouteTable table(RouteBuilder... routes) {
        return new RouteTable(
                RouteBuilder.PUBLIC_URL,
                Stream.of(routes).map(RouteBuilder::build).toList());
    }

    private static String taker(RouteTable table, String host, String method, String path) {
        return table.at(host)
                .match(new RequestPath(path), method, match -> LogoutTrigger.signsOut(match, method, null))
                .map(match -> match.route().name() + " at " + match.publicUrl().origin())
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "app.example.com,/shop/1,shop at https://app.example.com",
        "www.example.com,/shop/1,shop at https://www.example.com",
        "APP.Example.COM,/shop/1,shop at https://app.example.com",
        "app.example.com,/wiki/1,wiki at https://app.example.com",
        "apps.example.com,/wiki/1,wiki at https://apps.example.com",
        "other.example.com,/wiki/1,wiki at https://apps.example.com",
        "app.example.com,/shopping,none",
        "apps.example.com,/shop/1,none",
        "other.example.com,/shop/1,none",
        "example.com,/shop/1,none",
        "x.app.example.com,/shop/1,none",
        "app.example.com.,/shop/1,none",
        "app.example.com:443,/shop/1,none",
        "app.example.comx,/shop/1,none",
        "::1,/shop/1,none",
        "[::1],/shop/1,none",
        "127.0.0.1,/shop/1,none",
        "'',/shop/1,none",
    })
    void aRouteWithHostsIsAtTheseAlone(String host, String path, String expected) {
        assertEquals(expected, taker(table(SHOP, new RouteBuilder().path("/wiki")), host, "GET", path));
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com,GET,/orders/archive/1,root at https://a.example.com",
        "a.example.com,GET,/orders/1,root at https://a.example.com",
        "b.example.com,GET,/orders/archive/1,orders-archive at https://apps.example.com",
        "c.example.com,GET,/orders/archive/1,orders-archive at https://c.example.com",
        "c.example.com,POST,/x/1,x-POST at https://c.example.com",
        "c.example.com,GET,/x/1,none",
        "c.example.com,POST,/x/logout,x-POST at https://c.example.com",
        "c.example.com,DELETE,/x/logout,x-POST at https://c.example.com",
    })
    void theHostGoesBeforeTheLongerPath(String host, String method, String path, String expected) {
        RouteTable table = table(
                new RouteBuilder().path("").hosts("a.example.com"),
                new RouteBuilder().path("/orders/archive"),
                new RouteBuilder().path("/x").takes("POST").hosts("c.example.com"));
        assertEquals(expected, taker(table, host, method, path));
    }

    @Test
    void onePathMayBelongToOneRouteOfEachHost() {
        RouteTable table = table(
                new RouteBuilder().path("").takes("GET").hosts("a.example.com"),
                new RouteBuilder().path("").takes("GET", "PUT").hosts("b.example.com"),
                new RouteBuilder().path("").takes("POST").hosts("a.example.com"),
                new RouteBuilder().path("").takes("GET", "DELETE"));
        assertEquals("root-GET at https://a.example.com", taker(table, "a.example.com", "GET", "/"));
        assertEquals("root-GET-PUT at https://b.example.com", taker(table, "b.example.com", "GET", "/"));
        assertEquals("root-DELETE-GET at https://a.example.com", taker(table, "a.example.com", "DELETE", "/"));
        assertEquals("root-DELETE-GET at https://apps.example.com", taker(table, "c.example.com", "GET", "/"));
    }

    @Test
    void oneHostPathAndMethodBelongToOneRoute() {
        List<Route> routes = List.of(
                new RouteBuilder().hosts("a.example.com", "b.example.com").build(),
                new RouteBuilder().hosts("c.example.com", "b.example.com").build());
        assertThrows(IllegalArgumentException.class, () -> new RouteTable(RouteBuilder.PUBLIC_URL, routes));
        table(new RouteBuilder().hosts("a.example.com"), new RouteBuilder().hosts("c.example.com"));
    }

    @Test
    void schemePortAndContextRootAreThoseOfThePublicUrl() {
        PublicUrl url = new PublicUrl(URI.create("http://localhost:9080/gate"));
        RouteTable table = new RouteTable(url, List.of(SHOP.build()));
        assertEquals(
                "http://www.example.com:9080/gate/x",
                table.at("www.example.com").publicUrl().resolve("/x"));
        assertEquals(
                "http://localhost:9080/gate/x",
                table.at("evil.example").publicUrl().resolve("/x"));
    }

    @Test
    void whoComesWithoutAPathGoesToTheFirstRouteOfTheHost() {
        RouteTable table = table(new RouteBuilder().path("/wiki"), SHOP);
        assertEquals("shop", first(table, "app.example.com"));
        assertEquals("wiki", first(table, "other.example.com"));
        assertEquals("none", first(table(SHOP), "other.example.com"));
    }

    private static String first(RouteTable table, String host) {
        return table.at(host).first().map(Route::name).orElse("none");
    }

    @Test
    void aBrowserThatNavigatesComesToARouteOfTheHost() {
        RouteTable table = table(
                new RouteBuilder().path("/shop").takes("POST").hosts("app.example.com"),
                new RouteBuilder().path("/shop").takes("PUT"));
        assertEquals(Optional.of("shop-POST"), navigated(table, "app.example.com"));
        assertEquals(Optional.of("shop-PUT"), navigated(table, "apps.example.com"));
    }

    private static Optional<String> navigated(RouteTable table, String host) {
        return table.at(host).matchNavigation(new RequestPath("/shop/1")).map(match -> match.route()
                .name());
    }
}
