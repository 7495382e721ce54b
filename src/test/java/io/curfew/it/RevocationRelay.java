package io.curfew.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curfew.ground.FormBody;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * Stands between the gateway and Keycloak's revocation endpoint, passes every request on, and keeps the tokens: the gateway never
 * shows a refresh token to anybody else.
 */
final class RevocationRelay implements AutoCloseable {
    /**
     * A request for revocation (RFC 7009, section 2.1) that passed through.
     *
     * @param aliveBefore whether the token was good when it came by, asked of Keycloak
     */
    record Revoked(String clientId, String token, String hint, boolean aliveBefore) {}

    private final KeycloakRealm realm;
    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, KeycloakTokens> clients = new ConcurrentHashMap<>();
    private final List<Revoked> passed = new CopyOnWriteArrayList<>();

    private RevocationRelay(KeycloakRealm realm, HttpServer server) {
        this.realm = realm;
        this.server = server;
    }

    static RevocationRelay start(KeycloakRealm realm) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            RevocationRelay relay = new RevocationRelay(realm, server);
            server.setExecutor(relay.threads);
            server.createContext("/", relay::pass);
            server.start();
            return relay;
        } catch (IOException failure) {
            throw new UncheckedIOException("The revocation relay could not start", failure);
        }
    }

    /** The revocation endpoint for this client of the realm. */
    String endpointFor(String clientId, KeycloakTokens tokens) {
        clients.put(clientId, tokens);
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + clientId;
    }

    /** What this client asked for since the relay was last emptied, in order. */
    List<Revoked> takeOf(String clientId) {
        List<Revoked> taken =
                passed.stream().filter(one -> one.clientId().equals(clientId)).toList();
        passed.removeAll(taken);
        return taken;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String clientId = exchange.getRequestURI().getPath().substring(1);
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = form(body);
            passed.add(revoked(clientId, form.getOrDefault("token", ""), form.getOrDefault("token_type_hint", "")));
            HttpRequest request = HttpRequest.newBuilder(URI.create(realm.issuer() + "/protocol/openid-connect/revoke"))
                    .header("Content-Type", FormBody.TYPE)
                    .header("Authorization", exchange.getRequestHeaders().getFirst("Authorization"))
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Revoked revoked(String clientId, String token, String hint) {
        KeycloakTokens tokens = Objects.requireNonNull(clients.get(clientId), clientId);
        boolean alive = hint.equals("refresh_token") ? tokens.canRefresh(token) : tokens.isActive(token);
        return new Revoked(clientId, token, hint, alive);
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }
}
