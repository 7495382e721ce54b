package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a command finds of a configuration is what the server would find. */
class ProcessValuesTest {
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "CURFEW_PUBLIC_URL", "https://apps.example.com",
            "CURFEW_ISSUER", "https://id.example.com",
            "CURFEW_CLIENT_ID", "gateway",
            "CURFEW_CLIENT_SECRET", "of the environment",
            "CURFEW_ROUTE_ORDERS_PATH", "/orders",
            "CURFEW_ROUTE_ORDERS_UPSTREAM", "http://app",
            "PATH", "/bin"));
    private final Map<String, String> properties = new HashMap<>(Map.of("java.home", "/jdk"));

    private Settings read() {
        return ConfigReader.read(ProcessValues.of(properties, environment), "");
    }

    private String secret() {
        return read().registrations().get(0).clientSecret().value();
    }

    @Test
    void aPropertyBeatsTheEnvironmentBeatsTheFile(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("curfew.properties"),
                "curfew.client_secret=of the file\ncurfew.route.orders.logout_uri_suffix=/bye\n");
        environment.put("CURFEW_CONFIG", file.toString());
        assertEquals("of the environment", secret());
        assertEquals("/bye", read().routes().get(0).logout().uriSuffix());

        environment.remove("CURFEW_CLIENT_SECRET");
        assertEquals("of the file", secret());

        properties.put("curfew.client_secret", "of the property");
        assertEquals("of the property", secret());
    }

    @Test
    void anEmptyVariableHidesWhatTheFileSets(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("curfew.properties"), "curfew.route.orders.logout_uri_suffix=/bye\n");
        properties.put("CURFEW_CONFIG", file.toString());
        environment.put("CURFEW_ROUTE_ORDERS_LOGOUT_URI_SUFFIX", "");
        assertEquals(null, read().routes().get(0).logout().uriSuffix());
    }

    @Test
    void expressionsAreResolved() {
        environment.put("VAULT_SECRET", "deep");
        for (Map.Entry<String, String> written : Map.of(
                        "a${VAULT_SECRET}b", "adeepb",
                        "${vault.secret}", "deep",
                        "${missing:else}", "else",
                        "${missing:${VAULT_SECRET}}", "deep",
                        "a\\${VAULT_SECRET}", "a${VAULT_SECRET}",
                        "a$$b$c", "a$b$c",
                        "end$", "end$")
                .entrySet()) {
            environment.put("CURFEW_CLIENT_SECRET", written.getKey());
            assertEquals(written.getValue(), secret(), written.getKey());
        }
    }

    @Test
    void anExpressionThatLeadsNowhereIsAFault() {
        for (String written : new String[] {"${missing}", "${CURFEW_CLIENT_SECRET}", "${open"}) {
            environment.put("CURFEW_CLIENT_SECRET", written);
            ConfigFaultsException faults = assertThrows(ConfigFaultsException.class, this::read, written);
            assertTrue(
                    faults.faults().stream()
                            .anyMatch(fault -> fault.key().equals("CURFEW_CLIENT_SECRET")
                                    && fault.sentence().startsWith("Holds an expression")),
                    faults::getMessage);
        }
    }

    @Test
    void allFaultsAreTold() {
        environment.put("CURFEW_LEEWAY", "soon");
        environment.put("CURFEW_CLIENT_IDD", "x");
        environment.put("CURFEW_CONFIG", "/nowhere/at/all");
        ConfigFaultsException faults = assertThrows(ConfigFaultsException.class, this::read);
        assertEquals(3, faults.faults().size(), faults::getMessage);
    }
}
