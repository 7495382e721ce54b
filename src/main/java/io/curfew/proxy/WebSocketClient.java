package io.curfew.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultBHttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Opens connections to upstreams that are to become WebSockets: each is one WebSocket's alone and is never used again. */
public final class WebSocketClient {
    private static final Http1Config LIMITS = Http1Config.custom()
            .setMaxLineLength(64 * 1024)
            .setMaxHeaderCount(500)
            .build();

    /** Answers before the answer (RFC 9110, section 15.2) that are waited out. */
    private static final int MOST_INTERIM_ANSWERS = 10;

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
     * @throws java.io.InterruptedIOException when a limit of time passed
     * @throws IOException when the upstream cannot be reached or does not speak HTTP
     */
    Connection open(UpstreamRequest request, Consumer<Runnable> aborting) throws IOException {
        Socket socket = new Socket();
        Runnable abort = () -> close(socket);
        aborting.accept(abort);
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address(request.upstream()), limit(request.connectTimeout()));
            return open(request, secured(socket, request), abort);
        } catch (HttpException e) {
            abort.run();
            throw new IOException("The upstream does not speak HTTP.", e);
        } catch (IOException | RuntimeException e) {
            abort.run();
            throw e;
        }
    }

    private static Connection open(UpstreamRequest request, Socket socket, Runnable abort)
            throws IOException, HttpException {
        socket.setSoTimeout(limit(request.readTimeout()));
        DefaultBHttpClientConnection connection = new DefaultBHttpClientConnection(LIMITS);
        connection.bind(socket);
        connection.sendRequestHeader(outgoing(request));
        connection.flush();
        ClassicHttpResponse response = finalAnswer(connection);
        connection.receiveResponseEntity(response);
        HttpEntity entity = response.getEntity();
        InputStream in = entity == null ? InputStream.nullInputStream() : entity.getContent();
        List<HeaderField> headers = Stream.of(response.getHeaders())
                .map(field -> new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()))
                .toList();
        if (response.getCode() == 101) {
            socket.setSoTimeout(0);
        }
        long length = entity == null ? 0 : entity.getContentLength();
        UpstreamAnswer answer = new UpstreamAnswer(response.getCode(), headers, length, in, abort);
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

    private static BasicClassicHttpRequest outgoing(UpstreamRequest request) {
        BasicClassicHttpRequest outgoing = new BasicClassicHttpRequest(request.method(), request.target());
        outgoing.setPath(request.target());
        outgoing.addHeader("Host", request.upstream().getRawAuthority());
        for (HeaderField field : request.headers()) {
            outgoing.addHeader(field.name(), field.value());
        }
        return outgoing;
    }

    private static Socket secured(Socket plain, UpstreamRequest request) throws IOException {
        URI upstream = request.upstream();
        if (!"https".equals(upstream.getScheme())) {
            return plain;
        }
        plain.setSoTimeout(limit(request.connectTimeout()));
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        SSLSocket socket = (SSLSocket) factory.createSocket(plain, upstream.getHost(), plain.getPort(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
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
