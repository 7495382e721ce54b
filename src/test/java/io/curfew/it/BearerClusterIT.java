package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A logout that one node was told of refuses access tokens at the other one, from its 200 on. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BearerClusterIT {
    private static final int NODES = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestProvider provider;
    private RecordingUpstream upstream;
    private GatewayCluster cluster;

    @BeforeAll
    void start() throws IOException {
        provider = TestProvider.start();
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        cluster = GatewayCluster.start(NODES, config -> config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("api", "/api", upstream.uri())
                .with("curfew.route.api.auth_methods", "bearer")
                .with("curfew.route.api.audience_required", "api"));
        // what was issued in the second in which marks of logouts began to be kept is too old
        Waiting.forNextSecond();
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

    private String accessToken(String subject, String sid) {
        return AccessTokenOf.issuer(provider.issuer(), "api", key(), Instant.now())
                .claim("sub", subject)
                .claim("sid", sid)
                .build();
    }

    private JWK key() {
        return provider.keys().current();
    }

    private HttpRequest.Builder at(int node, String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + cluster.ports().get(node) + path))
                .timeout(LIMIT);
    }

    private int send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .statusCode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private int ask(int node, String token) {
        return Settled.status(
                () -> send(at(node, "/api/x").header("Authorization", "Bearer " + token)), Duration.ofSeconds(30));
    }

    private int logout(int node, LogoutTokenBuilder token) {
        return send(at(node, "/oidc/backchannel-logout")
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token.build())))));
    }

    private LogoutTokenBuilder logoutToken(String subject, String sid) {
        return LogoutTokenBuilder.valid(provider.issuer(), Scene.CLIENT, key(), Instant.now())
                .claim("sub", subject)
                .claim("sid", sid);
    }

    @Test
    void theOtherNodeRefusesTheTokensOfTheSid() {
        for (int round = 0; round < 10; round++) {
            int told = round % NODES;
            int other = 1 - told;
            String over = accessToken("alice", "sid-" + round);
            String sibling = accessToken("alice", "sid-other-" + round);
            for (String token : new String[] {over, sibling}) {
                // twice, so that the other node remembers that it was good
                assertEquals(200, ask(other, token));
                assertEquals(200, ask(other, token));
            }
            assertEquals(200, logout(told, logoutToken("alice", "sid-" + round)));
            assertEquals(401, ask(other, over));
            assertEquals(401, ask(told, over));
            assertEquals(200, ask(other, sibling), "control");
        }
    }

    @Test
    void theOtherNodeRefusesTheTokensOfTheSubject() {
        String over = accessToken("bob", "sid-bob");
        String others = accessToken("carol", "sid-carol");
        assertEquals(200, ask(1, over));
        assertEquals(200, logout(0, logoutToken("bob", "").without("sid")));
        assertEquals(401, ask(1, over));
        assertEquals(200, ask(1, others), "control");
        Waiting.forNextSecond();
        assertEquals(200, ask(1, accessToken("bob", "sid-bob-2")), "one that was issued later");
    }
}
