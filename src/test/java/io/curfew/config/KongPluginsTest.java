package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which plugins of a file count for a route, what other plugins mean for it, and references to nothing. */
class KongPluginsTest {
    /** A route whose plugins stand at the root. */
    private static final String BARE = """
            _format_version: "3.0"
            services:
            - name: billing
              url: http://billing.internal
            - name: orders
              id: 5e1c
              url: http://orders.internal:8080
              routes:
              - name: orders
                id: 7f3a
                paths: [/orders]
              - name: other
                id: 9b2d
                paths: [/other]
            plugins:
            - name: prometheus
            """;

    private final Path directory;

    KongPluginsTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "service: orders",
                "service: {id: 5e1c}",
                "route: orders",
                "route: {id: 7f3a}",
                "route: orders, service: orders"
            })
    void theNarrowestPluginCounts(String scope) {
        String everywhere = login("everywhere", "");
        assertEquals("everywhere", issuerOf(KongImported.of(directory, BARE + everywhere)));
        assertEquals("narrow", issuerOf(KongImported.of(directory, BARE + everywhere + login("narrow", scope))));
    }

    @Test
    void ofTheNarrowPluginsThatOfRouteAndServiceCountsThenTheRoutes() {
        String both = login("both", "route: orders, service: orders");
        String route = login("route", "route: orders");
        String service = login("service", "service: orders");
        KongImported imported = KongImported.of(directory, BARE + service + route + both);
        assertEquals("both", issuerOf(imported));
        assertTrue(
                imported.reports("route orders: plugin openid-connect: left out: another one counts here."),
                imported.report());
        assertEquals("route", issuerOf(KongImported.of(directory, BARE + service + route)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "consumer: alice",
                "consumer_group: gold",
                "consumer: alice, route: orders",
                "consumer: {username: alice}, service: orders"
            })
    void aPluginOfSomeConsumersDoesNotCount(String scope) {
        KongImported imported = KongImported.of(directory, BARE + login("everywhere", "") + login("alice", scope));
        assertEquals("everywhere", issuerOf(imported));
        assertTrue(
                imported.reports(
                        "all routes: plugin openid-connect: left out: it holds for some consumers alone, and Curfew"
                                + " has no consumers."),
                imported.report());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: openid-connect, route: {id: 0000}",
                "name: openid-connect, service: typo",
                "name: openid-connect, route: orders, service: billing",
                "name: acl, route: {id: 0000}",
                "name: one-of-our-own, service: typo",
                "name: openid-connect, _config: typo",
            })
    void aPluginThatGuardsNobodyKnowsWhatMakesTheFileUnusable(String plugin) {
        String yaml = BARE + login("everywhere", "");
        assertEquals(0, KongImported.of(directory, yaml).status());
        KongImported imported = KongImported.of(directory, yaml + "- {" + plugin + "}\n");
        assertEquals(2, imported.status(), imported.report());
        assertTrue(imported.report().contains("plugins[2]"), imported.report());
        KongImported off = KongImported.of(
                directory, yaml + "- {" + plugin.replace("_config: typo", "route: typo") + ", enabled: false}\n");
        assertEquals(Set.of("orders", "other"), off.routes());
    }

    @Test
    void aPluginThatOnlyLooksOnMayHoldForNothing() {
        KongImported imported =
                KongImported.of(directory, BARE + login("everywhere", "") + "- {name: statsd, route: typo}\n");
        assertEquals(Set.of("orders", "other"), imported.routes());
        assertTrue(
                imported.reports("all routes: plugin statsd: left out: what it holds for is not in the file."),
                imported.report());
    }

    @Test
    void aPluginInAServiceThatNamesARouteMakesTheFileUnusable() {
        String nested = BARE.replace("  routes:\n", "  plugins: [{name: acl, route: other}]\n  routes:\n");
        KongImported imported = KongImported.of(directory, nested + login("everywhere", ""));
        assertEquals(2, imported.status());
        assertTrue(imported.report().contains("services[1].plugins[0] stands in a service"), imported.report());
    }

    @ParameterizedTest
    @CsvSource({
        "acl, true",
        "ip-restriction, true",
        "request-termination, true",
        "opa, true",
        "key-auth, true",
        "jwt, true",
        "oauth2-introspection, true",
        "bot-detection, true",
        "request-validator, true",
        "pre-function, true",
        "mocking, true",
        "one-of-our-own, true",
        "rate-limiting, false",
        "request-transformer, false",
        "prometheus, false",
        "cors, false",
    })
    void whatMayRefuseRequestsMakesTheRouteAComment(String name, boolean mayRefuse) {
        for (String scope : Set.of("", ", service: orders", ", route: orders")) {
            KongImported imported =
                    KongImported.of(directory, BARE + login("everywhere", "") + "- {name: " + name + scope + "}\n");
            assertEquals(mayRefuse, imported.comments().contains("orders"), name + scope + imported.report());
            assertEquals(mayRefuse, !imported.routes().contains("orders"), name + scope);
            assertEquals(
                    mayRefuse && !scope.endsWith("route: orders"),
                    imported.comments().contains("other"),
                    name + scope);
            assertEquals(
                    mayRefuse,
                    imported.reports("route orders: plugin " + name
                            + ": its lines are commented out, as more requests may get through than at Kong."),
                    imported.report());
            KongImported off = KongImported.of(
                    directory, BARE + login("everywhere", "") + "- {name: " + name + scope + ", enabled: false}\n");
            assertEquals(Set.of("orders", "other"), off.routes());
        }
    }

    @Test
    void whatIsSwitchedOnByAReferenceIsTakenAsOn() {
        String yaml =
                BARE + login("everywhere", "") + "- {name: acl, route: orders, enabled: \"${{ env 'DECK_X' }}\"}\n";
        KongImported imported = KongImported.of(directory, yaml);
        assertEquals(Set.of("orders"), imported.comments());
        assertTrue(
                imported.reports("route orders: plugin acl: enabled is a reference; it is taken as switched on."),
                imported.report());
    }

    private static String login(String issuer, String scope) {
        return "- name: openid-connect\n  config: {issuer: \"https://id.example.com/" + issuer
                + "\", client_id: [x], client_secret: [x]}\n"
                + (scope.isEmpty() ? "" : "  " + scope.replace(", ", "\n  ") + "\n");
    }

    private static String issuerOf(KongImported imported) {
        return imported.values().getOrDefault("curfew.route.orders.issuer", "").replace("https://id.example.com/", "");
    }
}
