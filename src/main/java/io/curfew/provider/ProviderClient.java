package io.curfew.provider;

import io.curfew.config.ProviderSettings;
import io.curfew.trace.Span;
import io.curfew.trace.Traces;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Asks OpenID Providers by HTTP. No call takes longer than the {@code timeout} of its settings, from connecting to the last
 * byte, and none reads more than its limit. Redirects are not followed, nothing is retried, no cookie is kept.
 */
public final class ProviderClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ProviderClient.class.getName());
    private static final int CONNECTIONS = 20;

    /** The call itself. */
    private interface Call<T> {
        T make() throws IOException;
    }

    private record Manner(boolean sslVerify, Duration timeout) {}

    private final Map<Manner, CloseableHttpClient> clients = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor deadlines;
    private final Traces traces;

    /** One whose calls nobody hears of. */
    public ProviderClient() {
        this(Traces.OFF);
    }

    public ProviderClient(Traces traces) {
        this.traces = traces;
        deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "curfew-provider-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
    }

    /** @throws ProviderUnavailableException when there is no whole answer within the limits */
    ProviderAnswer get(ProviderSettings settings, URI uri, int limit) {
        return get(settings, uri, null, limit);
    }

    /** @param authorization the value of the header, or null for none */
    ProviderAnswer get(ProviderSettings settings, URI uri, @Nullable String authorization, int limit) {
        HttpGet request = new HttpGet(uri);
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        return ask(
                settings,
                request,
                uri,
                response -> ProviderAnswer.of(uri, response.getCode(), body(response, uri, limit)));
    }

    /**
     * @param form the body, already encoded
     * @param authorization the value of the header, or null for none
     * @throws ProviderUnavailableException when there is no whole answer within the limits
     */
    ProviderAnswer post(ProviderSettings settings, URI uri, String form, @Nullable String authorization, int limit) {
        HttpPost request = new HttpPost(uri);
        request.setEntity(new StringEntity(
                form, ContentType.create("application/x-www-form-urlencoded", StandardCharsets.UTF_8)));
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        if (authorization != null) {
            request.setHeader(HttpHeaders.AUTHORIZATION, authorization);
        }
        return ask(
                settings,
                request,
                uri,
                response -> ProviderAnswer.of(uri, response.getCode(), body(response, uri, limit)));
    }

    /**
     * Asks and takes whatever comes, of any status.
     *
     * @throws ProviderUnavailableException when there is no whole answer within the limits
     */
    ProviderProbe probe(ProviderSettings settings, ProviderProbe.Question question, int limit) {
        URI uri = question.uri();
        HttpUriRequestBase request = new HttpUriRequestBase(question.method(), uri);
        question.headers().forEach(request::setHeader);
        String body = question.body();
        if (body != null) {
            request.setEntity(
                    new StringEntity(body, ContentType.create(question.contentType(), StandardCharsets.UTF_8)));
        }
        return ask(
                settings,
                request,
                uri,
                response -> new ProviderProbe(
                        response.getCode(),
                        header(response, HttpHeaders.DATE),
                        header(response, HttpHeaders.LOCATION),
                        new String(body(response, uri, limit), StandardCharsets.UTF_8)));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    @Override
    public void close() {
        deadlines.shutdownNow();
        clients.values().forEach(client -> client.close(CloseMode.IMMEDIATE));
    }

    private <T> T ask(
            ProviderSettings settings, HttpUriRequestBase request, URI uri, HttpClientResponseHandler<T> handler) {
        Manner manner = new Manner(settings.sslVerify(), settings.timeout());
        CloseableHttpClient client = clients.computeIfAbsent(manner, ProviderClient::client);
        // the client's own timeouts begin anew with each byte; this one ends the call whatever it waits for
        Future<?> deadline =
                deadlines.schedule(request::cancel, manner.timeout().toMillis(), TimeUnit.MILLISECONDS);
        try (Span span = traces.begin(Span.Kind.CLIENT, request.getMethod())) {
            return told(
                    span,
                    request,
                    uri,
                    () -> client.execute(request, answer -> {
                        span.tell("http.response.status_code", answer.getCode());
                        return handler.handleResponse(answer);
                    }));
        } catch (IOException | IllegalStateException e) {
            String why = request.isCancelled()
                    ? "no whole answer within " + manner.timeout().toMillis() + " ms"
                    : OutsideText.shown(e.getClass().getSimpleName() + ": " + e.getMessage());
            throw new ProviderUnavailableException("Asking " + uri + " failed: " + why + ".", e);
        } finally {
            deadline.cancel(false);
        }
    }

    private static <T> T told(Span span, HttpUriRequestBase request, URI uri, Call<T> call) throws IOException {
        CalledEndpoint.tell(span, request.getMethod(), uri);
        try {
            return call.make();
        } catch (IOException | RuntimeException e) {
            span.failed(request.isCancelled() ? "timeout" : e.getClass().getName());
            throw e;
        }
    }

    /** Where this thread is in its trace, for a call that another one makes for it. */
    Traces.Here here() {
        return traces.here();
    }

    private static byte[] body(ClassicHttpResponse response, URI uri, int limit) throws IOException {
        HttpEntity entity = response.getEntity();
        if (entity == null) {
            return new byte[0];
        }
        InputStream in = entity.getContent();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] chunk = new byte[8192];
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            if (out.size() + read > limit) {
                // thrown, not returned: the connection is dropped and the rest is never read
                throw new ProviderUnavailableException("The answer of " + uri + " is larger than " + limit + " bytes.");
            }
            out.write(chunk, 0, read);
        }
        return out.toByteArray();
    }

    private static CloseableHttpClient client(Manner manner) {
        if (!manner.sslVerify()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "ssl_verify=false: the certificates of an OpenID Provider are not verified; whoever is between us can forge"
                            + " its keys");
        }
        Timeout timeout = Timeout.of(manner.timeout());
        var connections = PoolingHttpClientConnectionManagerBuilder.create()
                .setTlsSocketStrategy(ProviderTls.strategy(manner.sslVerify()))
                .setMaxConnPerRoute(CONNECTIONS)
                .setMaxConnTotal(CONNECTIONS * 2)
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(timeout)
                        .setSocketTimeout(timeout)
                        .setTimeToLive(TimeValue.ofMinutes(1))
                        .setValidateAfterInactivity(TimeValue.ZERO_MILLISECONDS)
                        .build())
                .build();
        return HttpClients.custom()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(timeout)
                        .setResponseTimeout(timeout)
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
