package io.curfew.it;

import com.nimbusds.jose.jwk.JWK;
import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A provider, a recording upstream and a node between them, with the route {@code /orders}. */
final class Scene implements AutoCloseable {
    static final String CLIENT = "gateway";
    static final String SESSION_COOKIE = "curfew";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final TestProvider provider;
    private final RecordingUpstream upstream;
    private final GatewayNode node;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private Scene(TestProvider provider, RecordingUpstream upstream, GatewayNode node) {
        this.provider = provider;
        this.upstream = upstream;
        this.node = node;
    }

    /** Starts all three. */
    static Scene start(UnaryOperator<GatewayConfig> more) throws IOException {
        return start(TestProvider.start(), new RecordingUpstream(Wire::readAndAnswer), more);
    }

    static Scene start(TestProvider provider, RecordingUpstream upstream, UnaryOperator<GatewayConfig> more) {
        GatewayConfig config = GatewayConfig.onFreePorts()
                .with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", CLIENT)
                .with("curfew.client_secret", "secret")
                .with("curfew.session_secret", "a secret of the integration tests alone")
                // scenes that classes share may be left alone for longer than the default while others run
                .with("curfew.session_idling_timeout", "0")
                .withRoute("orders", "/orders", upstream.uri());
        return new Scene(provider, upstream, GatewayNode.start(more.apply(config)));
    }

    TestProvider provider() {
        return provider;
    }

    RecordingUpstream upstream() {
        return upstream;
    }

    GatewayNode node() {
        return node;
    }

    String url(String path) {
        return node.url(path);
    }

    int port() {
        return node.config().httpPort();
    }

    /** A browser that is signed in at {@code /orders}. */
    BrowserSession signIn(String subject, String sid) {
        provider.signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(url("/orders/"));
        if (answer.status() != 200 || browser.cookies().find(SESSION_COOKIE) == null) {
            throw new IllegalStateException("The sign-in did not end in a session:\n" + answer);
        }
        return browser;
    }

    /** The value of the session cookie of a browser that is signed in. */
    static String sessionCookie(BrowserSession browser) {
        var cookie = browser.cookies().find(SESSION_COOKIE);
        if (cookie == null) {
            throw new IllegalStateException("The browser has no session cookie.");
        }
        return cookie.value();
    }

    /** The status of a call of the upstream with this session cookie. */
    int status(String sessionCookie) {
        return send(HttpRequest.newBuilder(URI.create(url("/orders/")))
                        .header("Cookie", SESSION_COOKIE + "=" + sessionCookie))
                .statusCode();
    }

    /** A logout token for this session of the provider, to be changed. */
    LogoutTokenBuilder logoutToken(String subject, String sid) {
        JWK key = provider.keys().current();
        return LogoutTokenBuilder.valid(provider.issuer(), CLIENT, key, Instant.now())
                .claim("sub", subject)
                .claim("sid", sid);
    }

    /** Sends a logout token as a provider does. */
    HttpResponse<String> post(String logoutToken) {
        return postBody(FormBody.TYPE, FormBody.of(Map.of("logout_token", logoutToken)));
    }

    HttpResponse<String> postBody(String contentType, String body) {
        return send(HttpRequest.newBuilder(URI.create(node.config().backChannelLogoutUrl()))
                .header("Content-Type", contentType)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try (upstream;
                provider;
                node) {
            // the node first, so that it never asks those that are gone
        }
    }
}
