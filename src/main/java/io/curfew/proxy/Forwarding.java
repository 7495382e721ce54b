package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.config.UpstreamSettings;
import io.curfew.page.Problem;
import io.curfew.routing.RouteMatch;
import io.curfew.session.LiveSession;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a request that passed the gate to the answer of its upstream, or to a problem that tells why there is none. */
final class Forwarding {
    private static final System.Logger LOG = System.getLogger(Forwarding.class.getName());

    /** TRACE would show the client the headers that only the upstream may see; CONNECT is for another kind of proxy. */
    private static final Set<String> NEVER_FORWARDED = Set.of("TRACE", "CONNECT");

    /** What is left of the body is not read, so the connection can carry no further request. */
    private static final ForwardOutcome.Refused TOO_LARGE = new ForwardOutcome.Refused(
            new Problem(413, "Content Too Large", "The body of the request is longer than the application takes."),
            List.of(new HeaderField("Connection", "close")));

    private static final HeaderField ALLOW = new HeaderField("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private static final HeaderField RETRY_AFTER = new HeaderField("Retry-After", "5");

    private final HeaderPolicy headers;
    private final Map<String, UpstreamRotation> upstreams = new HashMap<>();
    private final Function<LiveSession, Optional<Tokens>> tokens;

    Forwarding(Settings settings, UpstreamClient client, Clock clock, Function<LiveSession, Optional<Tokens>> tokens) {
        this.headers = new HeaderPolicy(settings.publicUrl(), settings.routes());
        settings.routes().forEach(route -> upstreams.put(route.name(), new UpstreamRotation(route, client, clock)));
        this.tokens = tokens;
    }

    /**
     * @param session null for a request that needs none
     */
    ForwardOutcome forward(ClientRequest request, RouteMatch match, @Nullable LiveSession session) {
        if (NEVER_FORWARDED.contains(request.method().toUpperCase(Locale.ROOT))
                || !HeaderField.isToken(request.method())) {
            return new ForwardOutcome.Refused(
                    new Problem(405, "Method Not Allowed", "The gateway does not forward this method."),
                    List.of(ALLOW));
        }
        if (asksForWebSocket(request)) {
            return ForwardOutcome.Refused.of(501, "Not Implemented", "The gateway does not forward WebSockets.");
        }
        if (request.method().equals("OPTIONS")
                && request.body() != null
                && request.header("Content-Type").isEmpty()) {
            // RFC 9110, section 9.3.7; our HTTP engine insists on it.
            return ForwardOutcome.Refused.of(
                    400, "Bad Request", "An OPTIONS request with a body must say its Content-Type.");
        }
        RequestBody body = request.body();
        if (body != null) {
            body = body.atMost(match.route().requests().largestBody());
            if (body.isTooLarge()) {
                return TOO_LARGE;
            }
        }
        try {
            UpstreamRotation upstream =
                    Objects.requireNonNull(upstreams.get(match.route().name()));
            UpstreamAnswer answer = upstream.send(upstreamRequest(request, body, match, session));
            return new ForwardOutcome.Answered(answer, headers.toClient(answer.headers(), match));
        } catch (StoreUnavailableException e) {
            return new ForwardOutcome.Refused(
                    new Problem(
                            503, "Service Unavailable", "Sessions cannot be read at the moment. Try again shortly."),
                    List.of(RETRY_AFTER));
        } catch (IOException e) {
            return failed(match.route(), e);
        }
    }

    private UpstreamRequest upstreamRequest(
            ClientRequest request, @Nullable RequestBody body, RouteMatch match, @Nullable LiveSession session) {
        UpstreamSettings upstream = match.route().upstream();
        Optional<Tokens> opened = session == null || !upstream.tellsTokens() ? Optional.empty() : tokens.apply(session);
        return new UpstreamRequest(
                request.method(),
                base -> match.forwardTarget(base, request.rawQuery()),
                headers.toUpstream(request, match, session == null ? null : session.session(), opened),
                body);
    }

    /** Another upgrade may be ignored (RFC 9110, section 7.8); a WebSocket client cannot go on without its own. */
    private static boolean asksForWebSocket(ClientRequest request) {
        return request.header("Upgrade")
                .filter(protocols -> protocols.toLowerCase(Locale.ROOT).contains("websocket"))
                .isPresent();
    }

    /** The problem for a request that got no answer, or lost it before the client saw any of it. */
    static ForwardOutcome.Refused failed(Route route, IOException failure) {
        if (failure instanceof BodyTooLargeException) {
            return TOO_LARGE;
        }
        if (failure instanceof ClientBodyException) {
            return ForwardOutcome.Refused.of(
                    400, "Bad Request", "The body of the request ended before it was complete.");
        }
        if (failure instanceof UpstreamBusyException) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "All connections to an upstream are in use (upstream_max_connections). route=" + route.name());
            return new ForwardOutcome.Refused(
                    new Problem(
                            503,
                            "Service Unavailable",
                            "The application has more to do than it can at the moment. Try again shortly."),
                    List.of(RETRY_AFTER));
        }
        LOG.log(
                System.Logger.Level.WARNING,
                "An upstream gave no complete answer. route=" + route.name() + " upstream="
                        + (failure instanceof UpstreamBrokenException broken ? broken.upstream() : "unknown")
                        + " failure=" + UpstreamBrokenException.reason(failure));
        return UpstreamBrokenException.cause(failure) instanceof InterruptedIOException
                ? ForwardOutcome.Refused.of(
                        504, "Gateway Timeout", "The application did not answer in time. Try again later.")
                : ForwardOutcome.Refused.of(
                        502, "Bad Gateway", "The application cannot be reached at the moment. Try again later.");
    }
}
