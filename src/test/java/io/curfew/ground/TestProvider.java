package io.curfew.ground;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small OpenID Provider for what a real one never does: it can hang, lie, rotate its keys and hold an answer back. Every path
 * can be given another handler for a while, and counts its requests.
 */
public final class TestProvider implements AutoCloseable {
    public static final String DISCOVERY = "/.well-known/openid-configuration";
    public static final String JWKS = "/jwks";
    public static final String AUTHORIZE = "/authorize";
    public static final String TOKEN = "/token";
    public static final String USER_INFO = "/userinfo";
    public static final String REVOKE = "/revoke";
    public static final String END_SESSION = "/end-session";

    /** A request that was received: its form or query parameters, and who it said it came from. */
    public record Received(Map<String, String> parameters, String authorization) {
        public Received {
            parameters = Map.copyOf(parameters);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "test-provider");
        thread.setDaemon(true);
        return thread;
    });
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, HttpHandler> usual = new ConcurrentHashMap<>();
    private final Map<String, HttpHandler> instead = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
    private final Map<String, Object> metadata = new ConcurrentHashMap<>();
    private final List<Received> revocations = new CopyOnWriteArrayList<>();
    private final List<Received> endSessions = new CopyOnWriteArrayList<>();
    private final TestKeys keys = new TestKeys();
    private final TestSignIns signIns;

    private TestProvider(int port, @Nullable SSLContext tls) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
        server = tls == null ? HttpServer.create(address, 100) : HttpsServer.create(address, 100);
        if (server instanceof HttpsServer secure) {
            secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        }
        server.setExecutor(threads);
        signIns = new TestSignIns(issuer(), keys, Clock.systemUTC());
        metadata.put("issuer", issuer());
        metadata.put("authorization_endpoint", issuer() + AUTHORIZE);
        metadata.put("token_endpoint", issuer() + TOKEN);
        metadata.put("jwks_uri", issuer() + JWKS);
        metadata.put("end_session_endpoint", issuer() + END_SESSION);
        metadata.put("userinfo_endpoint", issuer() + USER_INFO);
        metadata.put("revocation_endpoint", issuer() + REVOKE);
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("RS256"));
        metadata.put("token_endpoint_auth_methods_supported", List.of("client_secret_basic", "client_secret_post"));
        metadata.put("backchannel_logout_supported", true);
        metadata.put("backchannel_logout_session_supported", true);
        usual.put(DISCOVERY, exchange -> Exchanges.json(exchange, 200, JSONObjectUtils.toJSONString(metadata)));
        usual.put(JWKS, exchange -> Exchanges.json(exchange, 200, keys.document()));
        usual.put(AUTHORIZE, signIns::authorize);
        usual.put(TOKEN, signIns::token);
        usual.put(USER_INFO, signIns::userInfo);
        usual.put(REVOKE, this::revoke);
        usual.put(END_SESSION, this::endSession);
        usual.keySet().forEach(path -> server.createContext(path, exchange -> serve(path, exchange)));
    }

    /** On a free port. */
    public static TestProvider start() {
        return start(0);
    }

    public static TestProvider start(int port) {
        return start(port, null);
    }

    /** By https, on a free port. */
    public static TestProvider start(SSLContext tls) {
        return start(0, tls);
    }

    private static TestProvider start(int port, @Nullable SSLContext tls) {
        try {
            TestProvider provider = new TestProvider(port, tls);
            provider.server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String issuer() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort();
    }

    public TestKeys keys() {
        return keys;
    }

    /** Who signs in, and how codes are exchanged. */
    public TestSignIns signIns() {
        return signIns;
    }

    /** A member of the discovery document, from now on; null takes it out. */
    public void announce(String member, @Nullable Object value) {
        if (value == null) {
            metadata.remove(member);
        } else {
            metadata.put(member, value);
        }
    }

    /** How many requests a path has had. */
    public int requests(String path) {
        return requests.computeIfAbsent(path, key -> new AtomicInteger()).get();
    }

    /** Answers a path differently, until {@link #usual(String)}. */
    public void instead(String path, HttpHandler handler) {
        instead.put(path, handler);
    }

    public void usual(String path) {
        instead.remove(path);
    }

    public void answering(String path, int status, String body) {
        instead(path, exchange -> Exchanges.json(exchange, status, body));
    }

    /** Whoever asks here is not answered, as if the provider were down; its connections break. */
    public void down(String path) {
        instead(path, HttpExchange::close);
    }

    /** Never answers, until the provider is closed. */
    public void hanging(String path) {
        instead(path, exchange -> await());
    }

    /** Sends the head, then one byte each 50 ms without end. */
    public void dripping(String path) {
        instead(path, exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!awaited(50)) {
                    out.write(' ');
                    out.flush();
                }
            }
        });
    }

    public List<Received> revocations() {
        return List.copyOf(revocations);
    }

    public List<Received> endSessions() {
        return List.copyOf(endSessions);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(String path, HttpExchange exchange) throws IOException {
        requests.computeIfAbsent(path, key -> new AtomicInteger()).incrementAndGet();
        try (exchange) {
            requireNonNull(instead.getOrDefault(path, usual.get(path)), path).handle(exchange);
        }
    }

    private void revoke(HttpExchange exchange) throws IOException {
        revocations.add(received(exchange, Exchanges.form(exchange)));
        Exchanges.json(exchange, 200, "");
    }

    private void endSession(HttpExchange exchange) throws IOException {
        Map<String, String> parameters = new LinkedHashMap<>(Exchanges.query(exchange));
        if (exchange.getRequestMethod().equals("POST")) {
            parameters.putAll(Exchanges.form(exchange));
        }
        endSessions.add(received(exchange, parameters));
        String back = parameters.get("post_logout_redirect_uri");
        if (back == null) {
            Exchanges.json(exchange, 200, "{\"signed_out\":true}");
        } else {
            String state = parameters.get("state");
            Exchanges.redirect(exchange, back, state == null ? Map.of() : Map.of("state", state));
        }
    }

    private static Received received(HttpExchange exchange, Map<String, String> parameters) {
        List<String> authorization =
                new ArrayList<>(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        return new Received(parameters, String.join(",", authorization));
    }

    private void await() {
        while (!awaited(1000)) {
            Thread.onSpinWait();
        }
    }

    private boolean awaited(long millis) {
        try {
            return closing.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /** So many spaces. */
    public static String huge(int size) {
        return new String(new byte[size], StandardCharsets.US_ASCII).replace('\0', ' ');
    }
}
