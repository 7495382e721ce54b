package io.curfew.bench;

import com.sun.net.httpserver.HttpServer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.InfinispanServers;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * What a request with a session and a logout token cost on one node, two and three clustered nodes, and with Infinispan servers:
 * p50 and p99, one at a time, each on the next node.
 */
public final class ClusterFigures {
    private static final int WARM_UP = 1500;
    private static final int REQUESTS = 3000;
    private static final int LOGOUTS = 500;
    private static final String COOKIE = "curfew";

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final TestProvider provider;
    private final String publicUrl;
    private final List<GatewayNode> nodes;

    private ClusterFigures(TestProvider provider, String publicUrl, List<GatewayNode> nodes) {
        this.provider = provider;
        this.publicUrl = publicUrl;
        this.nodes = nodes;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        // without it the upstream's answers wait 40 ms for an acknowledgement
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.out.println("| | request p50 | request p99 | logout token p50 | logout token p99 |");
        System.out.println("| --- | --- | --- | --- | --- |");
        HttpServer upstream = upstream();
        try (TestProvider provider = TestProvider.start()) {
            UnaryOperator<GatewayConfig> routed = config -> config.with("curfew.issuer", provider.issuer())
                    .with("curfew.client_id", "gateway")
                    .with("curfew.client_secret", "secret")
                    .withRoute(
                            "orders",
                            "/orders",
                            "http://127.0.0.1:" + upstream.getAddress().getPort());
            try (GatewayNode node = GatewayNode.launch(routed.apply(GatewayConfig.onFreePorts()))) {
                node.awaitReady();
                new ClusterFigures(provider, node.url(""), List.of(node)).print("one node, `cluster=local`");
            }
            for (int size : new int[] {2, 3}) {
                try (GatewayCluster cluster = GatewayCluster.start(size, routed)) {
                    of(provider, cluster).print(size + " nodes, `cluster=embedded`");
                }
            }
            try (InfinispanServers servers = InfinispanServers.start(2);
                    GatewayCluster cluster = GatewayCluster.startOn(servers, 1, routed)) {
                of(provider, cluster).print("one node, `cluster=remote`, 2 Infinispan servers");
            }
        } finally {
            upstream.stop(0);
        }
    }

    private static ClusterFigures of(TestProvider provider, GatewayCluster cluster) {
        List<GatewayNode> nodes =
                IntStream.range(0, cluster.size()).mapToObj(cluster::node).toList();
        return new ClusterFigures(provider, cluster.url(""), nodes);
    }

    private static HttpServer upstream() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            try (var body = exchange.getResponseBody()) {
                body.write("hello".getBytes(StandardCharsets.US_ASCII));
            }
        });
        server.start();
        return server;
    }

    private void print(String title) throws IOException, InterruptedException {
        requests(WARM_UP);
        logouts(LOGOUTS / 2, "warm");
        long[] requests = requests(REQUESTS);
        long[] logouts = logouts(LOGOUTS, "told");
        System.out.printf(
                "| %s | %.2f ms | %.2f ms | %.2f ms | %.2f ms |%n",
                title, at(requests, 50), at(requests, 99), at(logouts, 50), at(logouts, 99));
    }

    private long[] requests(int count) throws IOException, InterruptedException {
        String cookie = signIn("user", "sid-of-requests");
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url(i, "/orders/")))
                    .header("Cookie", COOKIE + "=" + cookie)
                    .build();
            micros[i] = timed(request);
        }
        return micros;
    }

    private long[] logouts(int count, String series) throws IOException, InterruptedException {
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            String sid = "sid-" + series + i;
            signIn("user-" + i, sid);
            String token = LogoutTokenBuilder.valid(
                            provider.issuer(), "gateway", provider.keys().current(), Instant.now())
                    .claim("sub", "user-" + i)
                    .claim("sid", sid)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(URI.create(url(i, "/oidc/backchannel-logout")))
                    .header("Content-Type", FormBody.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token))))
                    .build();
            micros[i] = timed(request);
        }
        return micros;
    }

    private String signIn(String subject, String sid) {
        provider.signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        browser.get(publicUrl + "/orders/");
        Cookie session = Objects.requireNonNull(browser.cookies().find(COOKIE), "no session");
        return session.value();
    }

    private long timed(HttpRequest request) throws IOException, InterruptedException {
        long start = System.nanoTime();
        int status =
                client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
            throw new IllegalStateException(request + " was answered " + status + ".");
        }
        return (System.nanoTime() - start) / 1000;
    }

    private String url(int number, String path) {
        return "http://127.0.0.1:" + nodes.get(number % nodes.size()).config().httpPort() + path;
    }

    private static double at(long[] micros, int percent) {
        long[] sorted = micros.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length * percent / 100] / 1e3;
    }
}
