package io.curfew.bench;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.BuildDirectory;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts packaged nodes and prints: sizes, start-up, memory, and how long a logout token takes from POST to 200. */
public final class NodeFigures {
    private static final int STARTS = 3;
    private static final int WARM_UP = 300;
    private static final int SESSIONS = 1000;

    private NodeFigures() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        for (String file : List.of("curfew.war", "curfew.jar")) {
            System.out.printf(
                    "%s: %.1f MB%n", file, Files.size(BuildDirectory.path().resolve(file)) / 1e6);
        }
        try (TestProvider provider = TestProvider.start()) {
            for (int i = 1; i < STARTS; i++) {
                start(provider).close();
            }
            try (GatewayNode node = start(provider)) {
                memory("after the start", node);
                logoutTokens(provider, node, WARM_UP, false);
                logoutTokens(provider, node, SESSIONS, true);
                memory("after " + (WARM_UP + SESSIONS) + " logins and logouts", node);
            }
        }
    }

    private static GatewayNode start(TestProvider provider) {
        GatewayConfig config = GatewayConfig.onFreePorts()
                .with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", "http://127.0.0.1:9");
        long start = System.nanoTime();
        GatewayNode node = GatewayNode.start(config);
        System.out.printf("start to ready: %.1f s%n", (System.nanoTime() - start) / 1e9);
        return node;
    }

    private static void memory(String when, GatewayNode node) throws IOException {
        ProcessHandle launcher = node.launcher();
        long server = 0;
        for (ProcessHandle child : launcher.descendants().toList()) {
            server = Math.max(server, resident(child));
        }
        System.out.printf("memory %s: server %d MB, launcher %d MB%n", when, server, resident(launcher));
    }

    /** Resident set in MB, as Linux tells it. */
    private static long resident(ProcessHandle process) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }

    private static void logoutTokens(TestProvider provider, GatewayNode node, int count, boolean told)
            throws IOException, InterruptedException {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        long[] micros = new long[count];
        for (int i = 0; i < count; i++) {
            provider.signIns().user("user-" + i, "sid-" + told + i);
            new BrowserSession().get(node.url("/orders/"));
            String token = LogoutTokenBuilder.valid(
                            provider.issuer(), "gateway", provider.keys().current(), Instant.now())
                    .claim("sub", "user-" + i)
                    .claim("sid", "sid-" + told + i)
                    .build();
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(node.config().backChannelLogoutUrl()))
                    .header("Content-Type", FormBody.TYPE)
                    .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token))))
                    .build();
            long start = System.nanoTime();
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            micros[i] = (System.nanoTime() - start) / 1000;
            if (status != 200) {
                throw new IllegalStateException("A logout token was answered " + status + ".");
            }
        }
        if (told) {
            Arrays.sort(micros);
            System.out.printf(
                    "logout token, POST to 200, one at a time, %d sessions: p50 %.2f ms, p99 %.2f ms%n",
                    count, micros[count / 2] / 1e3, micros[count * 99 / 100] / 1e3);
        }
    }
}
