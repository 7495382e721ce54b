package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.config.UpstreamServers;
import io.curfew.config.UpstreamSettings;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The upstreams of one route in turn. A request goes on to the next one only when nothing of it was sent, and at most once
 * round; those that are left out come last.
 */
final class UpstreamRotation {
    private static final System.Logger LOG = System.getLogger(UpstreamRotation.class.getName());

    private final String route;
    private final UpstreamClient client;
    private final List<UpstreamClient.Target> targets;
    private final AtomicInteger turn = new AtomicInteger();

    UpstreamRotation(Route route, UpstreamClient client, Clock clock) {
        this.route = route.name();
        this.client = client;
        this.targets = route.upstream().servers().uris().stream()
                .map(uri -> target(uri, route, client, clock))
                .toList();
    }

    private static UpstreamClient.Target target(URI uri, Route route, UpstreamClient client, Clock clock) {
        UpstreamSettings upstream = route.upstream();
        UpstreamServers servers = upstream.servers();
        // a single one is asked in any case
        int mostFailures = servers.uris().size() == 1 ? 0 : servers.failures();
        return client.target(
                new UpstreamHealth(route.name(), uri, mostFailures, servers.ejection(), clock),
                servers.connections(),
                upstream.connectTimeout(),
                upstream.readTimeout());
    }

    /**
     * Sends the request and reads the head of the answer.
     *
     * @throws ClientBodyException when the client did not send its body
     * @throws UpstreamBusyException when no connection became free in time
     * @throws UpstreamBrokenException when there is no answer
     */
    UpstreamAnswer send(UpstreamRequest request, Consumer<Runnable> aborting) throws IOException {
        return round(target -> client.send(target, request, aborting));
    }

    /** The same for the handshake of a WebSocket, on a connection of its own. */
    WebSocketClient.Connection open(
            WebSocketClient webSocketClient, UpstreamRequest handshake, Consumer<Runnable> aborting)
            throws IOException {
        return round(target -> webSocketClient.open(target, handshake, aborting));
    }

    private <T> T round(Asking<T> asking) throws IOException {
        int count = targets.size();
        int first = count == 1 ? 0 : Math.floorMod(turn.getAndIncrement(), count);
        List<UpstreamClient.Target> leftOut = List.of();
        UpstreamUnreachableException missed = null;
        for (int i = 0; i < count; i++) {
            UpstreamClient.Target target = targets.get((first + i) % count);
            if (!target.health().admits()) {
                leftOut = leftOut.isEmpty() ? new ArrayList<>() : leftOut;
                leftOut.add(target);
                continue;
            }
            try {
                return ask(target, asking);
            } catch (UpstreamUnreachableException next) {
                missed = next;
            }
        }
        for (UpstreamClient.Target target : leftOut) {
            try {
                return ask(target, asking);
            } catch (UpstreamUnreachableException next) {
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
        } catch (ClientBodyException | UpstreamBusyException | ExchangeEndedException notItsFault) {
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
