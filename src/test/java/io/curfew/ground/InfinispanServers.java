package io.curfew.ground;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A cluster of Infinispan Servers on this machine, each a process of its own, with the configuration that Curfew ships,
 * {@code docs/infinispan-server.xml}. Servers are counted from 0.
 */
public final class InfinispanServers implements AutoCloseable {
    /** Reads and writes the caches of Curfew and may do nothing else. */
    public static final ScramUser GATEWAY = new ScramUser("gateway", "gateway-secret", List.of("curfew"));

    /** May in addition create caches. */
    public static final ScramUser CREATOR =
            new ScramUser("creator", "creator-secret", List.of("curfew", "curfew-creator"));

    /** May do everything. */
    public static final ScramUser ADMIN = new ScramUser("admin", "admin-secret", List.of("admin"));

    private static final String REALM_HEADER = "#$REALM_NAME=default$\n#$ALGORITHM=encrypted$\n";

    private final Path directory;
    private final Path trustStore;
    private final List<InfinispanServer> servers;

    private InfinispanServers(Path directory, Path trustStore, List<InfinispanServer> servers) {
        this.directory = directory;
        this.trustStore = trustStore;
        this.servers = servers;
    }

    /** Starts this many servers and returns when they are one cluster. */
    public static InfinispanServers start(int count) {
        return start(count, List.of());
    }

    /**
     * The same.
     *
     * @param options further ones for the JVM of each
     */
    public static InfinispanServers start(int count, List<String> options) {
        Path directory = BuildDirectory.fresh("infinispan-servers");
        try {
            SelfSigned certificate = SelfSigned.make();
            SelfSigned cluster = SelfSigned.make();
            List<Integer> clusterPorts = Stream.generate(FreePort::withItsSuccessor)
                    .distinct()
                    .limit(count)
                    .toList();
            List<String> common = new ArrayList<>(options);
            common.addAll(List.of(
                    "-Dcurfew.servers=" + members(clusterPorts),
                    "-Dcurfew.key.store=" + certificate.keyStore(),
                    "-Dcurfew.key.store.password=" + SelfSigned.PASSWORD,
                    "-Dcurfew.cluster.key.store=" + cluster.keyStore(),
                    "-Dcurfew.cluster.trust.store=" + cluster.trustStore(),
                    "-Dcurfew.cluster.store.password=" + SelfSigned.PASSWORD));
            List<InfinispanServer> servers = new ArrayList<>();
            for (int clusterPort : clusterPorts) {
                Path home = directory.resolve(directory.getFileName() + "-" + servers.size());
                configure(home.resolve("server"));
                servers.add(new InfinispanServer(home, FreePort.any(), clusterPort, common, certificate.context()));
            }
            InfinispanServers started =
                    new InfinispanServers(directory, certificate.trustStore(), List.copyOf(servers));
            started.startAll();
            return started;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("The Infinispan Servers could not be configured", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static String members(List<Integer> clusterPorts) {
        return clusterPorts.stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(","));
    }

    private static void configure(Path root) throws IOException {
        for (String part : List.of("conf", "data", "lib", "log")) {
            Files.createDirectories(root.resolve(part));
        }
        Path conf = root.resolve("conf");
        Files.copy(shipped(), conf.resolve("infinispan.xml"));
        try (var log = InfinispanServers.class.getResourceAsStream("/infinispan-server-log.xml")) {
            Files.write(conf.resolve("log4j2.xml"), log.readAllBytes());
        }
        List<ScramUser> users = List.of(GATEWAY, CREATOR, ADMIN);
        Files.writeString(
                conf.resolve("users.properties"),
                REALM_HEADER + users.stream().map(ScramUser::userLine).collect(Collectors.joining("\n", "", "\n")));
        Files.writeString(
                conf.resolve("groups.properties"),
                users.stream().map(ScramUser::groupLine).collect(Collectors.joining("\n", "", "\n")));
    }

    /** The configuration that is shipped. */
    public static Path shipped() {
        return BuildDirectory.path().resolveSibling("docs").resolve("infinispan-server.xml");
    }

    private void startAll() {
        try {
            restartAll();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** host:port of a server, for Hot Rod over TLS. It stays the same over a restart. */
    public String address(int server) {
        return servers.get(server).address();
    }

    /** host:port of all servers. */
    public List<String> addresses() {
        return servers.stream().map(InfinispanServer::address).toList();
    }

    /** PKCS12 that holds the servers' certificate, made out to 127.0.0.1 and localhost. */
    public Path trustStore() {
        return trustStore;
    }

    /** The password of the trust store. */
    public String trustStorePassword() {
        return SelfSigned.PASSWORD;
    }

    /** The process of a server. */
    public long pid(int server) {
        return servers.get(server).pid();
    }

    /** Ends a server at once (SIGKILL), as a crash would. */
    public void kill(int server) {
        servers.get(server).kill();
    }

    /** Starts a server that was killed, and returns when it sees all that are running. */
    public void restart(int server) {
        servers.get(server).launch();
        int running = (int) servers.stream().filter(InfinispanServer::isRunning).count();
        servers.get(server).awaitCluster(running);
    }

    /**
     * Starts all servers that were killed and returns when all are one cluster. One by one: two that start at once may wait
     * for each other for ever.
     */
    public void restartAll() {
        for (int server = 0; server < servers.size(); server++) {
            if (!servers.get(server).isRunning()) {
                restart(server);
            }
        }
    }

    @Override
    public void close() {
        servers.stream().filter(InfinispanServer::isRunning).forEach(InfinispanServer::kill);
        BuildDirectory.delete(directory);
    }
}
