package io.curfew.proxy;

import io.curfew.config.UpstreamConnections;
import io.curfew.trace.Traces;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** Opens connections to upstreams that are to become WebSockets: each is one WebSocket's alone and is never used again. */
public final class WebSocketClient {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    /** Answers before the answer (RFC 9110, section 15.2) that are waited out. */
    private static final int MOST_INTERIM_ANSWERS = 10;

    private final Map<UpstreamConnections, TlsSocketStrategy> tls = new ConcurrentHashMap<>();
    private final UpstreamTrace trace;

    /** One whose calls nobody hears of. */
    WebSocketClient() {
        this(Traces.OFF);
    }

    public WebSocketClient(Traces traces) {
        trace = new UpstreamTrace(traces);
    }

    /**
     * The upstream's answer, and its connection behind it.
     *
     * @param answer with status 101 its body is no body: the connection is a WebSocket now
     */
    record Connection(UpstreamAnswer answer, InputStream in, OutputStream out, Runnable abort) {}

    /**
     * Sends the handshake and reads the head of the answer.
     *
     * @param aborting told how to break the connection off from another thread, as soon as there is one
     * @throws ExchangeEndedException when that was done
     * @throws UpstreamUnreachableException when no connection could be opened
     * @throws IOException when the upstream does not answer in time, or does not speak HTTP
     */
    Connection open(UpstreamClient.Target target, UpstreamRequest request, Consumer<Runnable> aborting)
            throws IOException {
        return trace.isOn()
                ? trace.of(
                        target.health().upstream(),
                        request,
                        traced -> asked(target, traced, aborting),
                        connection -> connection.answer().status())
                : asked(target, request, aborting);
    }

    private Connection asked(UpstreamClient.Target target, UpstreamRequest request, Consumer<Runnable> aborting)
            throws IOException {
        Socket socket = new Socket();
        AtomicBoolean aborted = new AtomicBoolean();
        Runnable abort = () -> {
            aborted.set(true);
            close(socket);
        };
        aborting.accept(abort);
        try {
            return open(target, request, connected(target, socket), abort);
        } catch (HttpException e) {
            throw failed(aborted, abort, new IOException("The upstream does not speak HTTP.", e));
        } catch (IOException e) {
            throw failed(aborted, abort, e);
        } catch (RuntimeException e) {
            abort.run();
            throw e;
        }
    }

    private static IOException failed(AtomicBoolean aborted, Runnable abort, IOException failure) {
        boolean ended = aborted.get();
        abort.run();
        return ended ? new ExchangeEndedException(failure) : failure;
    }

    /** Until here nothing of the request was sent. */
    private Socket connected(UpstreamClient.Target target, Socket socket) throws UpstreamUnreachableException {
        URI upstream = target.health().upstream();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address(upstream), limit(target.connectTimeout()));
            if (!"https".equals(upstream.getScheme())) {
                return socket;
            }
            socket.setSoTimeout(limit(target.connectTimeout()));
            return tls.computeIfAbsent(target.connections(), UpstreamTls::strategy)
                    .upgrade(socket, upstream.getHost(), socket.getPort(), null, HttpCoreContext.create());
        } catch (IOException e) {
            throw new UpstreamUnreachableException(upstream, e);
        }
    }

    private static Connection open(UpstreamClient.Target target, UpstreamRequest request, Socket socket, Runnable abort)
            throws IOException, HttpException {
        socket.setSoTimeout(limit(target.readTimeout()));
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
        connection.bind(socket);
        connection.sendRequestHeader(outgoing(target, request));
        connection.flush();
        ClassicHttpResponse response = finalAnswer(connection);
        connection.receiveResponseEntity(response);
        HttpEntity entity = response.getEntity();
        InputStream in = entity == null ? InputStream.nullInputStream() : entity.getContent();
        if (response.getCode() == 101) {
            socket.setSoTimeout(0);
        }
        long length = entity == null ? 0 : entity.getContentLength();
        UpstreamAnswer answer = new UpstreamAnswer(
                response.getCode(), UpstreamClient.headers(response), length, in, abort, target.health());
        return new Connection(answer, in, socket.getOutputStream(), abort);
    }

    private static ClassicHttpResponse finalAnswer(DefaultBHttpClientConnection connection)
            throws IOException, HttpException {
        for (int interim = 0; interim <= MOST_INTERIM_ANSWERS; interim++) {
            ClassicHttpResponse response = connection.receiveResponseHeader();
            if (response.getCode() >= 200 || response.getCode() == 101) {
                return response;
            }
        }
        throw new ProtocolException("too many interim answers");
    }

    private static BasicClassicHttpRequest outgoing(UpstreamClient.Target target, UpstreamRequest request) {
        String path = request.target().apply(target.base());
        BasicClassicHttpRequest outgoing = new BasicClassicHttpRequest(request.method(), path);
        outgoing.setPath(path);
        if (request.headers().stream().noneMatch(field -> field.is("Host"))) {
            outgoing.addHeader("Host", target.health().upstream().getRawAuthority());
        }
        for (HeaderField field : request.headers()) {
            outgoing.addHeader(field.name(), field.value());
        }
        return outgoing;
    }

    private static InetSocketAddress address(URI upstream) {
        int usual = "https".equals(upstream.getScheme()) ? 443 : 80;
        String host = upstream.getHost().replace("[", "").replace("]", "");
        return new InetSocketAddress(host, upstream.getPort() < 0 ? usual : upstream.getPort());
    }

    private static int limit(Duration duration) {
        return Math.toIntExact(Math.min(Integer.MAX_VALUE, Math.max(1, duration.toMillis())));
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone, as it should be
        }
    }
}
