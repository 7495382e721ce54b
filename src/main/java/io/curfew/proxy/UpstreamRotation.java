package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.config.UpstreamServers;
import io.curfew.config.UpstreamSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The upstreams of one route in turn. A request goes on to the next one only when nothing of it was sent, and at most once
 * round; those that are left out come last. One that has no free connection is waited for only when no other can be asked.
 */
final class UpstreamRotation {
    private static final System.Logger LOG = System.getLogger(UpstreamRotation.class.getName());

    private final String route;
    private final UpstreamClient client;
    private final UpstreamCounts counts;
    private final List<UpstreamClient.Target> targets;
    /** The same upstreams, asked without waiting for a connection to become free. */
    private final List<UpstreamClient.Target> withoutWaiting;

    private final AtomicInteger turn = new AtomicInteger();

    UpstreamRotation(Route route, UpstreamClient client, Clock clock) {
        this.route = route.name();
        this.client = client;
        this.counts = client.counts(route.name());
        this.targets = route.upstream().servers().uris().stream()
                .map(uri -> target(uri, route, client, clock))
                .toList();
        this.withoutWaiting = targets.stream()
                .map(target -> target.within(Duration.ZERO, target.connectTimeout()))
                .toList();
    }

    private static UpstreamClient.Target target(URI uri, Route route, UpstreamClient client, Clock clock) {
        UpstreamSettings upstream = route.upstream();
        UpstreamServers servers = upstream.servers();
        int count = servers.uris().size();
        // a single one is asked in any case
        int mostFailures = count == 1 ? 0 : servers.failures();
        UpstreamHealth health = new UpstreamHealth(route.name(), uri, mostFailures, servers.ejection(), clock);
        Duration connect = upstream.connectTimeout();
        return client.target(health, servers.connections(), connect, upstream.readTimeout())
                .within(connect, share(connect, count));
    }

    /** When none of them can be reached, a whole round takes no longer than one that is alone. */
    private static Duration share(Duration connect, int count) {
        return Duration.ofMillis(Math.max(1, connect.toMillis() / count));
    }

    /**
     * Sends the request and reads the head of the answer.
     *
     * @throws ClientBodyException when the client did not send its body
     * @throws UpstreamBusyException when no connection became free in time
     * @throws RequestRefusedException when it is no request that may be sent
     * @throws UpstreamBrokenException when there is no answer
     */
    UpstreamAnswer send(UpstreamRequest request, Consumer<Runnable> aborting) throws IOException {
        long begun = counts.begin();
        UpstreamAnswer answer = counted(target -> client.send(target, request, aborting));
        counts.answered(begun, answer.status());
        return answer;
    }

    /** The same for the handshake of a WebSocket, on a connection of its own. */
    WebSocketClient.Connection open(
            WebSocketClient webSocketClient, UpstreamRequest handshake, Consumer<Runnable> aborting)
            throws IOException {
        long begun = counts.begin();
        WebSocketClient.Connection connection = counted(target -> webSocketClient.open(target, handshake, aborting));
        counts.answered(begun, connection.answer().status());
        return connection;
    }

    private <T> T counted(Asking<T> asking) throws IOException {
        try {
            return round(asking);
        } catch (IOException e) {
            counts.failed(e);
            throw e;
        }
    }

    /** The body of an answer broke off. */
    void bodyBroke() {
        counts.bodyBroke();
    }

    private <T> T round(Asking<T> asking) throws IOException {
        int count = targets.size();
        if (count == 1) {
            return ask(targets.get(0), asking);
        }
        int first = Math.floorMod(turn.getAndIncrement(), count);
        List<Integer> leftOut = List.of();
        IOException missed = null;
        UpstreamClient.Target busy = null;
        for (int i = first; i < first + count; i++) {
            if (!targets.get(i % count).health().admits()) {
                leftOut = leftOut.isEmpty() ? new ArrayList<>() : leftOut;
                leftOut.add(i % count);
                continue;
            }
            try {
                return ask(withoutWaiting.get(i % count), asking);
            } catch (UpstreamUnreachableException next) {
                missed = next;
            } catch (UpstreamBusyException next) {
                busy = busy == null ? targets.get(i % count) : busy;
            }
        }
        if (busy != null) {
            return ask(busy, asking);
        }
        for (int i : leftOut) {
            try {
                return ask(withoutWaiting.get(i), asking);
            } catch (UpstreamUnreachableException | UpstreamBusyException next) {
                missed = next;
            }
        }
        throw Objects.requireNonNull(missed);
    }

    private <T> T ask(UpstreamClient.Target target, Asking<T> asking) throws IOException {
        try {
            T answer = asking.of(target);
            target.health().answered();
            return answer;
        } catch (ClientBodyException
                | RequestRefusedException
                | UpstreamBusyException
                | ExchangeEndedException notItsFault) {
            throw notItsFault;
        } catch (UpstreamUnreachableException missed) {
            target.health().failed(missed);
            if (targets.size() > 1) {
                LOG.log(
                        Level.WARNING,
                        "An upstream cannot be reached. route=" + route + " upstream="
                                + target.health().upstream() + " failure=" + UpstreamBrokenException.reason(missed));
            }
            throw missed;
        } catch (IOException failure) {
            target.health().failed(failure);
            throw new UpstreamBrokenException(target.health().upstream(), failure);
        }
    }

    /** What is asked of an upstream. */
    private interface Asking<T> {
        T of(UpstreamClient.Target target) throws IOException;
    }
}
