package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.page.Problem;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** From a request that passed the gate and asks for a WebSocket to an open one, or to the answer that it gets instead. */
final class WebSockets {
    private final WebSocketClient client;
    private final OpenStreams streams;
    private final Semaphore free;

    WebSockets(int most, WebSocketClient client, OpenStreams streams) {
        this.free = new Semaphore(most);
        this.client = client;
        this.streams = streams;
    }

    /** The reason not to open this one, if there is one. */
    Optional<ForwardOutcome.Refused> refusal(ClientRequest request, RouteMatch match) {
        if (!WebSocketHandshake.isWellFormed(request)) {
            return Optional.of(ForwardOutcome.Refused.of(
                    400, "Bad Request", "This is not how a WebSocket is opened (RFC 6455, section 4.1)."));
        }
        // Browsers send cookies with a handshake from any page, and hold no answer back from it.
        return request.header("Origin")
                .filter(origin -> !origin.equals(match.publicUrl().origin())
                        && !match.route().streams().webSocketOrigins().contains(origin))
                .map(other -> ForwardOutcome.Refused.of(
                        403, "Forbidden", "Pages of this origin may not open WebSockets here."));
    }

    /**
     * Opens one, or hands the upstream's answer on that is none.
     *
     * @throws IOException when the upstream gives no answer that could be handed on
     */
    ForwardOutcome open(
            ClientRequest request, UpstreamRequest handshake, UpstreamRotation upstream, ForwardedExchange exchange)
            throws IOException {
        if (!free.tryAcquire()) {
            return new ForwardOutcome.Refused(
                    new Problem(503, "Service Unavailable", "Too many WebSockets are open. Try again later."),
                    List.of(new HeaderField("Retry-After", "5")));
        }
        boolean open = false;
        try {
            WebSocketClient.Connection connection = upstream.open(client, handshake, exchange::abortsBy);
            UpstreamAnswer answer = connection.answer();
            if (answer.status() != 101) {
                return new ForwardOutcome.Answered(answer, answer.headers());
            }
            if (!WebSocketHandshake.isAccepted(answer.headers(), request)) {
                connection.abort().run();
                throw new IOException("The upstream switched protocols without having been asked to.");
            }
            open = true;
            return new ForwardOutcome.Switched(
                    tunnel(connection, exchange.admitted(), exchange.route()), answer.headers());
        } finally {
            if (!open) {
                free.release();
            }
        }
    }

    private WebSocketTunnel tunnel(WebSocketClient.Connection connection, @Nullable Admitted admitted, Route route) {
        WebSocketTunnel tunnel = new WebSocketTunnel(connection, admitted, route, ended -> {
            streams.leave(ended);
            free.release();
        });
        streams.enter(tunnel);
        return tunnel;
    }
}
