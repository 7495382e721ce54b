package io.curfew.proxy;

import io.curfew.config.UpstreamConnections;
import io.curfew.proxy.PoolClient.Outgoing;
import io.curfew.trace.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.io.entity.EntityTemplate;

/** Sends requests to upstreams over pooled connections and adds nothing of its own to them. Safe for use by many threads. */
public final class UpstreamClient implements AutoCloseable {
    /** As many pooled connections with an answer that nobody asked for are left aside for one request. */
    private static final int MOST_UNASKED_ANSWERS = 5;

    private final Map<UpstreamConnections, PoolClient> pools = new ConcurrentHashMap<>();
    private final Map<String, UpstreamCounts> counts = new ConcurrentHashMap<>();
    private final UpstreamTrace trace;

    /** One whose calls nobody hears of. */
    UpstreamClient() {
        this(Traces.OFF);
    }

    public UpstreamClient(Traces traces) {
        trace = new UpstreamTrace(traces);
    }

    /** One upstream of a route, with everything that is the same for each request to it. */
    static final class Target {
        private final UpstreamHealth health;
        private final PoolClient pool;
        private final HttpHost host;
        private final String base;
        private final RequestConfig limits;

        private final UpstreamConnections connections;
        private final Duration connectTimeout;
        private final Duration readTimeout;

        private Target(
                UpstreamHealth health,
                PoolClient pool,
                UpstreamConnections connections,
                Duration leaseTimeout,
                Duration connectTimeout,
                Duration readTimeout) {
            URI uri = health.upstream();
            this.health = health;
            this.pool = pool;
            this.host = HttpHost.create(uri);
            this.base = uri.getRawPath() == null ? "" : uri.getRawPath();
            this.connections = connections;
            this.connectTimeout = connectTimeout;
            this.readTimeout = readTimeout;
            this.limits = PoolClient.limits(leaseTimeout, connectTimeout, readTimeout);
        }

        /** The same upstream with other limits for a connection: from the pool, or new. */
        Target within(Duration lease, Duration connect) {
            return new Target(health, pool, connections, lease, connect, readTimeout);
        }

        UpstreamHealth health() {
            return health;
        }

        String base() {
            return base;
        }

        UpstreamConnections connections() {
            return connections;
        }

        Duration connectTimeout() {
            return connectTimeout;
        }

        Duration readTimeout() {
            return readTimeout;
        }
    }

    /**
     * An upstream to send requests to.
     *
     * @param health names it, and hears how its answers end
     * @param connect limit for a connection, from the pool or new
     * @param read limit of each wait for bytes of an answer
     */
    Target target(UpstreamHealth health, UpstreamConnections connections, Duration connect, Duration read) {
        PoolClient pool = pools.computeIfAbsent(connections, PoolClient::new);
        return new Target(health, pool, connections, connect, connect, read);
    }

    /** How the upstreams of a route answer, whoever asks them. */
    public UpstreamCounts counts(String route) {
        return counts.computeIfAbsent(route, any -> new UpstreamCounts());
    }

    /**
     * Sends the request and reads the header of the answer. A pooled connection that turns out to be dead is replaced once,
     * if the request may be sent again.
     *
     * @param aborting told how to break the exchange off from another thread, for each attempt
     * @throws ExchangeEndedException when that was done
     * @throws UpstreamBusyException when no connection became free in time
     * @throws UpstreamUnreachableException when no connection could be opened, so that nothing was sent
     * @throws ClientBodyException when the client did not send its body
     * @throws RequestRefusedException when it is no request that may be sent
     * @throws java.io.InterruptedIOException when a limit of time passed
     * @throws IOException when the upstream does not answer, or does not speak HTTP
     */
    UpstreamAnswer send(Target target, UpstreamRequest request, Consumer<Runnable> aborting) throws IOException {
        return trace.isOn()
                ? trace.of(
                        target.health.upstream(),
                        request,
                        traced -> asked(target, traced, aborting),
                        UpstreamAnswer::status)
                : asked(target, request, aborting);
    }

