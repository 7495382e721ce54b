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
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** A provider, a recording upstream and a cluster of three nodes between them, with the route {@code /orders}. */
final class ClusterScene implements AutoCloseable {
    static final int NODES = 3;
    private static final String PATH = "/orders/";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestProvider provider;
    private final RecordingUpstream upstream;
    private final GatewayCluster cluster;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private ClusterScene(TestProvider provider, RecordingUpstream upstream, GatewayCluster cluster) {
        this.provider = provider;
        this.upstream = upstream;
        this.cluster = cluster;
    }

    /** Nodes that reach each other directly. */
    static ClusterScene start(UnaryOperator<GatewayConfig> more) throws IOException {
        TestProvider provider = TestProvider.start();
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        return new ClusterScene(
                provider,
                upstream,
                GatewayCluster.start(NODES, config -> more.apply(configured(config, provider, upstream))));
    }

    /** Nodes that reach each other by cables. */
    static ClusterScene startWithCables(UnaryOperator<GatewayConfig> more) throws IOException {
        TestProvider provider = TestProvider.start();
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        return new ClusterScene(
                provider,
                upstream,
                GatewayCluster.startWithCables(NODES, config -> more.apply(configured(config, provider, upstream))));
    }

    private static GatewayConfig configured(GatewayConfig config, TestProvider provider, RecordingUpstream upstream) {
        return config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri());
    }

    TestProvider provider() {
        return provider;
    }

    GatewayCluster cluster() {
        return cluster;
    }

    RecordingUpstream upstream() {
        return upstream;
    }

    /** All nodes, by their numbers. */
    static List<Integer> nodes() {
        return IntStream.range(0, NODES).boxed().toList();
    }

    /** Signs in by way of the balancer, and returns the way with all its answers. */
    Answer walkIn(BrowserSession browser, String subject, String sid) {
        provider.signIns().user(subject, sid);
        Answer answer = browser.get(cluster.url(PATH));
        if (answer.status() != 200 || browser.cookies().find(Scene.SESSION_COOKIE) == null) {
            throw new IllegalStateException("The sign-in did not end in a session:\n" + answer);
        }
        return answer;
    }

    /** Signs in by way of the balancer, and returns the session cookie. */
    String signIn(String subject, String sid) {
        BrowserSession browser = new BrowserSession();
        walkIn(browser, subject, sid);
        return Scene.sessionCookie(browser);
    }

    /** The ports of the nodes that answered on this way, in order; the answers of others are left out. */
    static List<Integer> nodesOf(Answer answer) {
        List<HttpHeaders> answers = new ArrayList<>();
        answer.trail().forEach(hop -> answers.add(hop.headers()));
        answers.add(answer.headers());
        return answers.stream()
                .flatMap(headers -> headers.firstValue(Balancer.NODE).stream())
                .map(Integer::valueOf)
                .toList();
    }

    /** The status of a call of the upstream with this session cookie, on any node. */
    int status(String sessionCookie) {
        return send(withCookie(cluster.url(PATH), sessionCookie)).statusCode();
    }

    /** The status of a call of the upstream with this session cookie on a node, past the balancer. */
    int statusAt(int node, String sessionCookie) {
        return askAt(node, sessionCookie).statusCode();
    }

    HttpResponse<String> askAt(int node, String sessionCookie) {
        return send(withCookie(direct(node, PATH), sessionCookie));
    }

    private static HttpRequest.Builder withCookie(String url, String sessionCookie) {
        return HttpRequest.newBuilder(URI.create(url)).header("Cookie", Scene.SESSION_COOKIE + "=" + sessionCookie);
    }

    /** What each node says to this session cookie, in order of the nodes; one that cannot tell for a moment (503) is asked again. */
    List<Integer> statuses(String sessionCookie) {
        return statuses(PATH, Scene.SESSION_COOKIE + "=" + sessionCookie);
    }

    /**
     * The same for another path.
     *
     * @param cookie name and value, as the header has them
     */
    List<Integer> statuses(String path, String cookie) {
        return nodes().stream()
                .map(node -> Settled.status(
                        () -> send(HttpRequest.newBuilder(URI.create(direct(node, path)))
                                        .header("Cookie", cookie))
                                .statusCode(),
                        LIMIT))
                .toList();
    }

    /** Whether a node says that it is ready. */
    boolean isReady(int node) {
        return send(HttpRequest.newBuilder(URI.create(direct(node, "/health/ready"))))
                        .statusCode()
                == 200;
    }

    /** A logout token for this session of the provider, to be changed. */
    LogoutTokenBuilder logoutToken(String subject, String sid) {
        JWK key = provider.keys().current();
        return LogoutTokenBuilder.valid(provider.issuer(), Scene.CLIENT, key, Instant.now())
                .claim("sub", subject)
                .claim("sid", sid);
    }

    /** Sends a logout token to a node, past the balancer. */
    HttpResponse<String> postAt(int node, String logoutToken) {
        return send(HttpRequest.newBuilder(URI.create(direct(node, "/oidc/backchannel-logout")))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", logoutToken)))));
    }

    /** Asks a node as a program of an operator does. */
    HttpResponse<String> adminAt(int node, String method, String path, String token, String body) {
        return Settled.answer(() -> send(HttpRequest.newBuilder(URI.create(direct(node, path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))));
    }

    String direct(int node, String path) {
        return "http://127.0.0.1:" + cluster.ports().get(node) + path;
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
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
