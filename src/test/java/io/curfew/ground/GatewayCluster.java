package io.curfew.ground;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Several gateway nodes behind one balancer, which sends requests to those that are ready. */
public final class GatewayCluster implements AutoCloseable {
    private static final Duration ROTATION_LIMIT = Duration.ofSeconds(90);

    private final Balancer balancer;
    private final @Nullable Cables cables;
    private final List<GatewayConfig> configs;
    private final List<GatewayNode> nodes = new ArrayList<>();

    private GatewayCluster(Balancer balancer, @Nullable Cables cables, List<GatewayConfig> configs) {
        this.balancer = balancer;
        this.cables = cables;
        this.configs = configs;
    }

    /** Starts nodes that reach each other directly, and returns when all are ready. */
    public static GatewayCluster start(int nodes, UnaryOperator<GatewayConfig> more) {
        return start(Balancer.start(), nodes, more);
    }

    /** The same, behind this balancer, which is closed with them. */
    public static GatewayCluster start(Balancer balancer, int nodes, UnaryOperator<GatewayConfig> more) {
        return start(balancer, null, ClusterConfig.embedded(nodes, balancer.url("")), more);
    }

    /** Starts nodes that reach each other by cables, and returns when all are ready. */
    public static GatewayCluster startWithCables(int nodes, UnaryOperator<GatewayConfig> more) {
        Balancer balancer = Balancer.start();
        Cables cables = Cables.between(nodes);
        return start(balancer, cables, ClusterConfig.embedded(nodes, balancer.url(""), cables), more);
    }

    /** Starts nodes whose sessions live in these servers, and returns when all are ready. */
    public static GatewayCluster startOn(InfinispanServers servers, int nodes, UnaryOperator<GatewayConfig> more) {
        Balancer balancer = Balancer.start();
        return start(balancer, null, ClusterConfig.remote(nodes, balancer.url(""), servers), more);
    }

    private static GatewayCluster start(
            Balancer balancer,
            @Nullable Cables cables,
            List<GatewayConfig> configs,
            UnaryOperator<GatewayConfig> more) {
        GatewayCluster cluster =
                new GatewayCluster(balancer, cables, configs.stream().map(more).toList());
        try {
            cluster.configs.forEach(config -> cluster.nodes.add(GatewayNode.launch(config)));
            balancer.use(cluster.ports()).watchHealth();
            cluster.awaitReady();
            return cluster;
        } catch (RuntimeException failure) {
            try (cluster) {
                throw failure;
            }
        }
    }

    public Balancer balancer() {
        return balancer;
    }

    /** The cables between the nodes; throws if they were started without. */
    public Cables cables() {
        if (cables == null) {
            throw new IllegalStateException("The nodes reach each other without cables.");
        }
        return cables;
    }

    public int size() {
        return configs.size();
    }

    public GatewayNode node(int number) {
        return nodes.get(number);
    }

    /** The http ports of all nodes, as the balancer names them. */
    public List<Integer> ports() {
        return configs.stream().map(GatewayConfig::httpPort).toList();
    }

    /** The URL of a path as browsers reach it, through the balancer. */
    public String url(String path) {
        return balancer.url(path);
    }

    /** Ends a node at once (SIGKILL). */
    public void kill(int number) {
        node(number).kill();
    }

    /** Asks a node to end (SIGTERM) and waits until it has. */
    public void stop(int number) {
        node(number).close();
    }

    /** Stops a node's server where it is (SIGSTOP). */
    public void pause(int number) {
        node(number).pause();
    }

    /** Lets a paused node go on (SIGCONT). */
    public void resume(int number) {
        node(number).resume();
    }

    /** Ends a node that runs as {@link #stop} does, starts it anew with the same config, and waits until all are ready. */
    public void restart(int number) {
        if (node(number).isAlive()) {
            stop(number);
        }
        nodes.set(number, GatewayNode.launch(configs.get(number)));
        node(number).awaitReady();
        awaitInUse(number);
    }

    /** Waits until every node is ready and gets requests; throws with the end of its log if one does not get there. */
    public void awaitReady() {
        nodes.forEach(GatewayNode::awaitReady);
        for (int number = 0; number < nodes.size(); number++) {
            awaitInUse(number);
        }
    }

    private void awaitInUse(int number) {
        int port = configs.get(number).httpPort();
        if (!Waiting.until(() -> balancer.inUse().contains(port), ROTATION_LIMIT)) {
            throw new IllegalStateException(
                    "Node " + number + " on port " + port + " was ready, but the balancer does not use it.");
        }
    }

    /** Ends all nodes, also paused ones; throws what the first one threw that did not end as it should. */
    @Override
    public void close() {
        balancer.close();
        List<RuntimeException> failures = new ArrayList<>();
        for (GatewayNode node : nodes) {
            try {
                if (node.isAlive()) {
                    node.close();
                }
            } catch (RuntimeException failure) {
                failures.add(failure);
            }
        }
        if (cables != null) {
            cables.close();
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
    }
}
