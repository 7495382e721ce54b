package io.curfew.proxy;

import io.curfew.assertion.Assertions;
import io.curfew.config.AssertionSettings;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.config.UpstreamSettings;
import io.curfew.page.Problem;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.BearerCaller;
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

    /** The connection may still be full of what comes too slowly. */
    private static final ForwardOutcome.Refused TOO_SLOW = new ForwardOutcome.Refused(
            new Problem(408, "Request Timeout", "The body of the request comes too slowly."),
            List.of(new HeaderField("Connection", "close")));

    private static final HeaderField ALLOW = new HeaderField("Allow", "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private static final HeaderField RETRY_AFTER = new HeaderField("Retry-After", "5");

    private final HeaderPolicy headers;
    private final Map<String, UpstreamRotation> upstreams = new HashMap<>();
    private final Function<LiveSession, Optional<Tokens>> tokens;
    private final WebSockets webSockets;
    private final Clock clock;
    private final Assertions assertions;
    private final SessionFields sessionFields;

    Forwarding(
            Settings settings,
            UpstreamClient client,
            WebSockets webSockets,
            Clock clock,
            Function<LiveSession, Optional<Tokens>> tokens,
            Assertions assertions) {
        this.headers = new HeaderPolicy(settings.publicUrl(), settings.routes(), settings.trustedIps());
        settings.routes().forEach(route -> upstreams.put(route.name(), new UpstreamRotation(route, client, clock)));
        this.tokens = tokens;
        this.assertions = assertions;
        this.webSockets = webSockets;
        this.clock = clock;
        this.sessionFields = new SessionFields(clock);
    }

    ForwardOutcome forward(ClientRequest request, RouteMatch match, ForwardedExchange exchange) {
        Admitted admitted = exchange.admitted();
        if (NEVER_FORWARDED.contains(request.method().toUpperCase(Locale.ROOT))
                || !HeaderField.isToken(request.method())) {
            return new ForwardOutcome.Refused(
                    new Problem(405, "Method Not Allowed", "The gateway does not forward this method."),
                    List.of(ALLOW));
        }
        boolean webSocket = WebSocketHandshake.isAskedFor(request);
        if (webSocket) {
            Optional<ForwardOutcome.Refused> refusal = webSockets.refusal(request, match);
            if (refusal.isPresent()) {
                return refusal.get();
            }
        }
        try {
            RequestBody body = body(request, match.route(), admitted);
            UpstreamRequest outgoing = upstreamRequest(request, body, match, admitted);
            if (body != null && request.method().equals("OPTIONS") && !outgoing.has("Content-Type")) {
                // RFC 9110, section 9.3.7; our HTTP engine insists on it.
                return ForwardOutcome.Refused.of(
                        400, "Bad Request", "An OPTIONS request with a body must say its Content-Type.");
            }
            UpstreamRotation upstream =
                    Objects.requireNonNull(upstreams.get(match.route().name()));
            if (webSocket) {
                return openWebSocket(request, outgoing, match, upstream, exchange);
            }
            UpstreamAnswer answer = upstream.send(outgoing, exchange::abortsBy);
            return new ForwardOutcome.Answered(answer, toClient(answer.headers(), match, admitted));
        } catch (StoreUnavailableException e) {
            return EndedAnswers.storeSilent();
        } catch (IOException e) {
            return failed(exchange, e);
        }
    }

    private @Nullable RequestBody body(ClientRequest request, Route route, @Nullable Admitted admitted)
            throws ClientBodyException {
        if (request.body() == null) {
            return null;
        }
        RequestBody body = request.body().atMost(route.requests().largestBody());
        if (body.isTooLarge()) {
            throw new BodyTooLargeException();
        }
        RequestBody coming = admitted == null ? AnonymousBody.begun(body, clock) : body;
        return coming.followedBy(
                () -> headers.trailersToUpstream(coming.trailers().get()));
    }

    /** What of the fields that follow an answer the client gets. */
    List<HeaderField> trailersToClient(UpstreamAnswer answer, Route route) {
        return headers.trailersToClient(answer.trailers(), route);
    }

    private UpstreamRequest upstreamRequest(
            ClientRequest request, @Nullable RequestBody body, RouteMatch match, @Nullable Admitted admitted) {
        UpstreamSettings upstream = match.route().upstream();
        Optional<Tokens> opened = upstream.tellsTokens() ? tokensOf(admitted) : Optional.empty();
        List<HeaderField> fields =
                headers.toUpstream(request, match, admitted == null ? null : admitted.caller(), opened);
        if (admitted instanceof LiveSession session) {
            sessionFields.addTo(fields, match.route(), session);
        }
        AssertionSettings assertion = upstream.assertion();
        if (admitted != null && assertion != null) {
            IdentityHeaders.add(fields, assertion.header(), assertions.of(assertion, admitted));
        }
        return new UpstreamRequest(
                request.method(), base -> match.forwardTarget(base, request.rawQuery()), fields, body);
    }

    private List<HeaderField> toClient(List<HeaderField> answer, RouteMatch match, @Nullable Admitted admitted) {
        if (admitted == null) {
            return headers.toClient(answer, match, null, Optional.empty());
        }
        // whoever brings a token has it
        boolean tellsTokens = admitted instanceof LiveSession
                && match.route().access().telling().downstream().tellsTokens();
        return headers.toClient(answer, match, admitted.caller(), tellsTokens ? tokensOf(admitted) : Optional.empty());
    }

    /** Those of a session; of who brings an access token, that one. */
    private Optional<Tokens> tokensOf(@Nullable Admitted admitted) {
        if (admitted instanceof BearerCaller bearer) {
            return Optional.of(new Tokens("", bearer.token(), null));
        }
        return admitted instanceof LiveSession session ? tokens.apply(session) : Optional.empty();
    }

    private ForwardOutcome openWebSocket(
            ClientRequest request,
            UpstreamRequest outgoing,
            RouteMatch match,
            UpstreamRotation upstream,
            ForwardedExchange exchange)
            throws IOException {
        UpstreamRequest handshake = outgoing.withHeaders(WebSocketHandshake.withUpgrade(outgoing.headers()));
        ForwardOutcome outcome = webSockets.open(request, handshake, upstream, exchange);
        if (outcome instanceof ForwardOutcome.Answered answered) {
            return new ForwardOutcome.Answered(
                    answered.answer(), toClient(answered.headers(), match, exchange.admitted()));
        }
        if (outcome instanceof ForwardOutcome.Switched switched) {
            List<HeaderField> fields =
                    WebSocketHandshake.withUpgrade(toClient(switched.headers(), match, exchange.admitted()));
            return new ForwardOutcome.Switched(switched.tunnel(), fields);
        }
        return outcome;
    }

    private static ForwardOutcome.Refused refused(ClientBodyException failure) {
        if (failure instanceof BodyTooLargeException) {
            return TOO_LARGE;
        }
        return failure instanceof ClientTooSlowException
                ? TOO_SLOW
                : ForwardOutcome.Refused.of(
                        400, "Bad Request", "The body of the request ended before it was complete.");
    }

    /** The problem for a request whose answer broke off. */
    ForwardOutcome.Refused bodyBroke(ForwardedExchange exchange, UpstreamBrokenException failure) {
        if (exchange.cause() == null) {
            Objects.requireNonNull(upstreams.get(exchange.route().name())).bodyBroke();
        }
        return failed(exchange, failure);
    }

    /** The problem for a request that got no answer, or lost it before the client saw any of it. */
    static ForwardOutcome.Refused failed(ForwardedExchange exchange, IOException failure) {
        OpenExchange.Cause ended = exchange.cause();
        if (ended != null) {
            return EndedAnswers.of(exchange, ended);
        }
        Route route = exchange.route();
        if (failure instanceof ClientBodyException body) {
            return refused(body);
        }
        if (failure instanceof RequestRefusedException) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A request is none that may be sent on. route=" + route.name() + " failure="
                            + failure.getMessage());
            return ForwardOutcome.Refused.of(
                    400, "Bad Request", "The request is not one that HTTP/1.1 allows to send on to the application.");
        }
        if (failure instanceof UpstreamBusyException) {
            LOG.log(System.Logger.Level.WARNING, failure.getMessage() + ". route=" + route.name());
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
