package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Balancer;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.ServerProcess;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The ground for tests of several nodes: nodes that are killed, paused and started anew behind one balancer. */
class GatewayClusterIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void nodesComeAndGoBehindTheBalancer() throws Exception {
        ProcessHandle left;
        try (TestProvider provider = TestProvider.start();
                RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
                GatewayCluster cluster = GatewayCluster.start(2, config -> alone(config, provider, upstream))) {
            assertEquals(new TreeSet<>(cluster.ports()), answering(cluster));

            cluster.kill(0);
            assertEquals(Set.of(cluster.ports().get(1)), answering(cluster));
            cluster.restart(0);
            assertEquals(new TreeSet<>(cluster.ports()), answering(cluster));

            cluster.pause(1);
            assertTrue(Waiting.until(
                    () -> cluster.balancer().inUse().equals(cluster.ports().subList(0, 1)), LIMIT));
            assertEquals(Set.of(cluster.ports().get(0)), answering(cluster));
            cluster.resume(1);
            cluster.awaitReady();
            assertEquals(new TreeSet<>(cluster.ports()), answering(cluster));

            left = cluster.node(1).launcher().descendants().findFirst().orElseThrow();
            cluster.pause(1);
        }
        assertFalse(ServerProcess.runs(left), "a paused node outlived its cluster");
    }

    /** The nodes of this test need not know of each other. */
    private static GatewayConfig alone(GatewayConfig config, TestProvider provider, RecordingUpstream upstream) {
        GatewayConfig single = config;
        for (String key : config.properties().keySet()) {
            single = key.startsWith("curfew.cluster") ? single.without(key) : single;
        }
        return single.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri());
    }

    /** Which nodes answer ten requests; every answer must send the browser to the provider. */
    private Set<Integer> answering(GatewayCluster cluster) throws IOException, InterruptedException {
        Set<Integer> nodes = new TreeSet<>();
        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(cluster.url("/orders/")))
                            .header("Accept", "text/html")
                            .timeout(LIMIT)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertTrue(List.of(302, 303).contains(answer.statusCode()), () -> answer + " " + answer.body());
            nodes.add(
                    Integer.parseInt(answer.headers().firstValue(Balancer.NODE).orElseThrow()));
        }
        return nodes;
    }
}
