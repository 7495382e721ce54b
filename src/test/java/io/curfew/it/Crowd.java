package io.curfew.it;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.Answer;
import io.curfew.ground.Balancer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Three nodes behind a balancer, a provider and an upstream, and the users who come, ask and are sent away. */
final class Crowd implements AutoCloseable {
    static final int NODES = 3;

    /** The status of a request that a node had been sent and did not answer. */
    static final int BROKEN = 1_502;

    /** The status of a request that the balancer could give to no node. */
    static final int UNSERVED = 1_503;

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A session of a user of its own, by its cookie. */
    record Visitor(String name, String cookie) {}

    /** What came of a login; the visitor is missing when the status is not 200. */
    record Login(int status, @Nullable Visitor visitor) {}

    private final TestProvider provider;
    private final RecordingUpstream upstream;
    private final GatewayCluster cluster;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Crowd(TestProvider provider, RecordingUpstream upstream, GatewayCluster cluster) {
        this.provider = provider;
        this.upstream = upstream;
        this.cluster = cluster;
    }

    /** Starts all of them. */
    static Crowd gather(UnaryOperator<GatewayConfig> more) throws IOException {
        TestProvider provider = TestProvider.start();
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        return new Crowd(
                provider,
                upstream,
                GatewayCluster.start(
                        NODES,
                        config -> more.apply(config.with("curfew.issuer", provider.issuer())
                                .with("curfew.client_id", Scene.CLIENT)
                                .with("curfew.client_secret", "secret")
                                .withRoute("orders", "/orders", upstream.uri()))));
    }

    GatewayCluster cluster() {
        return cluster;
    }

    /** Logs a new user in; one at a time, because the provider signs in whom it was told last. */
    synchronized Login logIn(String name) {
        provider.signIns().user(name, sid(name));
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(cluster.url("/orders/"));
        if (browser.cookies().find(Scene.SESSION_COOKIE) == null || answer.status() != 200) {
            return new Login(status(answer.status() == 200 ? 204 : answer.status(), answer.headers()), null);
        }
        return new Login(200, new Visitor(name, Scene.sessionCookie(browser)));
    }

    /** The status of a call of the upstream, at the node whose turn it is. */
    int call(Visitor visitor) throws IOException, InterruptedException {
        return send(call(visitor.cookie()));
    }

    /** The status of a call of the upstream at a certain node. */
    int callAt(int node, Visitor visitor) throws IOException, InterruptedException {
        String port = Integer.toString(cluster.ports().get(node));
        return send(call(visitor.cookie()).header(Balancer.WANTED_NODE, port));
    }

    private HttpRequest.Builder call(String cookie) {
        return HttpRequest.newBuilder(URI.create(cluster.url("/orders/")))
                .header("Cookie", Scene.SESSION_COOKIE + "=" + cookie);
    }

    /** The status of a new logout token for a session. */
    int logOut(Visitor visitor) throws IOException, InterruptedException {
        JWK key = provider.keys().current();
        String token = LogoutTokenBuilder.valid(provider.issuer(), Scene.CLIENT, key, Instant.now())
                .claim("sub", visitor.name())
                .claim("sid", sid(visitor.name()))
                .build();
        return send(HttpRequest.newBuilder(URI.create(cluster.url("/oidc/backchannel-logout")))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token)))));
    }

    private static String sid(String name) {
        return "sid-of-" + name;
    }

    private int send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<Void> answer = client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.discarding());
        return status(answer.statusCode(), answer.headers());
    }

    private static int status(int status, HttpHeaders headers) {
        return headers.firstValue(Balancer.FAULT)
                .map(fault -> fault.equals("broken") ? BROKEN : UNSERVED)
                .orElse(status);
    }

    @Override
    public void close() throws IOException {
        try (upstream;
                provider;
                cluster) {
            // the nodes first, so that they never ask those that are gone
        }
    }
}
