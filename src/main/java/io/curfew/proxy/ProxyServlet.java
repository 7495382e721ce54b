package io.curfew.proxy;

import io.curfew.assertion.Assertions;
import io.curfew.config.Settings;
import io.curfew.page.Answer;
import io.curfew.page.AnswerEndpoint;
import io.curfew.page.RequestKind;
import io.curfew.page.SetCookie;
import io.curfew.routing.Passage;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Admitted;
import io.curfew.session.BearerCaller;
import io.curfew.session.LiveSession;
import io.curfew.session.Tokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The servlet edge of the proxy. It forwards only what carries the gate's two attributes, {@link RouteMatch#ATTRIBUTE} and
 * {@link Admitted#ATTRIBUTE} or, in place of the latter, {@link Passage#ANONYMOUS}; and it takes the path from the first and
 * never from the request.
 */
public final class ProxyServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;
    private static final System.Logger LOG = System.getLogger(ProxyServlet.class.getName());

    private final transient Forwarding forwarding;
    private final transient OpenStreams streams;
    private final transient SessionFields sessionFields;

    /**
     * @param tokens opens the tokens of a session; asked only for routes that hand a token to their upstream
     * @param assertions tell who is signed in; asked only for routes that hand one to their upstream
     */
    public ProxyServlet(
            Settings settings,
            UpstreamClient client,
            WebSocketClient webSocketClient,
            OpenStreams streams,
            Clock clock,
            Function<LiveSession, Optional<Tokens>> tokens,
            Assertions assertions) {
        WebSockets webSockets = new WebSockets(settings.maxWebSockets(), webSocketClient, streams);
        this.forwarding = new Forwarding(settings, client, webSockets, clock, tokens, assertions);
        this.streams = streams;
        this.sessionFields = new SessionFields(clock);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        if (!(request.getAttribute(RouteMatch.ATTRIBUTE) instanceof RouteMatch match)) {
            write(
                    ForwardOutcome.Refused.of(404, "Not Found", "No application is configured for this path."),
                    request,
                    response);
            return;
        }
        Admitted admitted = request.getAttribute(Admitted.ATTRIBUTE) instanceof Admitted someone ? someone : null;
        boolean passes = admitted == null
                ? Boolean.TRUE.equals(request.getAttribute(Passage.ANONYMOUS))
                : admitted.isFor(match.route());
        if (!passes) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "A request reached the proxy without a session or token for its route and was not forwarded. route="
                            + match.route().name());
            write(
                    ForwardOutcome.Refused.of(500, "Internal Server Error", "The gateway could not check the session."),
                    request,
                    response);
            return;
        }
        ForwardedExchange exchange =
                new ForwardedExchange(admitted, match.route(), new ClientConnectionContext(request));
        streams.enter(exchange);
        try {
            serve(exchange, match, request, response);
        } finally {
            exchange.leave();
            streams.leave(exchange);
        }
    }

    private void serve(
            ForwardedExchange exchange, RouteMatch match, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        ClientRequest asked = clientRequest(request, exchange.toUpstream());
        if (Boolean.TRUE.equals(request.getAttribute(Passage.PREFLIGHT))) {
            asked = asked.withoutCredentials();
        } else if (exchange.admitted() instanceof BearerCaller
                || Boolean.TRUE.equals(request.getAttribute(Passage.BAD_TOKEN))) {
            asked = asked.withoutAuthorization();
        }
        ForwardOutcome outcome = forwarding.forward(asked, match, exchange);
        OwnFields own = new OwnFields(sessionFields.toBrowser(match.route(), exchange.session()), cookies(request));
        if (outcome instanceof ForwardOutcome.Answered answered) {
            stream(answered.with(own), exchange, request, response);
        } else if (outcome instanceof ForwardOutcome.Switched switched) {
            switchProtocols(switched.with(own), request, response);
        } else if (outcome instanceof ForwardOutcome.Refused refused) {
            write(refused, request, response);
        }
    }

    private static List<SetCookie> cookies(HttpServletRequest request) {
        return request.getAttribute(Passage.COOKIES) instanceof List<?> noted
                ? noted.stream().map(SetCookie.class::cast).toList()
                : List.of();
    }

    private static ClientRequest clientRequest(HttpServletRequest request, WriteWatch writes) throws IOException {
        List<HeaderField> headers = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                headers.add(new HeaderField(name, value));
            }
        }
        return new ClientRequest(
                request.getMethod(), headers, request.getRemoteAddr(), request.getQueryString(), body(request, writes));
    }

    private static @Nullable RequestBody body(HttpServletRequest request, WriteWatch writes) throws IOException {
        boolean chunked = request.getHeader("Transfer-Encoding") != null;
        long length = chunked ? -1 : request.getContentLengthLong();
        if (chunked) {
            return new RequestBody(request.getInputStream(), -1, writes).followedBy(() -> trailers(request));
        }
        if (length > 0) {
            return new RequestBody(request.getInputStream(), length, writes);
        }
        if (length == 0 || request.getProtocol().startsWith("HTTP/1")) {
            return null;
        }
        // HTTP/2 frames a body without announcing it: only a first byte tells.
        PushbackInputStream content = new PushbackInputStream(request.getInputStream());
        int first = content.read();
        if (first < 0) {
            return null;
        }
        content.unread(first);
        return new RequestBody(content, -1, writes);
    }

    private static List<HeaderField> trailers(HttpServletRequest request) {
        return !request.isTrailerFieldsReady()
                ? List.of()
                : request.getTrailerFields().entrySet().stream()
                        .map(field -> new HeaderField(field.getKey(), field.getValue()))
                        .toList();
    }

    private static Map<String, String> byName(List<HeaderField> fields) {
        Map<String, String> byName = new LinkedHashMap<>();
        fields.forEach(field -> byName.merge(field.name(), field.value(), (one, other) -> one + ", " + other));
        return byName;
    }

    private void stream(
            ForwardOutcome.Answered answered,
            ForwardedExchange exchange,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try (UpstreamAnswer answer = answered.answer()) {
            response.setStatus(answer.status());
            answered.headers().forEach(field -> response.addHeader(field.name(), field.value()));
            if (answer.length() >= 0) {
                response.setContentLengthLong(answer.length());
            }
            if (answer.mayHaveTrailers() && !request.getProtocol().equals("HTTP/1.0")) {
                response.setTrailerFields(() -> byName(forwarding.trailersToClient(answer, exchange.route())));
            }
            if (answer.isEventStream()) {
                beginEventStream(exchange, request, response);
            }
            answer.copyTo(response.getOutputStream(), exchange.toClient());
        } catch (UpstreamBrokenException e) {
            ForwardOutcome.Refused problem = forwarding.bodyBroke(exchange, e);
            if (response.isCommitted()) {
                // Ending in order would make half an answer look like a whole one.
                if (ClientConnectionContext.breakOff(request, e)) {
                    return;
                }
                throw e;
            }
            // the gate closes the connection after requests that may have a body nobody knows of
            String connection = response.getHeader("Connection");
            response.reset();
            if (connection != null) {
                response.setHeader("Connection", connection);
            }
            write(problem, request, response);
        } catch (IOException e) {
            // The client is gone. The container would try to tell it so, and fill its log.
            if (!ClientConnectionContext.breakOff(request, e)) {
                throw e;
            }
        }
    }

    /** Its head goes out before the first event; and as it may never end, its connection carries nothing after it. */
    private static void beginEventStream(
            ForwardedExchange exchange, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getProtocol().startsWith("HTTP/1")) {
            response.setHeader("Connection", "close");
            exchange.watchClient();
        }
        response.flushBuffer();
    }

    private static void switchProtocols(
            ForwardOutcome.Switched switched, HttpServletRequest request, HttpServletResponse response)
            throws IOException, ServletException {
        boolean carried = false;
        try {
            response.setStatus(HttpServletResponse.SC_SWITCHING_PROTOCOLS);
            switched.headers().forEach(field -> response.addHeader(field.name(), field.value()));
            request.upgrade(TunnelContext.class).carry(switched.tunnel());
            carried = true;
        } finally {
            if (!carried) {
                switched.tunnel().clientGone();
            }
        }
    }

    private static void write(ForwardOutcome.Refused refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Answer answer = Answer.problem(refused.problem(), RequestKind.of(request.getMethod(), request::getHeader));
        for (HeaderField field : refused.headers()) {
            answer = answer.with(new Answer.Header(field.name(), field.value()));
        }
        AnswerEndpoint.write(answer, response);
    }
}
