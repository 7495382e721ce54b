package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.routing.RouteTable;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.Sighting;
import io.curfew.session.WatchedSessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSessionTest {
    private static final String HOST = "apps.example.com";

    private final EmbeddedStore store = EmbeddedStore.local();
    private final Sessions sessions = new Sessions(
            store.caches(),
            new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom()),
            new SettableClock(),
            new SecureRandom(),
            Duration.ofDays(1));
    private final WatchedSessions watched = new WatchedSessions(store.caches(), sessions);
    private final PageSession pages = new PageSession(
            new RouteTable(
                    RouteBuilder.PUBLIC_URL, List.of(route("/orders"), route("/orders/admin"), route("/reports"))),
            watched);

    private static Route route(String path) {
        return new RouteBuilder().path(path).build();
    }

    @AfterEach
    void close() {
        watched.close();
        store.close();
    }

    private PageVerdict look(@Nullable String query, Map<String, String> headers) {
        return pages.look(new PageRequest(
                HOST, query, headers::get, route -> new Presented(Optional.empty(), Optional.empty(), null)));
    }

    private String path(@Nullable String query, Map<String, String> headers) {
        PageVerdict.Seen seen = assertInstanceOf(PageVerdict.Seen.class, look(query, headers));
        assertEquals(new Sighting.Nobody(), seen.sighting());
        return seen.route().path();
    }

    @ParameterizedTest
    @CsvSource({
        "at=%2Freports%2Fa,/reports",
        "at=/reports,/reports",
        "at=%2Forders%2Fadmin%2Fx,/orders/admin",
        "at=%2Forders%2Fadministration,/orders",
        "x=1&at=%2Freports,/reports"
    })
    void thePathThatThePageNamesCounts(String query, String path) {
        assertEquals(path, path(query, Map.of("Referer", "https://apps.example.com/orders/")));
    }

    @Test
    void elseThePathThatTheBrowserNames() {
        assertEquals("/reports", path(null, Map.of("Referer", "https://apps.example.com/reports/page?x=1")));
        assertEquals("/reports", path("other=1", Map.of("Referer", "https://apps.example.com/reports")));
    }

    @Test
    void elseTheFirstRoute() {
        String first = path(null, Map.of());
        assertEquals(first, path(null, Map.of("Referer", "https://evil.example/reports/")));
        assertEquals(first, path(null, Map.of("Referer", "https://apps.example.com/nowhere")));
        assertEquals(first, path(null, Map.of("Referer", "::")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at=%2Fnowhere",
                "at=",
                "at=reports",
                "at=https%3A%2F%2Fapps.example.com%2Freports",
                "at=%2Freports&at=%2Forders",
                "at=%2",
                "at=%2Freports%2F%252e%252e%2F%00"
            })
    void whatIsNoPathOfARouteIsNoRoute(String query) {
        assertInstanceOf(PageVerdict.NoRoute.class, look(query, Map.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site,cross-site",
        "Sec-Fetch-Site,same-site",
        "Sec-Fetch-Site,Same-Origin",
        "Origin,https://evil.example",
        "Origin,null",
        "Origin,http://apps.example.com"
    })
    void pagesOfOtherOriginsAreNotTold(String field, String value) {
        assertInstanceOf(PageVerdict.Foreign.class, look("at=%2Freports", Map.of(field, value)));
    }

    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,same-origin", "Sec-Fetch-Site,none", "Origin,https://apps.example.com"})
    void pagesOfTheGatewaysOriginAre(String field, String value) {
        assertEquals("/reports", path("at=%2Freports", Map.of(field, value)));
    }
}
