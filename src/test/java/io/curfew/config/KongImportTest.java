package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.KongPage.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A declarative file of Kong becomes a configuration that the gateway takes, and a report of the rest. */
class KongImportTest {
    /** A cookie that has Kong's default name gets ours. */
    private static final Set<String> NAMED_BY_THE_REGISTRATION =
            Set.of("session_cookie_name", "session_remember_cookie_name");

    private static final Path EXAMPLE = Path.of("src/test/resources/io/curfew/config/kong");

    private final Path directory;

    KongImportTest(@TempDir Path directory) {
        this.directory = directory;
    }

    @Test
    void theExampleBecomesTheseProperties() throws IOException {
        assertEquals(
                Files.readString(EXAMPLE.resolve("kong.properties")), example().text());
    }

    @Test
    void theExampleIsReportedLikeThis() throws IOException {
        assertEquals(
                Files.readString(EXAMPLE.resolve("kong-report.txt")), example().report());
    }

    @Test
    void theGatewayTakesTheExample() {
        Settings settings = example().settings();

        assertEquals(
                Set.of("orders-api", "orders-pages", "wiki"),
                settings.routes().stream().map(Route::name).collect(Collectors.toSet()));
        Route orders = route(settings, "orders-pages");
        assertEquals("https://id.example.com/realms/shop", orders.registration().issuer());
        assertEquals("/logout", orders.logout().uriSuffix());
        assertEquals(
                List.of("http://10.0.0.11:8080/app", "http://10.0.0.12:8080/app"),
                orders.upstream().servers().uris().stream()
                        .map(Object::toString)
                        .toList());
    }

