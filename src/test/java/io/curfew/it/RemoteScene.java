package io.curfew.it;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.Answer;
import io.curfew.ground.Balancer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.InfinispanServers;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Two Infinispan servers and two nodes whose sessions live in them, between a provider and an upstream. */
final class RemoteScene implements AutoCloseable {
    static final int NODES = 2;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int LATE_ENOUGH_FOR_RESTARTS = 3_000;

    private final InfinispanServers servers;
    private final TestProvider provider;
    private final RecordingUpstream upstream;
    private final GatewayCluster nodes;
    private final AtomicInteger signInsBegunAgain = new AtomicInteger();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RemoteScene(
            InfinispanServers servers, TestProvider provider, RecordingUpstream upstream, GatewayCluster nodes) {
        this.servers = servers;
        this.provider = provider;
        this.upstream = upstream;
        this.nodes = nodes;
    }

    static RemoteScene start() throws IOException {
        InfinispanServers servers = InfinispanServers.start(2);
        TestProvider provider = TestProvider.start();
        RecordingUpstream upstream = new RecordingUpstream(Wire::readAndAnswer);
        return new RemoteScene(
                servers,
                provider,
                upstream,
                GatewayCluster.startOn(servers, NODES, config -> routed(config, provider, upstream)));
    }

    private static GatewayConfig routed(GatewayConfig config, TestProvider provider, RecordingUpstream upstream) {
        return config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri());
    }

    InfinispanServers servers() {
        return servers;
    }

    GatewayCluster nodes() {
        return nodes;
    }

    /** How often a sign-in had to be begun again, as its callback was answered by a server that was lost in that moment. */
    int signInsBegunAgain() {
        return signInsBegunAgain.get();
    }

    /** The cookie of a new session; null when there was no store to begin it in. */
    @Nullable
    String trySignIn(String subject, String sid) {
        BrowserSession browser = new BrowserSession();
        synchronized (provider) {
            provider.signIns().user(subject, sid);
            Answer answer = browser.get(nodes.url("/orders/"));
            for (int again = 0; again < 3 && isOver(answer); again++) {
                signInsBegunAgain.incrementAndGet();
                answer = browser.get(nodes.url("/orders/"));
            }
            if (answer.status() == 503) {
                return null;
            }
            if (answer.status() != 200) {
                throw new IllegalStateException("The sign-in did not end in a session:\n" + answer);
            }
        }
        return Scene.sessionCookie(browser);
    }

    private static boolean isOver(Answer answer) {
        return answer.status() == 400 && answer.body().contains("This sign-in is over");
    }

    String signIn(String subject, String sid) {
        String cookie = trySignIn(subject, sid);
        if (cookie == null) {
            throw new IllegalStateException("There was no store for the sign-in of " + subject);
        }
        return cookie;
    }

    /** The status of a call of the upstream through any node. */
    int status(String cookie) {
        return send(request("/orders/").header("Cookie", Scene.SESSION_COOKIE + "=" + cookie))
                .statusCode();
    }

    /** The status of a call of the upstream through each of the nodes; a node that cannot tell for a moment (503) is asked again. */
    List<Integer> statuses(String cookie) {
        return IntStream.range(0, NODES)
                .mapToObj(node ->
                        Settled.status(() -> get(node, "/orders/", cookie).statusCode(), LIMIT))
                .toList();
    }

    HttpResponse<String> get(int node, String path, String cookie) {
        return send(at(node, request(path)).header("Cookie", Scene.SESSION_COOKIE + "=" + cookie));
    }

    /** A navigation of a browser without a session. */
    HttpResponse<String> navigate(int node) {
        return send(at(node, request("/orders/"))
                .header("Accept", "text/html")
                .header("Sec-Fetch-Mode", "navigate")
                .header("Sec-Fetch-Dest", "document"));
    }

    String logoutToken(String subject, String sid) {
        JWK key = provider.keys().current();
        return LogoutTokenBuilder.valid(provider.issuer(), Scene.CLIENT, key, Instant.now())
                .claim("sub", subject)
                .claim("sid", sid)
                .claim("exp", Instant.now().getEpochSecond() + LATE_ENOUGH_FOR_RESTARTS)
                .build();
    }

    /** Sends a logout token as a provider does, to this node. */
    HttpResponse<String> post(int node, String logoutToken) {
        return send(at(node, request("/oidc/backchannel-logout"))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", logoutToken)))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(nodes.url(path))).timeout(LIMIT);
    }

    private HttpRequest.Builder at(int node, HttpRequest.Builder request) {
        return request.header(
                Balancer.WANTED_NODE, Integer.toString(nodes.ports().get(node)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (servers;
                upstream;
                provider;
                nodes) {
            // the nodes first, so that they never ask those that are gone
        }
    }
}
