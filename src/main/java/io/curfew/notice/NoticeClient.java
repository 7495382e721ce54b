package io.curfew.notice;

import io.curfew.assertion.SecurityEvents;
import io.curfew.config.UpstreamConnections;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Posts notices to applications. No call takes longer than {@link #LIMIT}, from connecting to the head of the answer; the body of an
 * answer is not read. Redirects are not followed, no cookie is kept, and an application is known by the certificates of its route.
 */
public final class NoticeClient implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final int CONNECTIONS = 20;
    private static final ContentType TYPE = ContentType.create(SecurityEvents.MEDIA_TYPE);

    private final Map<UpstreamConnections, CloseableHttpClient> clients = new ConcurrentHashMap<>();
    private final Function<UpstreamConnections, TlsSocketStrategy> tls;
    private final Clock clock;
    private final ScheduledThreadPoolExecutor deadlines;

    /** @param tls how an upstream by https proves who it is */
    public NoticeClient(Function<UpstreamConnections, TlsSocketStrategy> tls, Clock clock) {
        this.tls = tls;
        this.clock = clock;
        deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "curfew-notice-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** What the application says to a Security Event Token (RFC 8935, section 2.1). */
    NoticeAnswer post(Receiver receiver, String token) {
        HttpPost request = new HttpPost(receiver.settings().uri());
        request.setEntity(new StringEntity(token, TYPE));
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        CloseableHttpClient client = clients.computeIfAbsent(receiver.connections(), this::client);
        // the client's own timeouts begin anew with each byte; this one ends the call whatever it waits for
        Future<?> deadline = deadlines.schedule(request::cancel, LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        try {
            ClassicHttpResponse response =
                    client.executeOpen(HttpHost.create(receiver.settings().uri()), request, null);
            Header retryAfter = response.getFirstHeader(HttpHeaders.RETRY_AFTER);
            leave(request, response);
            return NoticeAnswer.of(
                    response.getCode(), retryAfter == null ? null : retryAfter.getValue(), clock.instant());
        } catch (IOException | IllegalStateException e) {
            String why = request.isCancelled()
                    ? "no answer within " + LIMIT.toSeconds() + " s"
                    : e.getClass().getSimpleName();
            return new NoticeAnswer.Later(why, Duration.ZERO);
        } finally {
            deadline.cancel(false);
        }
    }

    /** An answer that has a body takes its connection with it: closing it alone would read it to its end. */
    private static void leave(HttpPost request, ClassicHttpResponse response) {
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() != 0) {
            request.cancel();
        }
        try {
            response.close();
        } catch (IOException e) {
            // the connection is gone, and what was said is known
        }
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private CloseableHttpClient client(UpstreamConnections connections) {
        Timeout limit = Timeout.of(LIMIT);
        var pool = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(tls.apply(connections))
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS * 2)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(CONNECT_LIMIT))
                        .setSocketTimeout(limit)
                        .setTimeToLive(TimeValue.ofMinutes(1))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(pool)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(limit)
                        .setResponseTimeout(limit)
                        .setAuthenticationEnabled(false)
                        .build())
                .setUserAgent("curfew")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .build();
    }
}