    @Test
    void everyParameterThatBothHaveIsCarriedOver() {
        Set<String> written = example().values().keySet().stream()
                .map(key -> key.substring(key.lastIndexOf('.') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> both = KongParameters.NAMES.stream()
                .filter(name -> Parameters.named(name).isPresent())
                .collect(Collectors.toCollection(TreeSet::new));
        both.removeAll(written);
        assertEquals(Set.of(), both);
    }

    /** Otherwise a dump, which holds every default of Kong's, would become something else without a word. */
    @Test
    void whatIsNotWrittenIsTheDefaultOfBoth() throws IOException {
        for (Row row : KongPage.rows()) {
            Parameter<?> parameter = Parameters.named(row.parameter()).orElse(null);
            if (parameter == null
                    || row.kongsValue().isEmpty()
                    || NAMED_BY_THE_REGISTRATION.contains(row.parameter())) {
                continue;
            }
            KongImported imported =
                    KongImported.withConfig(directory, row.parameter() + ": [" + row.kongsValue() + "]");
            if (!imported.values().containsKey("curfew.route.orders." + row.parameter())) {
                assertEquals(row.kongsValue(), parameter.fallback(), row.parameter());
            }
        }
    }

    @Test
    void kongsDefaultThatApplicationsCountOnIsWrittenOut() {
        String key = "curfew.route.orders.upstream_access_token_header";
        KongImported silent = KongImported.of(directory, KongImported.VALID);
        assertEquals("authorization:bearer", silent.values().get(key));
        assertTrue(silent.report().contains("upstream_access_token_header: Kong's default was written out"));

        KongImported none = KongImported.withConfig(directory, "upstream_access_token_header: null");
        assertNull(none.values().get(key));
    }

    @Test
    void referencesAreReportedAndLeftOut() {
        for (String reference : List.of("\"{vault://env/x}\"", "${{ env \"DECK_X\" }}")) {
            String yaml = KongImported.VALID.replace("[s3cr3t-of-client]", reference);
            KongImported imported = KongImported.of(directory, yaml);
            assertFalse(imported.values().containsKey("curfew.route.orders.client_secret"));
            assertTrue(
                    imported.report().contains("client_secret: left out: the value is a reference"), imported.report());
        }
        KongImported control = KongImported.of(directory, KongImported.VALID);
        assertEquals("s3cr3t-of-client", control.values().get("curfew.route.orders.client_secret"));
    }

    @Test
    void noSecretIsInTheReport() {
        String report = example().report();
        for (String secret : List.of("0815", "8f2kLx0W", "s3cr3t", "0123456789")) {
            assertFalse(report.contains(secret), secret);
        }
    }

    @Test
    void secretsArriveAsTheyAre() {
        String secret = "a\\b=c:d#e!f'0755' é";
        KongImported imported = KongImported.of(
                directory, KongImported.VALID.replace("[s3cr3t-of-client]", "[ \"a\\\\b=c:d#e!f'0755' é\" ]"));
        assertEquals(secret, imported.values().get("curfew.route.orders.client_secret"));
        KongImported digits = KongImported.of(directory, KongImported.VALID.replace("s3cr3t-of-client", "0755"));
        assertEquals("0755", digits.values().get("curfew.route.orders.client_secret"));
    }

    @Test
    void routesThatWouldLetMoreUsersThroughAreCommentedOut() {
        assertTrue(KongImported.of(directory, KongImported.VALID).values().containsKey("curfew.route.orders.path"));
        for (String config : List.of(
                "domains: [example.com]",
                "consumer_claim: [sub]",
                "roles_required: [\"a,b\"]",
                "roles_required: [\"{vault://env/role}\"]",
                "roles_required: [a]\n        roles_claim: [\"a,b\"]",
                "roles_required: [a]\n        roles_claim: [\"{vault://env/claim}\"]",
                "claims_forbidden: [\"a,b\"]")) {
            KongImported restricted = KongImported.withConfig(directory, config);
            assertFalse(restricted.values().containsKey("curfew.route.orders.path"), config);
            assertTrue(restricted.text().contains("#curfew.route.orders.path=/orders\n"), config);
        }
    }

    @Test
    void whatIsDemandedIsCarriedOver() {
        KongImported imported = KongImported.withConfig(
                directory, "roles_required: [clerk, \"chief orders\"]", "roles_claim: [realm_access, roles]");
        Demands demands = route(imported.settings(), "orders").access().demands();
        assertEquals(
                List.of(new Demands.Demand(
                        "roles_required",
                        List.of("realm_access", "roles"),
                        List.of(Set.of("clerk"), Set.of("chief", "orders")))),
                demands.required());
    }

    @Test
    void whatHasNoEffectIsLeftOut() {
        Map<String, String> values = KongImported.withConfig(
                        directory, "roles_claim: [realm_access, roles]", "login_redirect_uri: [https://example.com/]")
                .values();
        assertFalse(values.containsKey("curfew.route.orders.roles_claim"));
        assertFalse(values.containsKey("curfew.route.orders.login_redirect_uri"));
        assertFalse(KongImported.withConfig(directory, "login_action: response")
                .values()
                .containsKey("curfew.route.orders.login_action"));
    }

    @Test
    void routesThatWouldTakeMoreRequestsAreLeftOut() {
        for (String condition : List.of(
                "headers: {x-beta: [\"1\"]}",
                "snis: [a.example.com]",
                "protocols: [grpc]",
                "hosts: [\"*.example.com\"]",
                "methods: [TRACE]",
                "expression: http.path == \"/a\"")) {
            String yaml = KongImported.VALID.replace("paths: [/orders]", "paths: [/orders]\n    " + condition);
            KongImported imported = KongImported.of(directory, yaml);
            assertEquals(2, imported.status(), condition);
            assertTrue(imported.report().contains("the route is left out"), imported.report());
        }
        String wider = KongImported.VALID.replace("paths: [/orders]", "paths: [\"~/orders$\"]");
        assertEquals(2, KongImported.of(directory, wider).status());
    }

    @Test
    void thePluginOfTheRouteWinsOverTheServicesAndThatOverTheOneForEverything() {
        String plugins = """
                plugins:
                - name: openid-connect
                  config: {issuer: "https://id.example.com/everywhere"}
                - name: openid-connect
                  service: {name: orders}
                  config: {issuer: "https://id.example.com/service"}
                """;
        String key = "curfew.route.orders.issuer";
        String all = KongImported.VALID + plugins;
        assertEquals(
                "https://id.example.com/realms/work",
                KongImported.of(directory, all).values().get(key));
        String service = all.replace("    - name: openid-connect", "    - name: openid-connect\n      enabled: false");
        assertEquals(
                "https://id.example.com/service",
                KongImported.of(directory, service).values().get(key));
        String everywhere = service.replace("service: {name: orders}", "service: billing")
                .replace("services:\n", "services:\n- name: billing\n  url: http://billing.internal\n");
        assertEquals(
                "https://id.example.com/everywhere",
                KongImported.of(directory, everywhere).values().get(key));
    }

    private static KongImported example() {
        return KongImported.of(EXAMPLE.resolve("kong.yaml"));
    }

    private static Route route(Settings settings, String name) {
        return settings.routes().stream()
                .filter(route -> route.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
