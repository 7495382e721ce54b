package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.launch.DoctorCommand;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.authorization.ResourceRepresentation;

/** The doctor finds what is wrong with the gateway's client in a real Keycloak, and mends of it what can be mended. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DoctorIT {
    private static final String GATEWAY = "https://apps.example.com";
    private static final Pattern FOUND = Pattern.compile("(?m)^  (?:fault|warning) +([a-z_]+):");
    private static final Pattern MENDED = Pattern.compile("(?m)^  mended +([a-z_]+):");

    private final KeycloakServer keycloak;
    private final KeycloakRealm realm;
    private final Map<String, String> environment;
    private final ClientRepresentation healthy;

    private record Run(int status, String report) {
        /** Without the notice that the issuer is http. */
        List<String> found() {
            return codes(FOUND, report).stream()
                    .filter(code -> !code.equals("configuration_notice"))
                    .toList();
        }

        List<String> mended() {
            return codes(MENDED, report);
        }

        private static List<String> codes(Pattern pattern, String report) {
            return pattern.matcher(report)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .distinct()
                    .toList();
        }
    }

    DoctorIT(KeycloakServer keycloak) {
        this.keycloak = keycloak;
        realm = KeycloakRealm.create(keycloak, "doctor");
        KeycloakClient client = new KeycloakClient(
                        "gateway",
                        "kept-by-the-gateway",
                        List.of(GATEWAY + "/oidc/callback"),
                        Map.of("post.logout.redirect.uris", GATEWAY + "/oidc/logged-out"))
                .withBackChannelLogout(GATEWAY + "/oidc/backchannel-logout")
                .withAttribute("access.token.lifespan", "77");
        realm.addClient(client);
        healthy = client();
        environment = new TreeMap<>(Map.of(
                "CURFEW_PUBLIC_URL",
                GATEWAY,
                "CURFEW_ISSUER",
                realm.issuer(),
                "CURFEW_CLIENT_ID",
                client.id(),
                "CURFEW_CLIENT_SECRET",
                client.secret(),
                "CURFEW_LOGOUT_REVOKE",
                "true",
                "CURFEW_ROUTE_ORDERS_PATH",
                "/orders",
                "CURFEW_ROUTE_ORDERS_UPSTREAM",
                "http://app",
                "KEYCLOAK_ADMIN_PASSWORD",
                keycloak.adminPassword()));
    }

    @BeforeEach
    void heal() {
        // an attribute that is not there stays as it is; an empty one goes
        client().getAttributes().keySet().stream()
                .filter(name -> !healthy.getAttributes().containsKey(name))
                .forEach(name -> realm.setClientAttribute("gateway", name, ""));
        realm.resource().clients().get(healthy.getId()).update(healthy);
    }

    @Test
    void nothingIsFoundInAHealthyClient() {
        for (Run run : List.of(run(), asAdmin(), asAdmin("--fix"))) {
            assertEquals(List.of(), run.found(), run::report);
            assertEquals(List.of(), run.mended(), run::report);
            assertEquals(0, run.status());
        }
    }

    @TestFactory
    Stream<DynamicTest> eachPlantedFaultIsFoundAndWhatCanBeMendedIsMended() {
        return Arrays.stream(PlantedFault.values())
                .map(fault -> dynamicTest(fault.name(), () -> requireFoundAndMended(fault)));
    }

    private void requireFoundAndMended(PlantedFault fault) {
        heal();
        ClientRepresentation ill = client();
        fault.in(ill);
        realm.resource().clients().get(ill.getId()).update(ill);

        Run outside = run();
        assertEquals(fault.outside.isEmpty() ? List.of() : List.of(fault.outside), outside.found(), outside::report);
        Run inside = asAdmin();
        assertEquals(List.of(fault.inside), inside.found(), inside::report);
        assertFalse(inside.report().contains(keycloak.adminPassword()), inside::report);
        assertFalse(inside.report().contains("kept-by-the-gateway"), inside::report);

        Run mending = asAdmin("--fix");
        if (!fault.mendable) {
            assertEquals(List.of(fault.inside), mending.found(), mending::report);
            assertEquals(List.of(), mending.mended(), mending::report);
            return;
        }
        assertEquals(List.of(fault.inside), mending.mended(), mending::report);
        for (Run clean : List.of(mending, asAdmin(), run())) {
            assertEquals(List.of(), clean.found(), clean::report);
            assertEquals(0, clean.status());
        }
        requireLikeHealthy(client(), ill, fault);
    }

    @Test
    void aClientThatDemandsAProofKeyIsHealthy() {
        realm.setClientAttribute("gateway", "pkce.code.challenge.method", "S256");
        for (Run run : List.of(run(), asAdmin())) {
            assertEquals(List.of(), run.found(), run::report);
        }
        Map<String, String> without = new TreeMap<>(environment);
        without.put("CURFEW_REQUIRE_PROOF_KEY_FOR_CODE_EXCHANGE", "false");
        assertEquals(List.of("authorization_refused"), run(without).found());
    }

    /** Keycloak deletes them when a change of the client does not name them. */
    @Test
    void authorizationServicesAndTheirResourcesStay() {
        ClientRepresentation ill = client();
        ill.setServiceAccountsEnabled(true);
        ill.setAuthorizationServicesEnabled(true);
        PlantedFault.BACKCHANNEL_URL.in(ill);
        ClientResource resource = realm.resource().clients().get(ill.getId());
        resource.update(ill);
        try (Response made = resource.authorization().resources().create(new ResourceRepresentation("orders"))) {
            assertEquals(201, made.getStatus());
        }
        String serviceAccount = resource.getServiceAccountUser().getId();

        Run mending = asAdmin("--fix");

        assertEquals(List.of("keycloak_backchannel_url"), mending.mended(), mending::report);
        assertEquals(
                1, resource.authorization().resources().findByName("orders").size());
        assertEquals(serviceAccount, resource.getServiceAccountUser().getId());
        assertEquals(healthy.getSecret(), client().getSecret());
    }

    /** What was not ill is as it was; redirect URIs are added, and those that were there stay. */
    private void requireLikeHealthy(ClientRepresentation mended, ClientRepresentation ill, PlantedFault fault) {
        List<String> uris = new ArrayList<>(ill.getRedirectUris());
        if (fault == PlantedFault.REDIRECT_URIS) {
            uris.add(GATEWAY + "/oidc/callback");
        }
        assertEquals(
                uris.stream().sorted().toList(),
                mended.getRedirectUris().stream().sorted().toList());
        Map<String, String> attributes = new TreeMap<>(healthy.getAttributes());
        if (fault == PlantedFault.POST_LOGOUT_URIS) {
            attributes.put("post.logout.redirect.uris", "https://old.example.com/*##" + GATEWAY + "/oidc/logged-out");
        }
        Map<String, String> found = new TreeMap<>(mended.getAttributes());
        // Keycloak's own note of when the secret was made
        found.remove("client.secret.creation.time");
        attributes.remove("client.secret.creation.time");
        assertEquals(attributes, found);
        assertEquals(healthy.getSecret(), mended.getSecret());
        assertEquals(healthy.isPublicClient(), mended.isPublicClient());
        assertEquals(healthy.isDirectAccessGrantsEnabled(), mended.isDirectAccessGrantsEnabled());
        assertEquals(healthy.isConsentRequired(), mended.isConsentRequired());
        assertEquals(
                healthy.getProtocolMappers().size(), mended.getProtocolMappers().size());
        assertEquals(healthy.getDefaultClientScopes(), mended.getDefaultClientScopes());
    }

    @Test
    void aClientThatIsNotThere() {
        environment.put("CURFEW_CLIENT_ID", "nobody");
        try {
            assertEquals(List.of("client_unknown"), run().found());
            assertEquals(List.of("keycloak_client_missing"), asAdmin("--fix").found());
        } finally {
            environment.put("CURFEW_CLIENT_ID", "gateway");
        }
    }

    @Test
    void whatTheConfigurationHasWrong() {
        Map<String, List<String>> cases = Map.of(
                "CURFEW_ISSUER=" + realm.issuer() + "/",
                List.of("issuer_differs"),
                "CURFEW_ISSUER=" + keycloak.issuer("nowhere"),
                List.of("discovery_unusable"),
                "CURFEW_ID_TOKEN_SIGNED_RESPONSE_ALG=ES256",
                List.of("keys_unfit"),
                "CURFEW_SCOPES=openid,unheard-of",
                List.of("authorization_refused"),
                "CURFEW_PUBLIC_URL=https://other.example.com",
                List.of("redirect_uri_refused", "post_logout_uri_refused"));
        cases.forEach((wrong, codes) -> {
            String[] pair = wrong.split("=", 2);
            Map<String, String> changed = new TreeMap<>(environment);
            changed.put(pair[0], pair[1]);
            Run run = run(changed);
            assertEquals(codes, run.found(), run::report);
            assertEquals(1, run.status());
        });
    }

    @Test
    void anAdministratorWhoIsRefused() {
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put("KEYCLOAK_ADMIN_PASSWORD", "wrong");
        Run run = run(changed, "--keycloak-admin", KeycloakServer.ADMIN_USER);
        assertEquals(List.of("keycloak_refused"), run.found(), run::report);
        assertEquals(1, run.status());
    }

    /** Of the realm itself, with no other role than to manage its clients. */
    @Test
    void anAdministratorOfTheRealmIsEnough() {
        String id = realm.addUser("keeper", "of the keeper");
        String management = realm.resource()
                .clients()
                .findByClientId("realm-management")
                .get(0)
                .getId();
        var role = realm.resource()
                .clients()
                .get(management)
                .roles()
                .get("manage-clients")
                .toRepresentation();
        realm.resource().users().get(id).roles().clientLevel(management).add(List.of(role));
        ClientRepresentation ill = client();
        PlantedFault.BACKCHANNEL_SESSION.in(ill);
        realm.resource().clients().get(ill.getId()).update(ill);
        Map<String, String> changed = new TreeMap<>(environment);
        changed.put("KEYCLOAK_ADMIN_PASSWORD", "of the keeper");

        Run run = run(changed, "--keycloak-admin", "keeper", "--keycloak-admin-realm", "doctor", "--fix");

        assertEquals(List.of(), run.found(), run::report);
        assertEquals(List.of("keycloak_backchannel_session"), run.mended(), run::report);
    }

    /** {@code java -jar curfew.jar doctor}: the jar holds what the command needs, and starts no server for it. */
    @Test
    void theJarMends(@TempDir Path directory) throws IOException, InterruptedException {
        ClientRepresentation ill = client();
        PlantedFault.BACKCHANNEL_URL.in(ill);
        realm.resource().clients().get(ill.getId()).update(ill);

        Run first = process(directory, "doctor", "--keycloak-admin", KeycloakServer.ADMIN_USER);
        assertEquals(List.of("keycloak_backchannel_url"), first.found(), first::report);
        assertEquals(1, first.status());
        Run mending = process(directory, "doctor", "--keycloak-admin", KeycloakServer.ADMIN_USER, "--fix");
        assertEquals(List.of("keycloak_backchannel_url"), mending.mended(), mending::report);
        assertEquals(0, mending.status());
        assertEquals("", Files.readString(directory.resolve("problems")));
        assertEquals(2, process(directory, "doctor", "--fix").status());
    }

    private ClientRepresentation client() {
        return realm.resource().clients().findByClientId("gateway").get(0);
    }

    private Run asAdmin(String... more) {
        List<String> words = new ArrayList<>(List.of("--keycloak-admin", KeycloakServer.ADMIN_USER));
        words.addAll(List.of(more));
        return run(environment, words.toArray(String[]::new));
    }

    private Run run() {
        return run(environment);
    }

    private static Run run(Map<String, String> told, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
        int status = new DoctorCommand(told, new ByteArrayInputStream(new byte[0]), printer, printer)
                .run(List.of(words), Map.of(), Clock.systemUTC());
        return new Run(status, out.toString(StandardCharsets.UTF_8));
    }

    private Run process(Path directory, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                BuildDirectory.path().resolve("curfew.jar").toString()));
        command.addAll(List.of(words));
        Path report = directory.resolve("report");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(report.toFile())
                .redirectError(directory.resolve("problems").toFile());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.environment().putAll(environment);
        // a server is unpacked before it starts, and into a file nothing can be
        Path noDirectory = Files.writeString(directory.resolve("file"), "");
        builder.environment().put("UNPACK_DIRECTORY", noDirectory.toString());
        Process process = builder.start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "It still runs.");
            return new Run(process.exitValue(), Files.readString(report));
        } finally {
            process.destroyForcibly();
        }
    }
}
