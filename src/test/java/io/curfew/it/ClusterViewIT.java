package io.curfew.it;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** What operators and the platform see of three nodes and their provider, when all is well and when it is not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClusterViewIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** The gateway looks at a provider once a minute. */
    private static final Duration SEEN = Duration.ofSeconds(150);

    private final HttpClient client = HttpClient.newHttpClient();
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

    private HttpResponse<String> ask(int node, String path, String... fields) {
        String url = "http://127.0.0.1:" + scene.cluster().ports().get(node) + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT);
        if (fields.length > 0) {
            request.headers(fields);
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Map<String, Object> view(int node, String path) {
        String token = AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        "curfew-admin",
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("roles", List.of("operator"))
                .build();
        HttpResponse<String> answer = Settled.answer(() -> ask(node, path, "Authorization", "Bearer " + token));
        assertEquals(200, answer.statusCode(), answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        return json(answer.body());
    }

    private static Map<String, Object> json(String text) {
        try {
            return JSONObjectUtils.parse(text);
        } catch (ParseException e) {
            throw new IllegalStateException(text, e);
        }
    }

    private Map<String, Object> cluster(int node) {
        return view(node, "/oidc/admin/cluster");
    }

    private Map<String, Object> provider(int node) {
        List<Map<String, Object>> providers = list(view(node, "/oidc/admin/providers"), "providers");
        assertEquals(1, providers.size());
        return providers.get(0);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> asMap(@Nullable Object json) {
        return (Map<String, Object>) requireNonNull(json);
    }

    private static List<Map<String, Object>> list(Map<String, Object> json, String name) {
        return ((List<?>) requireNonNull(json.get(name)))
                .stream().map(ClusterViewIT::asMap).toList();
    }

    private static String text(Map<String, Object> json, String name) {
        return String.valueOf(json.get(name));
    }

    private static List<Map<String, Object>> nodes(Map<String, Object> view) {
        return list(view, "nodes");
    }

    /** What the readiness of a node tells in one of its checks. */
    private Map<String, Object> readiness(int node, String check) {
        HttpResponse<String> answer = Settled.answer(() -> ask(node, "/health/ready"));
        assertEquals(200, answer.statusCode(), answer.body());
        return list(json(answer.body()), "checks").stream()
                .filter(one -> text(one, "name").equals(check))
                .map(one -> asMap(one.get("data")))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Order(1)
    void allNodesAreSeenByEachOfThem() {
        for (int i = 0; i < 20; i++) {
            scene.signIn("user" + i, "view" + i);
        }
        Map<String, Object> first = cluster(0);
        assertEquals("embedded", first.get("kind"));
        assertEquals(true, first.get("serving"));
        assertEquals(false, first.get("split"));
        assertEquals(2L, first.get("owners"));
        long sessions = (Long) requireNonNull(first.get("sessions"));
        assertTrue(sessions >= 5 && sessions <= 60, "about 20: " + sessions);
        assertEquals(3, nodes(first).size());
        assertEquals(
                1,
                nodes(first).stream()
                        .filter(node -> text(node, "this").equals("true"))
                        .filter(node -> text(node, "name").equals(text(first, "node")))
                        .count());
        List<String> names =
                nodes(first).stream().map(node -> text(node, "name")).toList();
        assertEquals(
                names,
                nodes(cluster(1)).stream().map(node -> text(node, "name")).toList());
        assertEquals(3L, readiness(2, "session-store").get("nodes"));
        assertEquals(401, ask(0, "/oidc/admin/cluster").statusCode());
        assertEquals(401, ask(0, "/oidc/admin/providers").statusCode());
    }

    @Test
    @Order(2)
    void whoIsAskedForHealthAsksNobody() {
        int asked = scene.provider().requests(TestProvider.DISCOVERY)
                + scene.provider().requests(TestProvider.JWKS);
        for (int i = 0; i < 200; i++) {
            assertEquals(200, ask(i % 3, "/health").statusCode());
        }
        int now = scene.provider().requests(TestProvider.DISCOVERY)
                + scene.provider().requests(TestProvider.JWKS);
        assertTrue(now - asked <= 2 * ClusterScene.NODES, "no more than one look of each node: " + (now - asked));
        assertEquals(200, ask(0, "/health/started").statusCode());
        assertEquals(200, ask(0, "/health/live").statusCode());
    }

    @Test
    @Order(3)
    void aProviderThatIsDownLeavesTheGatewayUp() throws IOException {
        String cookie = scene.signIn("ada", "view-down");
        scene.postAt(0, scene.logoutToken("nobody", "view-none").build());
        assertEquals("up", provider(0).get("state"));
        assertFalse(String.valueOf(provider(0).get("last_logout_token")).equals("null"));
        String issuer = scene.provider().issuer();
        scene.provider().down(TestProvider.DISCOVERY);
        scene.provider().down(TestProvider.JWKS);
        for (int node : ClusterScene.nodes()) {
            assertTrue(
                    Waiting.until(
                            () -> "degraded".equals(readiness(node, "providers").get(issuer + " state")), SEEN),
                    () -> "told of node " + node + ": " + readiness(node, "providers"));
            assertTrue(scene.isReady(node));
            assertEquals(200, scene.statusAt(node, cookie));
        }
        Map<String, Object> down = provider(0);
        assertEquals("degraded", down.get("state"));
        assertTrue(String.valueOf(asMap(down.get("discovery")).get("error")).contains("failed"), down.toString());
        scene.provider().usual(TestProvider.DISCOVERY);
        scene.provider().usual(TestProvider.JWKS);
        assertTrue(Waiting.until(() -> "up".equals(provider(0).get("state")), SEEN), () -> provider(0)
                .toString());
    }

    @Test
    @Order(4)
    void aNodeThatIsGoneIsNotSeenAnyMore() {
        scene.cluster().stop(2);
        assertTrue(Waiting.until(() -> nodes(cluster(0)).size() == 2, LIMIT), () -> cluster(0)
                .toString());
        assertEquals(true, cluster(0).get("serving"));
        assertEquals(false, cluster(0).get("split"));
        assertEquals(3L, cluster(0).get("expected"));
        assertEquals(2L, readiness(0, "session-store").get("nodes"));
        assertEquals(3L, readiness(0, "session-store").get("nodes_expected"));
    }
}
