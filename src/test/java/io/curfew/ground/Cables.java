package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The cables between the nodes of a cluster on one machine, which tests can cut and heal without any privilege.
 *
 * <p>Node <i>i</i>, from 0, listens for the others on {@code 127.0.1.(i+1)} and is known to them by {@code 127.0.2.(i+1)}, where
 * relays listen on the same ports. JGroups is told so by the system properties of {@link #jvmArguments}. It announces the
 * external address to its peers and derives the port of FD_SOCK2 from the same base port on both sides; with an external
 * <em>port</em> in place of an external address FD_SOCK2 would take the port that its own relay needs. A relay knows who dials by
 * the source address, to which the transport binds its sockets; FD_SOCK2 does not bind them, but introduces itself in clear
 * text, also when the transport uses TLS.
 */
public final class Cables implements AutoCloseable {
    private static final String BOUND = "127.0.1.";
    private static final String KNOWN = "127.0.2.";
    private static final int ATTEMPTS = 100;

    /** As long as the transport waits for a connection in the TCP stack that Infinispan brings. */
    private static final Duration DIAL_LIMIT = Duration.ofMillis(300);

    /** FD_SOCK2 gives up by itself. */
    private static final Duration NO_LIMIT = Duration.ofHours(1);

    private final int port;
    private final int nodes;
    private final Links links;
    private final List<CableRelay> relays = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(Cables::daemon);

    private Cables(int nodes, int port, List<ServerSocket> servers) throws IOException {
        this.nodes = nodes;
        this.port = port;
        this.links = new Links(nodes);
        for (int i = 0; i < servers.size(); i++) {
            int node = i / 2;
            ServerSocket server = servers.get(i);
            InetSocketAddress target =
                    new InetSocketAddress(InetAddress.getByName(bindAddress(node)), server.getLocalPort());
            relays.add(new CableRelay(node, server, target, links, i % 2 == 0 ? DIAL_LIMIT : NO_LIMIT, threads));
        }
        relays.forEach(CableRelay::start);
    }

    /** Lays cables between this many nodes, all of them whole. */
    public static Cables between(int nodes) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            // below the ports that the system gives to those who ask for any
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            List<ServerSocket> servers = new ArrayList<>();
            try {
                for (int node = 0; node < nodes; node++) {
                    listen(BOUND + (node + 1), port).close();
                    listen(BOUND + (node + 1), port + 1).close();
                    servers.add(listen(KNOWN + (node + 1), port));
                    servers.add(listen(KNOWN + (node + 1), port + 1));
                }
                return new Cables(nodes, port, servers);
            } catch (IOException taken) {
                servers.forEach(Cables::close);
            }
        }
        throw new IllegalStateException("No port is free on the loopback addresses of " + nodes + " nodes.");
    }

    private static ServerSocket listen(String address, int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getByName(address));
    }

    /** Where the node listens for the others. */
    public String bindAddress(int node) {
        return BOUND + (node + 1);
    }

    /** Where every node listens, on its own address; FD_SOCK2 takes the next one. */
    public int port() {
        return port;
    }

    /** The address by which the others know the node; the port is the same. */
    public String knownAddress(int node) {
        return KNOWN + (node + 1);
    }

    /** All nodes as the others know them, {@code host:port} with commas between. */
    public String members() {
        return IntStream.range(0, nodes)
                .mapToObj(node -> knownAddress(node) + ":" + port)
                .collect(Collectors.joining(","));
    }

    /** What the node's JVM needs to be told. */
    public String jvmArguments(int node) {
        return "-Djgroups.external_addr=" + knownAddress(node) + " -Djgroups.tcp.client_bind_addr=" + bindAddress(node);
    }

    /** Cuts the link between two nodes in both directions; nobody gets to know. */
    public void cut(int one, int other) {
        links.cut(one, other);
    }

    /** Cuts all links of a node. */
    public void isolate(int node) {
        IntStream.range(0, nodes).filter(other -> other != node).forEach(other -> links.cut(node, other));
    }

    /** Makes all links whole; what was held is delivered. */
    public void heal() {
        links.heal();
    }

    /** The node of one of its addresses, or -1. */
    static int nodeOf(byte[] address) {
        boolean ours =
                address.length == 4 && address[0] == 127 && address[1] == 0 && (address[2] == 1 || address[2] == 2);
        return ours ? address[3] - 1 : -1;
    }

    @Override
    public void close() {
        relays.forEach(CableRelay::close);
        threads.shutdownNow();
    }

    private static void close(ServerSocket server) {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("A relay could not be closed", failure);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "cable");
        thread.setDaemon(true);
        return thread;
    }
}
