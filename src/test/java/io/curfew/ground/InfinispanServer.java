package io.curfew.ground;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** One server of {@link InfinispanServers}, over all its starts. */
final class InfinispanServer {
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    private final Path home;
    private final int port;
    private final int clusterPort;
    private final List<String> more;
    private final HttpClient client;
    private @Nullable ServerProcess process;
    private int starts;

    InfinispanServer(Path home, int port, int clusterPort, List<String> more, SSLContext trust) {
        this.home = home;
        this.port = port;
        this.clusterPort = clusterPort;
        this.more = more;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(2))
                .sslContext(trust)
                .build();
    }

    /** Starts the process and does not wait. */
    void launch() {
        Path classpath = BuildDirectory.path().resolve("infinispan-server.classpath");
        if (!Files.exists(classpath)) {
            throw new IllegalStateException("There is no " + classpath + "; the build makes it: mvn test-compile");
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // for a short start on a machine with other work, not for speed
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dinfinispan.server.home.path=" + home,
                "-Dinfinispan.node.name=" + home.getFileName(),
                "-Dinfinispan.bind.port=" + port,
                "-Djgroups.bind.port=" + clusterPort));
        command.addAll(more);
        command.add("@" + classpath);
        command.add("org.infinispan.server.Bootstrap");
        Path log = BuildDirectory.log(home.resolveSibling(home.getFileName() + "-start-" + ++starts));
        process = ServerProcess.start(
                "Infinispan " + home.getFileName(),
                new ProcessBuilder(command).directory(home.toFile()),
                log,
                () -> {});
    }

    /** Waits until it answers and sees this many servers, itself included. */
    void awaitCluster(int members) {
        running().awaitReady(() -> seesHealthy(members), "see " + members + " servers", START_LIMIT);
    }

    /** Asks for the cluster, which costs the server a password check, only once it says that it is ready. */
    private boolean seesHealthy(int members) {
        if (answer("/health/ready").isEmpty()) {
            return false;
        }
        String health = answer("/rest/v2/container/health").orElse("");
        return health.contains("\"health_status\":\"HEALTHY\"")
                && health.contains("\"number_of_nodes\":" + members + ",");
    }

    /** The body of an answer with status 200. */
    private Optional<String> answer(String path) {
        ScramUser admin = InfinispanServers.ADMIN;
        byte[] credentials = (admin.name() + ":" + admin.password()).getBytes(StandardCharsets.UTF_8);
        HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + address() + path))
                .timeout(Duration.ofSeconds(5))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return response.statusCode() == 200 ? Optional.of(response.body()) : Optional.empty();
        } catch (IOException notYet) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    long pid() {
        return running().pid();
    }

    void kill() {
        running().kill();
    }

    private ServerProcess running() {
        if (process == null) {
            throw new IllegalStateException(home.getFileName() + " was never started");
        }
        return process;
    }
}
