package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.representations.idm.GroupRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/** Roles, groups, scopes, audience and {@code auth_time} as Keycloak has them without any help. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakAccessIT {
    private static final String PASSWORD = "correct horse";

    private final EchoServer echo = EchoServer.start();
    private final KeycloakRealm realm;
    private final GatewayNode node;

    KeycloakAccessIT(KeycloakServer keycloak) {
        realm = KeycloakRealm.create(keycloak, "access");
        GatewayConfig bare = GatewayConfig.onFreePorts();
        KeycloakClient client = KeycloakClient.forGateway("access", bare)
                // Keycloak then refuses every login without a proof key
                .withAttribute("pkce.code.challenge.method", "S256");
        realm.addClient(client);
        addGroupsClaim(client.id());
        GatewayConfig config = bare.withClient(realm.issuer(), client)
                .with("curfew.scopes", "openid,email,profile")
                .with("curfew.max_age", "3600")
                .with("curfew.search_user_info", "true")
                .withRoute("open", "/open", echo.url())
                .with("curfew.route.open.upstream_headers_claims", "preferred_username,realm_access.roles")
                .with("curfew.route.open.upstream_headers_names", "X-User,X-Roles")
                .with("curfew.route.open.upstream_user_info_header", "X-Userinfo");
        config = demanding(config, "clerks", "roles_required", "clerk");
        config = config.with("curfew.route.clerks.roles_claim", "realm_access,roles");
        config = demanding(config, "staff", "groups_required", "/staff");
        config = demanding(config, "mailers", "scopes_required", "email profile");
        config = demanding(config, "phones", "scopes_required", "phone");
        config = demanding(config, "accounts", "audience_required", "account");
        config = demanding(config, "others", "audience_required", "other");
        config = demanding(config, "unverified", "claims_forbidden", "email_verified");
        node = GatewayNode.start(config);
    }

    private GatewayConfig demanding(GatewayConfig config, String name, String parameter, String value) {
        return config.withRoute(name, "/" + name, echo.url()).with("curfew.route." + name + "." + parameter, value);
    }

    private void addGroupsClaim(String clientId) {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("groups");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-group-membership-mapper");
        mapper.setConfig(new HashMap<>(Map.of(
                "claim.name", "groups", "full.path", "true", "id.token.claim", "true", "access.token.claim", "true")));
        String id = realm.resource().clients().findByClientId(clientId).get(0).getId();
        try (Response created =
                realm.resource().clients().get(id).getProtocolMappers().createMapper(mapper)) {
            assertEquals(201, created.getStatus());
        }
    }

    @AfterAll
    void stop() {
        node.close();
        echo.close();
    }

    private void join(String user, String group) {
        GroupRepresentation representation = new GroupRepresentation();
        representation.setName(group);
        try (Response created = realm.resource().groups().add(representation)) {
            assertEquals(201, created.getStatus());
            String id = created.getLocation().getPath().replaceAll(".*/", "");
            realm.resource().users().get(realm.userId(user)).joinGroup(id);
        }
    }

    @Test
    void aLoginGetsInWhereKeycloakDemandsAProofKey() {
        realm.addUser("pia", PASSWORD);
        BrowserSession browser = new BrowserSession();
        Answer toKeycloak = browser.getWithoutRedirect(node.url("/open/page"));
        String location = toKeycloak.header("Location");
        assertTrue(location.contains("&code_challenge_method=S256"), location);
        Answer refused = browser.get(location.replaceAll("&code_challenge[a-z_]*=[^&]*", ""));
        assertFalse(refused.status() == 200 && refused.body().contains("password"), "control: it demands one");
        assertEquals(200, status(signIn("pia"), "/open"));
    }

    @Test
    void keycloaksRolesAndGroupsDecide() {
        realm.addUser("carla", PASSWORD);
        realm.addUser("bob", PASSWORD);
        realm.giveRole("carla", "clerk");
        join("carla", "staff");
        BrowserSession carla = signIn("carla");
        BrowserSession bob = signIn("bob");
        for (String path : List.of("/clerks", "/staff")) {
            assertEquals(200, status(carla, path), path);
            assertEquals(403, status(bob, path), path);
        }
        for (String path : List.of("/open", "/mailers", "/accounts")) {
            assertEquals(200, status(bob, path), path);
        }
        for (String path : List.of("/phones", "/others", "/unverified")) {
            assertEquals(403, status(carla, path), path);
        }
        Answer echoed = carla.fetch(node.url("/open/x"));
        assertTrue(echoed.body().contains("X-user: carla\n"), echoed::toString);
        assertTrue(echoed.body().matches("(?s).*X-roles: [^\n]*clerk.*"), echoed::toString);
        String told = echoed.body().replaceAll("(?s).*X-userinfo: ([^\n]*)\n.*", "$1");
        String json = new String(Base64.getDecoder().decode(told), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"email\":\"carla@example.org\""), "the userinfo");
    }

    private BrowserSession signIn(String user) {
        BrowserSession browser = new BrowserSession();
        Answer page = browser.login(node.url("/open/page"), user, PASSWORD);
        assertEquals(200, page.status(), page::toString);
        return browser;
    }

    private int status(BrowserSession browser, String path) {
        return browser.fetch(node.url(path + "/x")).status();
    }
}
