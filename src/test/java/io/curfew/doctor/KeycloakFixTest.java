package io.curfew.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.curfew.config.Secret;
import io.curfew.ground.Exchanges;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What Keycloak is sent when the doctor mends a client, by a stand-in that writes it down. */
class KeycloakFixTest {
    private static final String REALM = "/realms/master/protocol/openid-connect/";
    private static final String CLIENT = "/admin/realms/staff/clients/7";

    private final Map<String, String> received = new ConcurrentSkipListMap<>();
    private final Map<String, Object> client = new TreeMap<>(Map.of(
            "id",
            "7",
            "clientId",
            "gateway",
            "secret",
            "**********",
            "publicClient",
            false,
            "clientAuthenticatorType",
            "client-secret",
            "standardFlowEnabled",
            true,
            "serviceAccountsEnabled",
            true,
            "authorizationServicesEnabled",
            true,
            "redirectUris",
            List.of("https://apps.example.com/*"),
            "attributes",
            Map.of(
                    "backchannel.logout.url",
                    "https://old.example.com/\u001b[2J\u202e",
                    "backchannel.logout.session.required",
                    "true",
                    "post.logout.redirect.uris",
                    "+")));
    private HttpServer server;
    private int logoutStatus = 204;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            received.put(
                    exchange.getRequestMethod() + " " + path,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            switch (path) {
                case REALM + "token" ->
                    Exchanges.json(exchange, 200, "{\"access_token\":\"of-admin\",\"refresh_token\":\"of admin\"}");
                case REALM + "logout" -> Exchanges.json(exchange, logoutStatus, "");
                case "/admin/realms/staff/clients" ->
                    Exchanges.json(exchange, 200, "[" + JSONObjectUtils.toJSONString(client) + "]");
                case CLIENT -> Exchanges.json(exchange, 204, "");
                default -> Exchanges.json(exchange, 404, "{}");
            }
        }
    }

    private Diagnosis mend() {
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        return Examination.of(base + "/realms/staff")
                .by(new KeycloakAccess(base, "master", "admin", new Secret("x"), true))
                .ofRegistration();
    }

    private Map<String, Object> sent() throws ParseException {
        return JSONObjectUtils.parse(received.get("PUT " + CLIENT));
    }

    @Test
    void whatKeycloakSwitchesOffWhenItIsLeftOutIsSentAsItWas() throws ParseException {
        mend();
        assertEquals(
                Map.of(
                        "clientId",
                        "gateway",
                        "serviceAccountsEnabled",
                        true,
                        "authorizationServicesEnabled",
                        true,
                        "attributes",
                        Map.of("backchannel.logout.url", "https://apps.example.com/oidc/backchannel-logout")),
                sent());

        client.remove("authorizationServicesEnabled");
        client.put("serviceAccountsEnabled", false);
        mend();
        assertFalse(sent().containsKey("authorizationServicesEnabled"));
        assertEquals(false, sent().get("serviceAccountsEnabled"));
    }

    @Test
    void whatKeycloakHoldsCannotWriteToTheTerminal() {
        List<Finding> mended = mend().mended();
        assertEquals(
                "backchannel.logout.url: 'https://old.example.com/?[2J?' -> 'https://apps.example.com/oidc/backchannel-logout'",
                mended.get(0).what());
    }

    @Test
    void theAdministratorsSessionIsEndedAlsoWhenKeycloakFails() {
        logoutStatus = 500;
        assertEquals(1, mend().mended().size());
        assertEquals("client_id=admin-cli&refresh_token=of+admin", received.get("POST " + REALM + "logout"));

        received.clear();
        client.put("clientId", "another");
        assertTrue(mend().findings().stream().anyMatch(found -> found.code() == FindingCode.KEYCLOAK_CLIENT_MISSING));
        assertTrue(received.containsKey("POST " + REALM + "logout"));
    }
}
