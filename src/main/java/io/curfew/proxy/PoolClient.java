package io.curfew.proxy;

import io.curfew.config.UpstreamConnections;
import java.io.IOException;
import java.net.URI;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;

/** The engine with one pool of connections, and everything switched off in it that would change a message. */
final class PoolClient {
    private static final int LONGEST_HEADER_LINE = 64 * 1024;

    /** The container gives up an answer with more than 200 fields, and leaves its client waiting. */
    static final int MOST_HEADER_FIELDS = 150;

    /** A check of an idle connection costs a millisecond; one that was used a moment ago is trusted. */
    private static final TimeValue TRUSTED_WITHOUT_CHECK = TimeValue.ofMilliseconds(500);

    private static final TimeValue LONGEST_IDLE = TimeValue.ofSeconds(30);

    private PoolClient() {}

    static CloseableHttpClient open(UpstreamConnections connections) {
        return HttpClients.custom()
                .setConnectionManager(manager(connections))
                .addExecInterceptorAfter(ChainElement.CONNECT.name(), "connected", PoolClient::connected)
                // it is about authentication only, and would parse the path of each request for that
                .replaceExecInterceptor(
                        ChainElement.PROTOCOL.name(), (request, scope, chain) -> chain.proceed(request, scope))
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

        private volatile boolean connected;

        Outgoing(String method, URI upstream) {
            super(method, upstream);
        }

        boolean isConnected() {
            return connected;
        }
    }
}
