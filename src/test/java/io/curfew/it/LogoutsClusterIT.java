package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every node tells an operator of the logouts of all. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogoutsClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private ClusterScene scene;

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.start(
                config -> config.with("curfew.admin_role", "operator").with("curfew.admin_audience", "curfew-admin"));
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private HttpResponse<String> ask(int node, String query) {
        String token = AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "curfew-admin",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("roles", List.of("operator"))
                .build();
        return scene.send(HttpRequest.newBuilder(URI.create(scene.direct(node, "/oidc/admin/logouts" + query)))
                .header("Authorization", "Bearer " + token));
    }

    private List<JsonNode> logouts(int node) {
        HttpResponse<String> answer = Settled.answer(() -> ask(node, ""));
        assertEquals(200, answer.statusCode(), answer.body());
        try {
            JsonNode all = new ObjectMapper().readTree(answer.body()).path("logouts");
            return StreamSupport.stream(all.spliterator(), false).toList();
        } catch (IOException e) {
            throw new IllegalStateException(answer.body(), e);
        }
    }

    private static List<String> receipts(List<JsonNode> events) {
        return events.stream().map(event -> event.path("receipt").asText()).toList();
    }

    @Test
    void whatOneNodeHasDecidedAllOfThemTell() {
        List<String> told = new ArrayList<>();
        for (int node : ClusterScene.nodes()) {
            scene.signIn("user " + node, "sid " + node);
            HttpResponse<String> answer = scene.postAt(
                    node, scene.logoutToken("user " + node, "sid " + node).build());
            assertEquals(200, answer.statusCode(), answer.body());
            told.add(0, answer.headers().firstValue("Curfew-Receipt").orElse("none"));
        }
        for (int node : ClusterScene.nodes()) {
            assertTrue(
                    Waiting.until(() -> receipts(logouts(node)).equals(told), LIMIT),
                    () -> "node " + node + " tells " + logouts(node) + ", not " + told);
        }
        List<JsonNode> seen = logouts(0);
        assertEquals(
                3, seen.stream().map(event -> event.path("node")).distinct().count(), seen::toString);
        assertEquals(
                List.of(1, 1, 1),
                seen.stream().map(event -> event.path("sessions").asInt()).toList());
    }

    @Test
    void onlyOperatorsAreToldAndOnlyWhatIsAskedInWordsThatAreKnown() {
        assertEquals(200, ask(1, "?limit=1").statusCode(), "control");
        assertEquals(400, ask(1, "?limit=0").statusCode());
        assertEquals(400, ask(1, "?limit=1001").statusCode());
        assertEquals(400, ask(1, "?limit=1&limit=2").statusCode());
        assertEquals(400, ask(1, "?user=alice").statusCode());
        HttpResponse<String> nobody =
                scene.send(HttpRequest.newBuilder(URI.create(scene.direct(1, "/oidc/admin/logouts"))));
        assertEquals(401, nobody.statusCode());
    }
}
