package io.curfew.proxy;

import io.curfew.config.UpstreamConnections;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The engine with one pool of connections, and everything switched off in it that would change a message. */
final class PoolClient {
    private static final int LONGEST_HEADER_LINE = 64 * 1024;

    /** The container gives up an answer with more than 200 fields, and leaves its client waiting. */
    static final int MOST_HEADER_FIELDS = 150;

    /** A check of an idle connection costs a millisecond; one that was used a moment ago is trusted. */
    private static final TimeValue TRUSTED_WITHOUT_CHECK = TimeValue.ofMilliseconds(500);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    /** One in so many connections to a host may wait for a body that comes from somebody without a session. */
    private static final int ANONYMOUS_SHARE = 4;

    private final CloseableHttpClient engine;
    private final int mostAnonymous;
    private final Map<HttpHost, Semaphore> anonymous = new ConcurrentHashMap<>();

    PoolClient(UpstreamConnections connections) {
        this.engine = engine(connections);
        this.mostAnonymous = Math.max(1, connections.most() / ANONYMOUS_SHARE);
    }

    private static CloseableHttpClient engine(UpstreamConnections connections) {
        return HttpClients.custom()
                .setConnectionManager(manager(connections))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "connected", PoolClient::connected)
                .setRequestExecutor(new AskedAnswersClient())
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

    /**
     * Sends a request and reads the head of the answer.
     *
     * @param anonymousBody whether the body still comes from somebody without a session
     * @throws ExchangeEndedException when the request was cancelled
     * @throws RequestRefusedException when it is none that may be sent
     * @throws UpstreamBusyException when no connection became free in time
     * @throws UpstreamUnreachableException when no connection could be opened
     */
    ClassicHttpResponse open(HttpHost host, Outgoing outgoing, boolean anonymousBody) throws IOException {
        if (!anonymousBody) {
            return open(host, outgoing);
        }
        Semaphore share = anonymous.computeIfAbsent(host, any -> new Semaphore(mostAnonymous));
        if (!share.tryAcquire()) {
            throw new UpstreamBusyException("Too many long bodies without a session are under way to an upstream");
        }
        try {
            return open(host, outgoing);
        } finally {
            share.release();
        }
    }

    private ClassicHttpResponse open(HttpHost host, Outgoing outgoing) throws IOException {
        try {
            return engine.executeOpen(host, outgoing, null);
        } catch (ConnectionRequestTimeoutException e) {
            throw new UpstreamBusyException("All connections to an upstream are in use (upstream_max_connections)", e);
        } catch (IllegalStateException e) {
            // so says the engine of a request that was cancelled at a bad moment
            if (outgoing.isCancelled()) {
                throw new ExchangeEndedException(e);
            }
            throw e;
        } catch (ClientProtocolException e) {
            // what upstreams say wrong has another name, see AskedAnswersClient
            throw new RequestRefusedException(e);
        } catch (IOException e) {
            if (outgoing.isCancelled() && !(e instanceof ClientBodyException)) {
                throw new ExchangeEndedException(e);
            }
            if (outgoing.isConnected()) {
                throw e;
            }
            throw new UpstreamUnreachableException(outgoing.upstream, e);
        }
    }

    /**
     * The limits of time for a request. That for a connection belongs to the curfew route, not to the upstream's address, which two
     * routes may share.
     *
     * @param lease for a connection from the pool; zero for one that is free or may be opened now
     */
    @SuppressWarnings("deprecation")
    static RequestConfig limits(Duration lease, Duration connect, Duration read) {
        return RequestConfig.custom()
                .setConnectTimeout(Timeout.of(connect))
                .setConnectionRequestTimeout(Timeout.of(lease))
                .setResponseTimeout(Timeout.of(read))
                .setAuthenticationEnabled(false)
                .setProtocolUpgradeEnabled(false)
                .build();
    }

    void close() {
        engine.close(CloseMode.GRACEFUL);
    }

    private static ClassicHttpResponse connected(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        if (scope.originalRequest instanceof Outgoing outgoing) {
            outgoing.connected = true;
        }
        return chain.proceed(request, scope);
    }

    private static HttpClientConnectionManager manager(UpstreamConnections connections) {
        Http1Config limits = Http1Config.custom()
                .setMaxLineLength(LONGEST_HEADER_LINE)
                .setMaxHeaderCount(MOST_HEADER_FIELDS)
                .build();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setConnectionFactory(UpstreamConnectionClient.factory(limits))
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setValidateAfterInactivity(TRUSTED_WITHOUT_CHECK)
                        .build())
                .setTlsSocketStrategy(UpstreamTls.strategy(connections))
                .setMaxConnTotal(Integer.MAX_VALUE)
                .setMaxConnPerRoute(connections.most())
                .build();
    }

    /** A request that knows whether there was a connection to send it by. */
    static final class Outgoing extends HttpUriRequestBase {
        private static final long serialVersionUID = 1L;

        private final URI upstream;
        private volatile boolean connected;

        Outgoing(String method, URI upstream) {
            super(method, upstream);
            this.upstream = upstream;
        }

        boolean isConnected() {
            return connected;
        }
    }
}
