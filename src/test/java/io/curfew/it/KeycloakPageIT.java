package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.ChromiumBrowser;
import io.curfew.ground.Guide;
import io.curfew.ground.KeycloakConsole;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * The page about Keycloak: its commands and its way through the admin console make the same client, and the doctor finds nothing
 * wrong with it. With {@code -Dcurfew.pictures=docs/images} the pictures of the page are those of this run from then on.
 */
@ExtendWith(SharedServers.class)
class KeycloakPageIT {
    private static final Path PAGE = Path.of("docs", "keycloak.md");
    private static final Pattern PICTURE = Pattern.compile("images/(keycloak-[a-z]+)\\.png");
    private static final String GATEWAY = "https://apps.example.com";
    private static final String BY_COMMAND = "page-by-command";
    private static final String BY_HAND = "work";
    private static final int LARGEST_PICTURE = 120_000;

    private final KeycloakServer keycloak;
    private final Path directory = BuildDirectory.fresh("keycloak-page");

    KeycloakPageIT(KeycloakServer keycloak) throws IOException {
        this.keycloak = keycloak;
        Files.createSymbolicLink(directory.resolve("target"), BuildDirectory.path());
        Files.createSymbolicLink(directory.resolve("docs"), Path.of("docs").toAbsolutePath());
    }

    @AfterEach
    void leaveNothing() {
        BuildDirectory.delete(directory);
    }

    @Test
    void commandsAndConsoleMakeTheSameHealthyClient() throws Exception {
        Guide commands = guide(BY_COMMAND, "change-me");
        commands.carryOut("By command", keycloak.adminPassword() + "\n");
        commands.carryOut("Look", keycloak.adminPassword() + "\n");

        KeycloakRealm realm = KeycloakRealm.create(keycloak, BY_HAND);
        try (ChromiumBrowser browser = ChromiumBrowser.open()) {
            KeycloakConsole console = KeycloakConsole.open(browser, keycloak, BY_HAND);
            console.createClient("gateway", "Curfew", GATEWAY);
            console.setLogout(GATEWAY);
            console.showCredentials();
            console.addAudience("gateway");
            console.addRoles();
            console.showSessionTimes();
        }
        keepPictures();
        ClientRepresentation made = client(BY_HAND);
        guide(BY_HAND, made.getSecret()).carryOut("Look", keycloak.adminPassword() + "\n");
        assertEquals(view(client(BY_COMMAND)), view(made));
        realm.resource().remove();
        keycloak.adminClient().realm(BY_COMMAND).remove();
    }

    private Guide guide(String realm, String secret) throws IOException {
        Map<String, String> instead = new LinkedHashMap<>();
        instead.put("https://id.example.com", keycloak.url().toString());
        instead.put("/realms/work", "/realms/" + realm);
        instead.put("-r work", "-r " + realm);
        instead.put("realm=work", "realm=" + realm);
        instead.put("CURFEW_CLIENT_SECRET=change-me", "CURFEW_CLIENT_SECRET=" + secret);
        Map<String, String> environment = Map.of(
                "PATH", keycloak.commands() + ":" + System.getenv("PATH"), "KC_OPTS", "-Duser.home=" + directory);
        return Guide.read(PAGE, directory, environment, instead);
    }

    private ClientRepresentation client(String realm) {
        return keycloak.adminClient()
                .realm(realm)
                .clients()
                .findByClientId("gateway")
                .get(0);
    }

    /** What the file says of the client; what Keycloak adds by itself is not looked at. */
    private static Map<String, Object> view(ClientRepresentation client) {
        Map<String, Object> view = new TreeMap<>();
        view.put("redirectUris", client.getRedirectUris());
        view.put("public", client.isPublicClient());
        view.put("standard", client.isStandardFlowEnabled());
        view.put("implicit", client.isImplicitFlowEnabled());
        view.put("direct", client.isDirectAccessGrantsEnabled());
        view.put("service", client.isServiceAccountsEnabled());
        view.put("frontchannel", client.isFrontchannelLogout());
        for (String name : List.of(
                "pkce.code.challenge.method",
                "backchannel.logout.url",
                "backchannel.logout.session.required",
                "backchannel.logout.revoke.offline.tokens",
                "post.logout.redirect.uris")) {
            view.put(name, String.valueOf(client.getAttributes().get(name)));
        }
        client.getProtocolMappers().forEach(mapper -> {
            for (String name : List.of(
                    "included.client.audience", "claim.name", "multivalued", "id.token.claim", "access.token.claim")) {
                view.put(
                        mapper.getName() + " " + mapper.getProtocolMapper() + " " + name,
                        String.valueOf(mapper.getConfig().get(name)));
            }
        });
        return view;
    }

    /** Each picture of the page was made on this way, is there and is small. */
    private static void keepPictures() throws IOException {
        String wished = System.getProperty("curfew.pictures");
        for (String name : PICTURE.matcher(Files.readString(PAGE))
                .results()
                .map(found -> found.group(1))
                .toList()) {
            Path made = BuildDirectory.path().resolve("screenshots").resolve(name + ".png");
            assertTrue(Files.exists(made), name);
            if (wished != null) {
                Files.copy(made, Path.of(wished, name + ".png"), StandardCopyOption.REPLACE_EXISTING);
            }
            long size = Files.size(Path.of("docs", "images", name + ".png"));
            assertTrue(size > 0 && size <= LARGEST_PICTURE, name + " has " + size + " bytes");
        }
    }
}
