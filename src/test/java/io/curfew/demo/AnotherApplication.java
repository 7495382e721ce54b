package io.curfew.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.curfew.demo.SmallServer.Reply;
import io.curfew.ground.FormBody;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * An application that is not behind the gateway and logs in at Keycloak by itself. Signing out of it ends the user's session at
 * Keycloak, and so the one at the gateway. A demo: it takes tokens from Keycloak directly and therefore checks little, and it
 * does not listen to logout tokens.
 */
final class AnotherApplication implements AutoCloseable {
    private static final String COOKIE = "another_app";

    private final KeycloakRealm realm;
    private final KeycloakClient client;
    private final SmallServer server;
    private final String url;
    private final Map<String, Visitor> visitors = new ConcurrentHashMap<>();

    private record Visitor(String idToken) {}

    private AnotherApplication(KeycloakRealm realm, KeycloakClient client, int port) {
        this.realm = realm;
        this.client = client;
        this.url = urlOn(port);
        this.server = SmallServer.start(port, this::answer);
    }

    static String urlOn(int port) {
        return "http://127.0.0.1:" + port;
    }

    static AnotherApplication start(KeycloakRealm realm, KeycloakClient client, int port) {
        return new AnotherApplication(realm, client, port);
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }

    private Reply answer(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String cookie = cookie(exchange);
        if (path.equals("/callback")) {
            return callback(exchange, cookie);
        }
        if (path.equals("/logout") && exchange.getRequestMethod().equals("POST")) {
            return logout(cookie);
        }
        Visitor visitor = visitors.get(cookie);
        return visitor == null ? login(exchange) : page();
    }

    private Reply login(HttpExchange exchange) {
        String state = UUID.randomUUID().toString();
        setCookie(exchange, state);
        return Reply.redirect(realm.issuer() + "/protocol/openid-connect/auth?"
                + FormBody.of(ordered(
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "client_id",
                        client.id(),
                        "redirect_uri",
                        url + "/callback",
                        "state",
                        state)));
    }

    private Reply callback(HttpExchange exchange, String cookie) {
        Map<String, String> query = query(exchange);
        String code = query.get("code");
        if (code == null || !cookie.equals(query.get("state"))) {
            return Reply.text(400, "This answer of Keycloak does not belong to a login of this browser.");
        }
        JsonNode tokens = realm.tokens(client).exchangeCode(code, url + "/callback");
        String visitorId = UUID.randomUUID().toString();
        visitors.put(visitorId, new Visitor(tokens.path("id_token").asText()));
        setCookie(exchange, visitorId);
        return Reply.redirect(url + "/");
    }

    private Reply logout(String cookie) {
        Visitor visitor = visitors.remove(cookie);
        if (visitor == null) {
            return Reply.redirect(url + "/");
        }
        return Reply.redirect(realm.issuer() + "/protocol/openid-connect/logout?"
                + FormBody.of(ordered(
                        "id_token_hint", visitor.idToken(),
                        "client_id", client.id(),
                        "post_logout_redirect_uri", url + "/")));
    }

    private static Reply page() {
        return Reply.page(Html.page(
                "Another application", "Not behind Curfew; it logs in at Keycloak by itself", "#5b3f8c", """
                <section aria-labelledby="here"><h2 id="here">You are logged in here, too</h2>
                <p>Sign out here, and Keycloak tells Curfew: you are signed out of the applications behind it at once.</p>
                <form method="post" action="/logout"><button class="main" id="sign-out">Sign out</button></form>
                </section>
                """));
    }

    private static void setCookie(HttpExchange exchange, String value) {
        exchange.getResponseHeaders().add("Set-Cookie", COOKIE + "=" + value + "; Path=/; HttpOnly; SameSite=Lax");
    }

    private static String cookie(HttpExchange exchange) {
        String header = exchange.getRequestHeaders().getFirst("Cookie");
        return Arrays.stream(header == null ? new String[0] : header.split(";\\s*"))
                .filter(cookie -> cookie.startsWith(COOKIE + "="))
                .map(cookie -> cookie.substring(COOKIE.length() + 1))
                .findFirst()
                .orElse("");
    }

    private static Map<String, String> query(HttpExchange exchange) {
        String query = exchange.getRequestURI().getRawQuery();
        return Arrays.stream(query == null ? new String[0] : query.split("&"))
                .map(pair -> pair.split("=", 2))
                .filter(pair -> pair.length == 2)
                .collect(Collectors.toMap(
                        pair -> pair[0],
                        pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8),
                        (first, second) -> first));
    }

    private static Map<String, String> ordered(String... namesAndValues) {
        Map<String, String> map = new LinkedHashMap<>();
        for (int index = 0; index < namesAndValues.length; index += 2) {
            map.put(namesAndValues[index], namesAndValues[index + 1]);
        }
        return map;
    }
}
