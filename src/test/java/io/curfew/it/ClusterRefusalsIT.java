package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.ClusterConfig;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.Load;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nodes that must not share sessions with the others, and those that may. */
class ClusterRefusalsIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String OLD = "the old secret of 32 letters or more";
    private static final String NEW = "the new secret of 32 letters or more";

    private final List<GatewayNode> nodes = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestProvider provider = TestProvider.start();
    private final RecordingUpstream upstream;

    ClusterRefusalsIT() throws IOException {
        upstream = new RecordingUpstream(Wire::readAndAnswer);
    }

    @AfterEach
    void stop() throws IOException {
        try (upstream;
                provider) {
            nodes.stream().filter(GatewayNode::isAlive).forEach(GatewayNode::kill);
        }
    }

    @Test
    void aNodeWithAnotherSecretDoesNotStartAndOneInTheMiddleOfARotationDoes() throws Exception {
        List<GatewayConfig> configs = configs(2, config -> config.with("curfew.cluster_expected_size", "1")
                .with("curfew.session_secret", OLD + "," + NEW));
        GatewayNode first = launch(configs.get(0));
        first.awaitReady();
        String cookie = signIn(first, "sid-1");
        Load calls = Load.start(1, worker -> status(first, cookie));

        GatewayNode stranger =
                launch(configs.get(1).with("curfew.session_secret", "a secret that nobody else was told of"));
        assertTrue(stranger.awaitEnd(LIMIT), stranger::logText);
        assertEquals(1, stranger.exitStatus());
        String log = stranger.logText();
        assertEquals(1, log.split("Curfew does not start\\.", -1).length - 1, log);
        assertTrue(log.contains("has another session_secret"), log);
        assertFalse(log.contains("\tat "), log);
        Load.Result result = calls.awaitMore(20, LIMIT).stop();
        System.out.println("Calls of the first node while another one came and was refused: " + result);
        assertFalse(result.byStatus().containsKey(401), result::toString);
        assertTrue(Waiting.until(() -> status(first, cookie) == 200, LIMIT));

        GatewayNode second = launch(configs.get(1).with("curfew.session_secret", NEW + "," + OLD));
        second.awaitReady();
        assertEquals(200, status(second, cookie));
        assertEquals(200, status(first, signIn(second, "sid-2")));
        assertEquals(200, status(first, cookie));
    }

    @Test
    void onlyNodesWhoseCertificateIsTrustedGetIn() throws Exception {
        SelfSigned ours = SelfSigned.make();
        SelfSigned theirs = SelfSigned.make();
        List<GatewayConfig> configs = configs(3, config -> withTls(config, ours, ours));
        GatewayNode first = launch(configs.get(0));
        GatewayNode second = launch(configs.get(1));
        first.awaitReady();
        second.awaitReady();
        String cookie = signIn(first, "sid-1");
        assertEquals(200, status(second, cookie));

        staysOut(launch(withTls(configs.get(2), theirs, ours)), cookie, first, second);
        staysOut(launch(withoutTls(configs.get(2))), cookie, first, second);

        GatewayNode third = launch(configs.get(2));
        third.awaitReady();
        assertEquals(200, status(third, cookie));
    }

    /** It runs and serves nobody; the others say whom they refuse, and go on. */
    private void staysOut(GatewayNode stranger, String cookie, GatewayNode first, GatewayNode second) {
        int told = refusals(first) + refusals(second);
        assertTrue(Waiting.until(() -> stranger.logText().contains("is open at"), LIMIT), stranger::logText);
        assertTrue(Waiting.until(() -> stranger.logText().contains("sees 1 of 3 nodes"), LIMIT), stranger::logText);
        assertTrue(
                Waiting.until(() -> refusals(first) + refusals(second) > told, LIMIT),
                () -> first.logText() + second.logText());
        assertEquals(503, get(stranger, "/health/ready", cookie).statusCode());
        assertEquals(503, status(stranger, cookie));
        assertEquals(200, status(first, cookie));
        assertEquals(200, status(second, cookie));
        for (GatewayNode node : List.of(stranger, first, second)) {
            assertFalse(node.logText().contains("\tat "), node::logText);
            System.out.println(
                    node.logText()
                                    .lines()
                                    .filter(line -> line.contains("WARN") || line.contains("JGRP"))
                                    .count() + " warnings, the last: "
                            + node.logText()
                                    .lines()
                                    .filter(line -> line.contains("WARN") || line.contains("JGRP"))
                                    .reduce((one, other) -> other));
        }
        stranger.kill();
    }

    private static int refusals(GatewayNode node) {
        return (int) node.logText()
                .lines()
                .filter(line -> line.contains("JGRP000006"))
                .count();
    }

    private List<GatewayConfig> configs(int count, UnaryOperator<GatewayConfig> more) {
        List<GatewayConfig> configs = ClusterConfig.embedded(count, "http://localhost:1");
        String publicUrl = "http://localhost:" + configs.get(0).httpPort();
        return configs.stream()
                .map(config -> more.apply(config.with("curfew.public_url", publicUrl)
                        .with("curfew.issuer", provider.issuer())
                        .with("curfew.client_id", Scene.CLIENT)
                        .with("curfew.client_secret", "secret")
                        .withRoute("orders", "/orders", upstream.uri())))
                .toList();
    }

    private static GatewayConfig withTls(GatewayConfig config, SelfSigned key, SelfSigned trusted) {
        try {
            return config.with("curfew.cluster_key_store", key.keyStore().toString())
                    .with("curfew.cluster_key_store_password", SelfSigned.PASSWORD)
                    .with("curfew.cluster_trust_store", trusted.trustStore().toString())
                    .with("curfew.cluster_trust_store_password", SelfSigned.PASSWORD);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static GatewayConfig withoutTls(GatewayConfig config) {
        return config.without("curfew.cluster_key_store")
                .without("curfew.cluster_key_store_password")
                .without("curfew.cluster_trust_store")
                .without("curfew.cluster_trust_store_password");
    }

    private GatewayNode launch(GatewayConfig config) {
        GatewayNode node = GatewayNode.launch(config);
        nodes.add(node);
        return node;
    }

    /** Signs in where the public URL leads, the first node, and begins at this one. */
    private String signIn(GatewayNode node, String sid) {
        provider.signIns().user("alice", sid);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get("http://localhost:" + node.config().httpPort() + "/orders/");
        assertEquals(200, answer.status(), answer::toString);
        return Scene.sessionCookie(browser);
    }

    private int status(GatewayNode node, String cookie) {
        return get(node, "/orders/", cookie).statusCode();
    }

    private HttpResponse<String> get(GatewayNode node, String path, String cookie) {
        try {
            URI uri = URI.create("http://localhost:" + node.config().httpPort() + path);
            return client.send(
                    HttpRequest.newBuilder(uri)
                            .timeout(LIMIT)
                            .header("Cookie", Scene.SESSION_COOKIE + "=" + cookie)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