    private static UpstreamAnswer asked(Target target, UpstreamRequest request, Consumer<Runnable> aborting)
            throws IOException {
        for (int unasked = 0; unasked < MOST_UNASKED_ANSWERS; unasked++) {
            try {
                return sendToLiving(target, request, aborting);
            } catch (AskedAnswersClient.UnaskedAnswerException e) {
                // nothing of the request was sent, and that connection is closed
            }
        }
        return sendToLiving(target, request, aborting);
    }

    private static UpstreamAnswer sendToLiving(Target target, UpstreamRequest request, Consumer<Runnable> aborting)
            throws IOException {
        try {
            return sendOnce(target, request, aborting);
        } catch (AskedAnswersClient.DeadConnectionException e) {
            if (!request.mayBeSentAgain()) {
                throw e.seen();
            }
            return sendOnce(target, request, aborting);
        }
    }

    private static UpstreamAnswer sendOnce(Target target, UpstreamRequest request, Consumer<Runnable> aborting)
            throws IOException {
        Outgoing outgoing = outgoing(target, request);
        aborting.accept(outgoing::cancel);
        RequestBody sent = request.body();
        ClassicHttpResponse response = target.pool.open(target.host, outgoing, sent != null && sent.isAnonymous());
        HttpEntity entity = response.getEntity();
        Runnable abort = () -> abort(outgoing, response);
        try {
            List<HeaderField> headers = headers(response);
            long length = entity == null ? announcedLength(response) : entity.getContentLength();
            InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
            UpstreamAnswer answer = new UpstreamAnswer(response.getCode(), headers, length, body, abort, target.health);
            return entity == null || length >= 0
                    ? answer
                    : answer.followedBy(() -> TrailedEntityClient.trailers(entity));
        } catch (IOException | RuntimeException e) {
            abort.run();
            throw e;
        }
    }

    static List<HeaderField> headers(ClassicHttpResponse response) throws MessageConstraintException {
        Header[] fields = response.getHeaders();
        // the engine's own limit is for each read of its buffer
        if (fields.length > PoolClient.MOST_HEADER_FIELDS) {
            throw new MessageConstraintException("The answer has too many header fields.");
        }
        List<HeaderField> headers = new ArrayList<>(fields.length);
        for (Header field : fields) {
            headers.add(new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()));
        }
        return headers;
    }

    private static Outgoing outgoing(Target target, UpstreamRequest request) {
        Outgoing outgoing = new Outgoing(request.method(), target.health.upstream());
        // The target is set as text: a parsed and rebuilt one could differ from the one that was decided on.
        outgoing.setPath(request.target().apply(target.base));
        outgoing.setConfig(target.limits);
        for (HeaderField field : request.headers()) {
            outgoing.addHeader(field.name(), field.value());
        }
        RequestBody body = request.body();
        if (body != null) {
            outgoing.setEntity(new TrailedEntityClient(
                    new EntityTemplate(body.length(), null, null, upstream -> write(body, upstream, outgoing)),
                    body.trailers()));
        }
        return outgoing;
    }

    /** The engine ends the chunks in order even when the body breaks off, unless its connection is gone by then. */
    private static void write(RequestBody body, OutputStream upstream, HttpUriRequestBase outgoing) throws IOException {
        try {
            body.writeTo(upstream);
        } catch (ClientBodyException e) {
            outgoing.cancel();
            throw e;
        }
    }

    private static long announcedLength(ClassicHttpResponse response) {
        Header header = response.getFirstHeader("Content-Length");
        try {
            return header == null ? -1 : Math.max(-1, Long.parseLong(header.getValue()));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** First the connection, then the answer: closing the answer alone would read it to its end. */
    private static void abort(HttpUriRequestBase outgoing, ClassicHttpResponse response) {
        outgoing.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // The connection is gone, as it should be.
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        pools.values().forEach(PoolClient::close);
    }
}
