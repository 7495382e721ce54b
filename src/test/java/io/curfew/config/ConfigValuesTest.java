package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.curfew.config.FixedConfig.Source;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConfigValuesTest {
    private static final Source BASE = Source.of(
            100,
            "curfew.public_url",
            "https://apps.example.com",
            "curfew.issuer",
            "https://id.example.com",
            "curfew.client_id",
            "gateway",
            "curfew.client_secret",
            "s3cr3t",
            "curfew.route.my-app.path",
            "/base",
            "curfew.route.my-app.upstream",
            "http://app");

    private static Settings read(Source... sources) {
        return ConfigReader.read(ConfigValues.from(new FixedConfig(sources), Optional.empty()), "");
    }

    private static String path(Source... sources) {
        return read(sources).routes().get(0).path();
    }

    @Test
    void aSystemPropertyBeatsTheEnvironmentBeatsTheFileBeatsTheApplication() {
        Source file = Source.file("curfew.route.my-app.path", "/file");
        Source environment = Source.environment("CURFEW_ROUTE_MY_APP_PATH", "/environment");
        Source property = Source.systemProperties("curfew.route.my-app.path", "/property");
        Source variable = Source.of(500, "curfew.route.my-app.path", "/variable");

        assertEquals("/base", path(BASE));
        assertEquals("/file", path(BASE, file));
        assertEquals("/environment", path(BASE, environment, file));
        assertEquals("/property", path(BASE, environment, file, property));
        assertEquals("/variable", path(variable, BASE, property, environment, file));
    }

    @Test
    void aVariableSetsWhatTheNamedRouteDoesNotHaveYet() {
        Settings settings = read(BASE, Source.environment("CURFEW_ROUTE_MY_APP_LOGOUT_URI_SUFFIX", "/bye"));
        assertEquals(1, settings.routes().size());
        assertEquals("my-app", settings.routes().get(0).name());
        assertEquals("/bye", settings.routes().get(0).logout().uriSuffix());
    }

    @Test
    void anEmptyVariableHidesWhatTheFileSets() {
        Source file = Source.file("curfew.logout_uri_suffix", "/logout");
        assertEquals("/logout", read(BASE, file).routes().get(0).logout().uriSuffix());
        assertEquals(
                null,
                read(BASE, file, Source.environment("CURFEW_LOGOUT_URI_SUFFIX", ""))
                        .routes()
                        .get(0)
                        .logout()
                        .uriSuffix());
    }

    @Test
    void routesComeFromTheEnvironmentAlone() {
        Settings settings = read(Source.environment(
                "CURFEW_PUBLIC_URL", "https://apps.example.com",
                "CURFEW_ISSUER", "https://id.example.com",
                "CURFEW_CLIENT_ID", "gateway",
                "CURFEW_CLIENT_SECRET", "s3cr3t",
                "CURFEW_CONFIG", "",
                "PATH", "/usr/bin",
                "CURFEW_SERVICE_HOST", "10.0.0.1",
                "CURFEW_SERVICE_PORT_HTTP", "9080",
                "CURFEW_PORT", "tcp://10.0.0.1:9080",
                "CURFEW_PORT_9080_TCP_ADDR", "10.0.0.1",
                "CURFEW_ROUTE_ORDERS_PATH", "/orders",
                "CURFEW_ROUTE_ORDERS_UPSTREAM", "http://orders",
                "CURFEW_ROUTE_ORDERS_LOGOUT_REVOKE_ACCESS_TOKEN", "false",
                "CURFEW_ROUTE_ORDERS_LOGOUT_REVOKE", "true",
                "CURFEW_ROUTE_BACK_OFFICE_PATH", "/office",
                "CURFEW_ROUTE_BACK_OFFICE_UPSTREAM", "http://office"));

        assertEquals(
                List.of("back_office", "orders"),
                settings.routes().stream().map(Route::name).toList());
        assertEquals(false, settings.routes().get(1).logout().revokeAccessToken());
        assertEquals(true, settings.routes().get(1).logout().revoke());
    }

    @Test
    void oneVariableStandsForEveryRouteItFits() {
        Source routes = Source.file(
                "curfew.route.my_app.path", "/other",
                "curfew.route.my_app.upstream", "http://other");
        Settings settings = read(BASE, routes, Source.environment("CURFEW_ROUTE_MY_APP_STRIP_PATH", "false"));
        assertEquals(
                List.of(false, false),
                settings.routes().stream()
                        .map(route -> route.upstream().stripPath())
                        .toList());
    }

    @Test
    void aNameThatOnlyEchoesAVariableIsNoFaultAndOneThatSomebodyWroteIs() {
        Source environment = Source.environment("CURFEW_CLIENT_ID", "other");
        assertEquals("other", read(BASE, environment).registrations().get(0).clientId());
        assertFaults(
                "curfew.client.id: Not a parameter; did you mean curfew.client_id?",
                Optional.empty(),
                BASE,
                environment,
                Source.systemProperties("curfew.client.id", "other"));
    }

    @Test
    void anExpressionThatCannotBeResolvedIsAFaultThatShowsNoValue() {
        assertFaults(
                "curfew.client_secret: Holds an expression ${…} that cannot be resolved."
                        + " Set what it names, or write \\${ if no expression is meant.",
                Optional.empty(),
                Source.systemProperties("curfew.client_secret", "se${cret"),
                BASE);
    }

    @Test
    void aFileThatIsNotThereIsAFault() {
        assertFaults(
                "CURFEW_CONFIG: The file '/nowhere/curfew.properties' does not exist. Create it, or unset CURFEW_CONFIG.",
                Optional.of("/nowhere/curfew.properties"),
                Source.environment("CURFEW_CONFIG", "/nowhere/curfew.properties"),
                BASE);
    }

    @Test
    void aFileNamedWhereItCannotBeSeenIsAFault() {
        assertFaults(
                "CURFEW_CONFIG: Must be an environment variable or a system property; here it names no file.",
                Optional.empty(),
                Source.of(500, "CURFEW_CONFIG", "/etc/curfew.properties"),
                BASE);
    }

    private static void assertFaults(String fault, Optional<String> location, Source... sources) {
        RawValues raw = ConfigValues.from(new FixedConfig(sources), location);
        ConfigFaultsException thrown = assertThrows(ConfigFaultsException.class, () -> ConfigReader.read(raw, ""));
        List<String> found = thrown.faults().stream()
                .map(each -> each.key() + ": " + each.sentence())
                .filter(each -> !each.startsWith("curfew.client_secret: Missing"))
                .toList();
        assertEquals(List.of(fault), found);
    }
}
