package io.curfew.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** Sends requests to upstreams over pooled connections and adds nothing of its own to them. Safe for use by many threads. */
public final class UpstreamClient implements AutoCloseable {
    private static final int MOST_CONNECTIONS = 2_048;
    private static final int MOST_CONNECTIONS_TO_ONE_UPSTREAM = 512;
    private static final int LONGEST_HEADER_LINE = 64 * 1024;
    private static final int MOST_HEADER_LINES = 500;

    /** A check of an idle connection costs a millisecond; one that was used a moment ago is trusted. */
    private static final TimeValue TRUSTED_WITHOUT_CHECK = TimeValue.ofMilliseconds(500);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    private final CloseableHttpClient client;

    public UpstreamClient() {
        client = HttpClients.custom()
                .setRequestExecutor(new EventStreamExecutor())
                .setConnectionManager(connections())
                .evictIdleConnections(LONGEST_IDLE)
                .disableAuthCaching()
                .disableAutomaticRetries()
                .disableConnectionState()
                .disableContentCompression()
                .disableCookieManagement()
                .disableDefaultUserAgent()
                .disableRedirectHandling()
                .build();
    }

    private static HttpClientConnectionManager connections() {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MOST_HEADER_LINES)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(limits)
                        .build())
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TRUSTED_WITHOUT_CHECK)
                        .build())
                .setMaxConnTotal(MOST_CONNECTIONS)
                .setMaxConnPerRoute(MOST_CONNECTIONS_TO_ONE_UPSTREAM)
                .build();
    }

    /**
     * Sends the request and reads the header of the answer. A pooled connection that turns out to be dead is replaced once,
     * if the request may be sent again.
     *
     * @param aborting told how to break the exchange off from another thread, for each attempt
     * @throws java.io.InterruptedIOException when a limit of time passed
     * @throws ClientBodyException when the client did not send its body
     * @throws IOException when the upstream cannot be reached or does not speak HTTP
     */
    UpstreamAnswer send(UpstreamRequest request, Consumer<Runnable> aborting) throws IOException {
        HttpUriRequestBase first = outgoing(request);
        aborting.accept(first::cancel);
        try {
            return sendOnce(request, first);
        } catch (NoHttpResponseException | SocketException e) {
            if (e instanceof ConnectException || first.isCancelled() || !request.mayBeSentAgain()) {
                throw e;
            }
            HttpUriRequestBase second = outgoing(request);
            aborting.accept(second::cancel);
            return sendOnce(request, second);
        }
    }

    UpstreamAnswer send(UpstreamRequest request) throws IOException {
        return send(request, abort -> {});
    }

    private UpstreamAnswer sendOnce(UpstreamRequest request, HttpUriRequestBase outgoing) throws IOException {
        ClassicHttpResponse response = open(request, outgoing);
        HttpEntity entity = response.getEntity();
        Runnable abort = () -> abort(outgoing, response);
        try {
            List<HeaderField> headers = Stream.of(response.getHeaders())
                    .map(field -> new HeaderField(field.getName(), field.getValue() == null ? "" : field.getValue()))
                    .toList();
            long length = entity == null ? announcedLength(response) : entity.getContentLength();
            InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
            return new UpstreamAnswer(response.getCode(), headers, length, body, abort);
        } catch (IOException | RuntimeException e) {
            abort.run();
            throw e;
        }
    }

    /** The engine takes a request that was cancelled at the wrong moment for an error of ours. */
    private ClassicHttpResponse open(UpstreamRequest request, HttpUriRequestBase outgoing) throws IOException {
        try {
            return client.executeOpen(HttpHost.create(request.upstream()), outgoing, null);
        } catch (IllegalStateException e) {
            if (outgoing.isCancelled()) {
                throw new RequestFailedException("The exchange was broken off.");
            }
            throw e;
        }
    }

    private static HttpUriRequestBase outgoing(UpstreamRequest request) {
        HttpUriRequestBase outgoing = new HttpUriRequestBase(request.method(), request.upstream());
        // The target is set as text: a parsed and rebuilt one could differ from the one that was decided on.
        outgoing.setPath(request.target());
        outgoing.setConfig(limits(request.connectTimeout(), request.readTimeout()));
        for (HeaderField field : request.headers()) {
            outgoing.addHeader(field.name(), field.value());
        }
        RequestBody body = request.body();
        if (body != null) {
            outgoing.setEntity(
                    new EntityTemplate(body.length(), null, null, upstream -> write(body, upstream, outgoing)));
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

    /** The limit for a connection belongs to the curfew route, not to the upstream's address, which two routes may share. */
    @SuppressWarnings("deprecation")
    private static RequestConfig limits(Duration connect, Duration read) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setConnectionRequestTimeout(Timeout.of(connect))
                .setResponseTimeout(Timeout.of(read))
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
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

    /** Between two events of an event stream any time may pass; the next request on the connection sets a limit again. */
    private static final class EventStreamExecutor extends HttpRequestExecutor {
        @Override
        public ClassicHttpResponse execute(
                ClassicHttpRequest request,
                HttpClientConnection connection,
                HttpResponseInformationCallback informationCallback,
                HttpContext context)
                throws IOException, HttpException {
            ClassicHttpResponse response = super.execute(request, connection, informationCallback, context);
            Header type = response.getFirstHeader("Content-Type");
            if (type != null && type.getValue() != null && UpstreamAnswer.isEventStream(type.getValue())) {
                connection.setSocketTimeout(Timeout.DISABLED);
            }
            return response;
        }
    }

    /** Closes all connections. */
    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
