package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.FreePort;
import io.curfew.ground.ServerProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Starts nginx, Apache and the Spring gateway on free ports of 127.0.0.1, with configurations of their own, and ends them. */
final class PeerServers implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path directory;
    private final List<ServerProcess> servers = new ArrayList<>();

    /** @param directory for configurations, files and logs */
    PeerServers(Path directory) {
        this.directory = directory;
    }

    /** The upstream of all, and the target that stands for no proxy at all. */
    Target nginx() {
        int port = FreePort.any();
        Path home = fresh("nginx");
        for (ServedFile file : ServedFile.values()) {
            write(home.resolve(file.path().substring(1)), file.content());
        }
        Path config = home.resolve("nginx.conf");
        write(config, PeerConfigs.nginx(home, port, ROOT).getBytes(StandardCharsets.UTF_8));
        String url = "http://127.0.0.1:" + port;
        long pid = start(
                "nginx", port, List.of("nginx", "-p", home.toString(), "-e", "stderr", "-c", config.toString()), home);
        return Target.open("direct", url, pid);
    }

    Target apache(Target upstream) {
        int port = FreePort.any();
        long pid = apache("apache", port, PeerConfigs.apache(fresh("apache"), port, upstream.url(), ROOT));
        return Target.open("Apache, no login", "http://127.0.0.1:" + port, pid);
    }

    /** Without a login, and so that WebSockets pass. */
    Target apacheWebSockets(Target upstream) {
        int port = FreePort.any();
        String config = PeerConfigs.apache(fresh("apache-websockets"), port, upstream.url(), ROOT)
                .replaceFirst("(?m)^ProxyPass / .*$", "$0 upgrade=websocket");
        long pid = apache("apache-websockets", port, config);
        return Target.open("Apache, no login", "http://127.0.0.1:" + port, pid);
    }

    Target apacheOidc(String row, Target upstream, String issuer) {
        int port = FreePort.any();
        Path home = fresh("apache-oidc");
        String config = PeerConfigs.apacheOidc(port, issuer) + PeerConfigs.apache(home, port, upstream.url(), ROOT);
        long pid = apache("apache-oidc", port, config);
        return Target.loggedIn(row, "http://127.0.0.1:" + port, pid);
    }

    /** @param jar made by Maven from {@code bench/spring-gateway} */
    Target spring(String row, Path jar, Target upstream, String issuer) {
        int port = FreePort.any();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Path home = fresh("spring");
        ProcessBuilder builder = new ProcessBuilder(java, "-jar", jar.toString()).directory(home.toFile());
        builder.environment().put("PORT", Integer.toString(port));
        builder.environment().put("ISSUER", issuer);
        builder.environment().put("UPSTREAM", upstream.url());
        long pid = start("spring", port, builder, home);
        return Target.loggedIn(row, "http://127.0.0.1:" + port, pid);
    }

    private long apache(String name, int port, String config) {
        Path home = directory.resolve(name);
        Path file = home.resolve("apache.conf");
        write(file, config.getBytes(StandardCharsets.UTF_8));
        return start(
                name, port, List.of("apache2", "-d", home.toString(), "-f", file.toString(), "-DFOREGROUND"), home);
    }

    private long start(String name, int port, List<String> command, Path home) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        // where Debian puts what only administrators call
        builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
        return start(name, port, builder, home);
    }

    private long start(String name, int port, ProcessBuilder builder, Path home) {
        ServerProcess server = ServerProcess.start(name, builder, BuildDirectory.log(home), () -> {});
        servers.add(server);
        server.awaitReady(() -> listens(port), "listen on port " + port, LIMIT);
        return server.pid();
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private Path fresh(String name) {
        try {
            return Files.createDirectories(directory.resolve(name));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void write(Path file, byte[] content) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.write(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void close() {
        Collections.reverse(servers);
        servers.forEach(ServerProcess::stop);
    }
}
