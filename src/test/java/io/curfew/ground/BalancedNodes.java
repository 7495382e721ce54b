package io.curfew.ground;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The nodes behind a balancer: whose turn it is, who is ready, and the connections that wait for the next request. */
final class BalancedNodes {
    private static final int POLL_LIMIT_MILLIS = 5_000;

    private final AtomicInteger turn = new AtomicInteger();
    private final Map<Integer, Deque<NodeConnection>> idle = new ConcurrentHashMap<>();
    private final Set<Integer> ready = ConcurrentHashMap.newKeySet();
    private final Set<Integer> polled = ConcurrentHashMap.newKeySet();
    private volatile List<Integer> ports = List.of();
    private volatile boolean watched;

    void use(List<Integer> newPorts) {
        ports = List.copyOf(newPorts);
        idle.keySet().stream().filter(port -> !newPorts.contains(port)).forEach(this::forget);
    }

    /** From now on only nodes that were seen ready get requests. */
    void watch() {
        watched = true;
    }

    /** The nodes that get requests. */
    List<Integer> inUse() {
        return watched ? ports.stream().filter(ready::contains).toList() : ports;
    }

    boolean knows(int port) {
        return ports.contains(port);
    }

    /** The nodes in the order in which the next request tries them. */
    List<Integer> nextOrder() {
        List<Integer> all = inUse();
        if (all.isEmpty()) {
            return all;
        }
        int first = Math.floorMod(turn.getAndIncrement(), all.size());
        List<Integer> order = new ArrayList<>(all.subList(first, all.size()));
        order.addAll(all.subList(0, first));
        return order;
    }

    /** An idle connection that still stands, or a new one; throws when the node accepts none. */
    NodeConnection connect(int port, Duration answerLimit) throws IOException {
        NodeConnection kept = takeIdle(port);
        while (kept != null && !kept.isQuiet()) {
            kept.close();
            kept = takeIdle(port);
        }
        return kept != null ? kept : NodeConnection.open(port, answerLimit);
    }

    private @Nullable NodeConnection takeIdle(int port) {
        Deque<NodeConnection> connections = idle.get(port);
        return connections == null ? null : connections.pollFirst();
    }

    void giveBack(NodeConnection connection) {
        if (knows(connection.port())) {
            idle.computeIfAbsent(connection.port(), any -> new ConcurrentLinkedDeque<>())
                    .addFirst(connection);
        } else {
            connection.close();
        }
    }

    /** Asks each node that is not being asked already whether it is ready. */
    void poll(Executor threads) {
        for (int port : ports) {
            if (polled.add(port)) {
                threads.execute(() -> pollOne(port));
            }
        }
    }

    private void pollOne(int port) {
        try {
            if (answersReady(port)) {
                ready.add(port);
            } else {
                ready.remove(port);
            }
        } finally {
            polled.remove(port);
        }
    }

    private static boolean answersReady(int port) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + "/health/ready")
                    .toURL()
                    .openConnection();
            connection.setConnectTimeout(POLL_LIMIT_MILLIS);
            connection.setReadTimeout(POLL_LIMIT_MILLIS);
            // a poll must not keep a thread of the node
            connection.setRequestProperty("Connection", "close");
            int status = connection.getResponseCode();
            connection.disconnect();
            return status == 200;
        } catch (IOException notThere) {
            return false;
        }
    }

    private void forget(int port) {
        Deque<NodeConnection> connections = idle.remove(port);
        if (connections != null) {
            connections.forEach(NodeConnection::close);
        }
    }

    void close() {
        ports = List.of();
        List.copyOf(idle.keySet()).forEach(this::forget);
    }
}
