package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keycloak's own access tokens, and that its logout reaches them. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KeycloakBearerIT {
    private static final String PASSWORD = "correct horse";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EchoServer echo = EchoServer.start();
    private final KeycloakRealm realm;
    private final KeycloakClient client;
    private final GatewayNode node;

    KeycloakBearerIT(KeycloakServer keycloak) {
        realm = KeycloakRealm.create(keycloak, "bearer");
        GatewayConfig bare = GatewayConfig.onFreePorts();
        client = KeycloakClient.forGateway("bearer", bare);
        realm.addClient(client);
        node = GatewayNode.start(bare.withClient(realm.issuer(), client)
                .withRoute("api", "/api", echo.url())
                .with("curfew.route.api.auth_methods", "bearer")
                .with("curfew.route.api.audience_required", client.id())
                .with("curfew.route.api.upstream_headers_claims", "preferred_username")
                .with("curfew.route.api.upstream_headers_names", "X-User"));
        // what was issued in the second in which marks of logouts began to be kept is too old
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() {
        node.close();
        echo.close();
    }

    private HttpResponse<String> ask(String token) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(node.url("/api/x")))
                            .timeout(LIMIT)
                            .header("Authorization", "Bearer " + token)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itsAccessTokensPassAndItsOtherTokensDoNot() {
        realm.addUser("judy", PASSWORD);
        JsonNode tokens = realm.tokens(client).passwordGrant("judy", PASSWORD);
        HttpResponse<String> response = ask(tokens.path("access_token").asText());
        assertEquals(200, response.statusCode(), response.body());
        assertTrue(response.body().contains("X-user: judy\n"), response.body());
        assertEquals(401, ask(tokens.path("id_token").asText()).statusCode());
        assertEquals(401, ask(tokens.path("refresh_token").asText()).statusCode());
    }

    @Test
    void aSessionThatAnAdministratorEndsTakesItsTokensWithIt() {
        realm.addUser("karl", PASSWORD);
        String one = realm.tokens(client)
                .passwordGrant("karl", PASSWORD)
                .path("access_token")
                .asText();
        String sid = realm.sids("karl").get(0);
        String other = realm.tokens(client)
                .passwordGrant("karl", PASSWORD)
                .path("access_token")
                .asText();
        assertEquals(200, ask(one).statusCode());
        assertEquals(200, ask(other).statusCode());

        realm.endSession(sid);

        assertTrue(Waiting.until(() -> ask(one).statusCode() == 401, LIMIT));
        assertEquals(200, ask(other).statusCode());
        realm.logOutAllSessions("karl");
        assertTrue(Waiting.until(() -> ask(other).statusCode() == 401, LIMIT));
        String later = realm.tokens(client)
                .passwordGrant("karl", PASSWORD)
                .path("access_token")
                .asText();
        assertEquals(200, ask(later).statusCode(), "a newer login lives");
    }
}
