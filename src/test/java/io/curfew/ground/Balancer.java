package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A balancer on the loopback interface: each request goes to the next node, also those of one client connection. Messages are
 * passed as they came, {@code Host} included; only {@code Connection}, {@code Keep-Alive}, {@code Expect} and
 * {@value #WANTED_NODE} stay here.
 *
 * <p>A node that accepts no connection is skipped. A request that may have reached a node is not sent again, unless
 * {@link #retryIdempotent} says so: it is answered 502 with {@code X-Balancer: broken}. A connection that is a WebSocket stays at its
 * node.
 */
public final class Balancer implements AutoCloseable {
    /** Names in an answer the port of the node that gave it. */
    public static final String NODE = "X-Node";

    /** Chooses in a request the node by its port; no other node is tried then. */
    public static final String WANTED_NODE = "X-Wanted-Node";

    /** Says in an answer that the balancer made it, and why: {@code broken} (502), {@code refused} or {@code none} (503). */
    public static final String FAULT = "X-Balancer";

    private static final Duration POLL_PAUSE = Duration.ofMillis(200);

    /**
     * What has happened so far.
     *
     * @param perNode requests that a node began to answer, by its port
     * @param refused connections that a node did not accept
     * @param broken requests answered 502 or cut off, because the node failed after it had been sent one
     * @param retried requests sent to another node after one had failed
     * @param unserved requests answered 503, because no node was there
     */
    public record Counts(Map<Integer, Long> perNode, long refused, long broken, long retried, long unserved) {}

    final LongAdder refused = new LongAdder();
    final LongAdder broken = new LongAdder();
    final LongAdder retried = new LongAdder();
    final LongAdder unserved = new LongAdder();
    private final Map<Integer, LongAdder> perNode = new ConcurrentHashMap<>();
    private final BalancedNodes nodes = new BalancedNodes();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newCachedThreadPool(Balancer::daemon);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ServerSocket server;
    private volatile boolean retrying;
    private volatile Duration answerLimit = Duration.ofSeconds(60);

    private Balancer(ServerSocket server) {
        this.server = server;
    }

    /** Starts on a free port. */
    public static Balancer start() {
        return start(0);
    }

    /** Starts on this port; 0 is any free one. */
    public static Balancer start(int port) {
        try {
            Balancer balancer = new Balancer(new ServerSocket(port, 1_024, InetAddress.getLoopbackAddress()));
            balancer.threads.execute(balancer::accept);
            return balancer;
        } catch (IOException failure) {
            throw new UncheckedIOException("No balancer on port " + port, failure);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    /** The URL of a path as browsers reach it; with an empty path, the public URL of the gateway. */
    public String url(String path) {
        return "http://localhost:" + port() + path;
    }

    /** From now on these nodes get the requests; what is under way goes on. */
    public Balancer use(List<Integer> ports) {
        nodes.use(ports);
        return this;
    }

    /** Whether a request without a body and with an idempotent method goes to the next node when one has failed. */
    public Balancer retryIdempotent(boolean retry) {
        retrying = retry;
        return this;
    }

    /** How long a node may take for an answer, or be silent within one; 60 s at first. */
    public Balancer answerLimit(Duration limit) {
        answerLimit = limit;
        return this;
    }

    /** From now on asks {@code /health/ready} of each node every 200 ms; a node gets requests while it answers 200. */
    public Balancer watchHealth() {
        nodes.watch();
        threads.execute(this::pollUntilClosed);
        return this;
    }

    private void pollUntilClosed() {
        try {
            do {
                nodes.poll(threads);
            } while (!closed.await(POLL_PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    /** The nodes that get requests now. */
    public List<Integer> inUse() {
        return nodes.inUse();
    }

    public Counts counts() {
        Map<Integer, Long> requests = new ConcurrentHashMap<>();
        perNode.forEach((port, count) -> requests.put(port, count.sum()));
        return new Counts(Map.copyOf(requests), refused.sum(), broken.sum(), retried.sum(), unserved.sum());
    }

    BalancedNodes nodes() {
        return nodes;
    }

    boolean isRetrying() {
        return retrying;
    }

    Duration answerLimit() {
        return answerLimit;
    }

    void countAnswer(int port) {
        perNode.computeIfAbsent(port, any -> new LongAdder()).increment();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                clients.add(client);
                if (closed.getCount() == 0) {
                    client.close();
                    return;
                }
                threads.execute(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            new BalancedClient(this, client).serve();
        } catch (IOException gone) {
            // a client that goes away is none of our business
        } finally {
            clients.remove(client);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("The balancer on port " + port() + " could not be closed", failure);
        } finally {
            nodes.close();
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "balancer");
        thread.setDaemon(true);
        return thread;
    }
}
