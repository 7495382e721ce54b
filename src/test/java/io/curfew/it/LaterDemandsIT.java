package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two nodes, of which the second got a new configuration already: its routes demand what nobody asked for when sessions began. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LaterDemandsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestProvider provider = TestProvider.start();
    private final int[] configured = new int[1];
    private RecordingUpstream upstream;
    private GatewayCluster cluster;

    @BeforeAll
    void start() throws IOException {
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        cluster = GatewayCluster.start(2, this::configured);
    }

    private GatewayConfig configured(GatewayConfig bare) {
        GatewayConfig config = bare.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri())
                .withRoute("ending", "/ending", upstream.uri())
                .withRoute("keeping", "/keeping", upstream.uri());
        if (configured[0]++ == 0) {
            return config;
        }
        return config.with("curfew.route.ending.groups_required", "staff")
                .with("curfew.route.keeping.groups_required", "staff,chiefs")
                .with("curfew.route.keeping.unauthorized_destroy_session", "false");
    }

    @AfterAll
    void stop() throws IOException {
        // null if the nodes did not start
        if (cluster != null) {
            cluster.close();
        }
        provider.close();
        upstream.close();
    }

    @Test
    void aSessionThatNobodyLookedAtEndsUnlessTheRouteKeepsIt() {
        String ended = signInAtTheFirstNode();
        assertEquals(200, status(1, "/orders/", ended), "control: it lives on both nodes");
        assertEquals(401, status(1, "/ending/", ended));
        assertEquals(401, status(1, "/orders/", ended));
        assertEquals(401, status(0, "/ending/", ended));

        String kept = signInAtTheFirstNode();
        assertEquals(401, status(1, "/keeping/", kept));
        assertEquals(200, status(1, "/orders/", kept));
        assertEquals(200, status(0, "/keeping/", kept));
    }

    private String signInAtTheFirstNode() {
        cluster.balancer().use(List.of(cluster.ports().get(0)));
        try {
            provider.signIns().user("alice", "sid-" + UUID.randomUUID());
            BrowserSession browser = new BrowserSession();
            assertEquals(200, browser.get(cluster.url("/orders/")).status());
            return Scene.sessionCookie(browser);
        } finally {
            cluster.balancer().use(cluster.ports());
        }
    }

    private int status(int node, String path, String cookie) {
        String url = "http://localhost:" + cluster.ports().get(node) + path;
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(LIMIT)
                .header("Cookie", Scene.SESSION_COOKIE + "=" + cookie)
                .build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }
}
