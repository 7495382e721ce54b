package io.curfew.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.TestProvider;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The command: what it is told, what it prints, how it ends. */
class DoctorCommandTest {
    private static final String SECRET = "kept-by-the-gateway";

    private final TestProvider provider = TestProvider.start();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "CURFEW_PUBLIC_URL", "https://apps.example.com",
            "CURFEW_ISSUER", provider.issuer(),
            "CURFEW_CLIENT_ID", "gateway",
            "CURFEW_CLIENT_SECRET", SECRET,
            "CURFEW_ROUTE_ORDERS_PATH", "/orders",
            "CURFEW_ROUTE_ORDERS_UPSTREAM", "http://app"));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    DoctorCommandTest() {
        provider.signIns().client("gateway", SECRET);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private int run(String... words) {
        out.reset();
        problems.reset();
        return new DoctorCommand(
                        environment,
                        new ByteArrayInputStream("\n".getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(problems, true, StandardCharsets.UTF_8))
                .run(List.of(words), Map.of(), Clock.systemUTC());
    }

    private String report() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void endsWithZeroWhereThereIsNoFault() {
        assertEquals(0, run(), this::report);
        assertTrue(report().startsWith("configuration\n  fine     The configuration has no faults.\n"), this::report);
        // the issuer is http
        assertTrue(report().endsWith("\n\nfaults: 0, warnings: 1, mended: 0\n"), this::report);
    }

    @Test
    void endsWithOneWhereThereIsAFault() {
        environment.put("CURFEW_CLIENT_SECRET", "another-secret");
        assertEquals(1, run(), this::report);
        assertTrue(
                report().contains("  fault    client_refused: The token endpoint answered 401 invalid_client to the"
                        + " client 'gateway'.\n           why: "),
                this::report);
        assertFalse(report().contains("another-secret"), this::report);
    }

    @Test
    void endsWithOneAndAllFaultsOfTheConfiguration() {
        environment.remove("CURFEW_CLIENT_ID");
        environment.put("CURFEW_LEEWAY", "soon");
        assertEquals(1, run());
        assertTrue(report().startsWith("The configuration has 2 fault(s):\n"), this::report);
        assertEquals(0, provider.requests(TestProvider.DISCOVERY));
    }

    @Test
    void endsWithTwoWhereItIsNotTold() {
        for (String words : List.of(
                "now",
                "--fix",
                "--keycloak-admin",
                "--keycloak-admin a --keycloak-admin b",
                "--keycloak-url http://x")) {
            assertEquals(2, run(words.split(" ")), words);
            assertEquals("", report());
            assertTrue(problems.toString(StandardCharsets.UTF_8).startsWith("The doctor takes"), problems::toString);
        }
    }

    @Test
    void aPasswordIsNeededAndGoesToOneKeycloakOnly() {
        assertEquals(2, run("--keycloak-admin", "admin"));
        assertTrue(problems.toString(StandardCharsets.UTF_8).contains("is a realm of Keycloak"), problems::toString);

        environment.put("CURFEW_ISSUER", provider.issuer() + "/realms/work");
        assertEquals(2, run("--keycloak-admin", "admin"));
        assertTrue(problems.toString(StandardCharsets.UTF_8).contains("password is missing"), problems::toString);

        environment.put("KEYCLOAK_ADMIN_PASSWORD", "of the admin");
        environment.put("CURFEW_ROUTE_SHOP_PATH", "/shop");
        environment.put("CURFEW_ROUTE_SHOP_UPSTREAM", "http://shop");
        environment.put("CURFEW_ROUTE_SHOP_SESSION_COOKIE_NAME", "__Host-shop");
        environment.put("CURFEW_ROUTE_SHOP_ISSUER", "https://id.example.com/realms/work");
        assertEquals(2, run("--keycloak-admin", "admin"));
        assertTrue(
                problems.toString(StandardCharsets.UTF_8)
                        .contains("--keycloak-url and one of: " + provider.issuer() + ", https://id.example.com"),
                problems::toString);
        assertEquals(2, run("--keycloak-admin", "admin", "--keycloak-url", "https://evil.example.com"));
    }

    @Test
    void theServersPropertiesCount() {
        assertEquals(
                Map.of("curfew.leeway", "10", "javax.net.ssl.trustStore", "/etc/trust.p12", "empty", ""),
                ServerOptions.of(Map.of(
                        "JVM_ARGS",
                        " -Xmx512m -Dcurfew.leeway=10  -Djavax.net.ssl.trustStore=/etc/trust.p12 -Dempty= -Dflag")));
        assertEquals(Map.of(), ServerOptions.of(Map.of()));
    }
}
