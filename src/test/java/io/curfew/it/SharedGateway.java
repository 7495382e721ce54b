package io.curfew.it;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.ground.KeycloakTokens;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * One gateway node in front of an upstream that echoes, with a route for every way of signing out, and two realms. Tests share
 * the servers and nothing else: each makes users of its own.
 */
public final class SharedGateway implements AutoCloseable {
    static final String PASSWORD = "correct horse";

    /** Routes of one client; they share a session. */
    static final String ORDERS = "/orders";

    static final String REPORTS = "/reports";
    static final String BY_QUERY = "/by-query";
    static final String BY_FORM = "/by-form";
    static final String FAREWELL = "/farewell";

    /** Its client gets logout tokens without a {@code sid}. */
    static final String SUBJECT_ONLY = "/subject-only";

    /** Of another realm. */
    static final String ELSEWHERE = "/elsewhere";

    private final EchoServer echo = EchoServer.start();
    private final KeycloakRealm realm;
    private final KeycloakRealm elsewhere;
    private final RevocationRelay relay;
    private final Map<String, KeycloakClient> clients = new HashMap<>();
    private final GatewayNode node;

    private SharedGateway(KeycloakServer keycloak) {
        this.realm = KeycloakRealm.create(keycloak, "shared");
        this.elsewhere = KeycloakRealm.create(keycloak, "elsewhere");
        this.relay = RevocationRelay.start(realm);
        this.node = GatewayNode.start(configured(GatewayConfig.onFreePorts()));
    }

    static SharedGateway start(KeycloakServer keycloak) {
        return new SharedGateway(keycloak);
    }

    private GatewayConfig configured(GatewayConfig bare) {
        KeycloakClient client = KeycloakClient.forGateway("curfew", bare);
        realm.addClient(client);
        GatewayConfig config = bare.withClient(realm.issuer(), client)
                .withRoute("orders", ORDERS, echo.url())
                .with("curfew.route.orders.logout_uri_suffix", "/logout")
                .withRoute("reports", REPORTS, echo.url())
                .withRoute("by-query", BY_QUERY, echo.url())
                .with("curfew.route.by-query.logout_query_arg", "sign_out")
                .with("curfew.route.by-query.logout_methods", "GET,POST")
                .withRoute("by-form", BY_FORM, echo.url())
                .with("curfew.route.by-form.logout_post_arg", "sign_out")
                .withRoute("farewell", FAREWELL, echo.url())
                .with("curfew.route.farewell.logout_uri_suffix", "/logout")
                .with("curfew.route.farewell.logout_redirect_uri", farewellPage());
        config = withClientOfItsOwn(config, realm, SUBJECT_ONLY);
        realm.setBackChannelSessionRequired(SUBJECT_ONLY.substring(1), false);
        config = withClientOfItsOwn(config, elsewhere, ELSEWHERE);
        for (Revoking revoking : Revoking.values()) {
            config = withRevocation(config, revoking);
        }
        return config;
    }

    private GatewayConfig withRevocation(GatewayConfig before, Revoking revoking) {
        String prefix = "curfew.route." + revoking.clientId() + ".";
        GatewayConfig config = withClientOfItsOwn(before, realm, revoking.path)
                .with(prefix + "upstream_access_token_header", "authorization:bearer")
                .with(prefix + "logout_revoke", Boolean.toString(revoking.asked))
                .with(prefix + "logout_revoke_access_token", Boolean.toString(revoking.accessToken))
                .with(prefix + "logout_revoke_refresh_token", Boolean.toString(revoking.refreshToken));
        return revoking == Revoking.DISCOVERED
                ? config
                : config.with(
                        prefix + "revocation_endpoint",
                        relay.endpointFor(revoking.clientId(), tokens(revoking.clientId())));
    }

    private GatewayConfig withClientOfItsOwn(GatewayConfig config, KeycloakRealm of, String path) {
        String name = path.substring(1);
        KeycloakClient client = KeycloakClient.forGateway(name, config);
        of.addClient(client);
        clients.put(name, client);
        String prefix = "curfew.route." + name + ".";
        return config.withRoute(name, path, echo.url())
                .with(prefix + "issuer", of.issuer())
                .with(prefix + "client_id", client.id())
                .with(prefix + "client_secret", client.secret())
                .with(prefix + "logout_uri_suffix", "/logout");
    }

    /** The realm of all routes but {@link #ELSEWHERE}. */
    KeycloakRealm realm() {
        return realm;
    }

    KeycloakRealm elsewhere() {
        return elsewhere;
    }

    RevocationRelay relay() {
        return relay;
    }

    GatewayNode node() {
        return node;
    }

    /** The token endpoints of the realm, asked as the client of a route that has one of its own. */
    KeycloakTokens tokens(String clientId) {
        return realm.tokens(Objects.requireNonNull(clients.get(clientId), clientId));
    }

    String url(String path) {
        return node.url(path);
    }

    /** A server that is not behind the gateway and echoes, too. */
    String outsideUrl() {
        return echo.url();
    }

    /** Where a sign-out on {@link #FAREWELL} ends. */
    String farewellPage() {
        return echo.url() + "/good-bye";
    }

    /** The name of a new user of the realm with {@link #PASSWORD}. */
    String newUser() {
        return newUser(realm);
    }

    /** The name of a new user of this realm with {@link #PASSWORD}. */
    static String newUser(KeycloakRealm of) {
        String name = "user-" + UUID.randomUUID();
        of.addUser(name, PASSWORD);
        return name;
    }

    /** A new browser in which this user has logged in on the way to the path's page. */
    BrowserSession browserOf(String user, String path) {
        BrowserSession browser = new BrowserSession();
        logIn(browser, user, path);
        return browser;
    }

    /** Opens the path's page, logs in on the way, and returns the page. */
    Answer logIn(BrowserSession browser, String user, String path) {
        return requireEcho(browser.login(url(path + "/page"), user, PASSWORD), path);
    }

    /** Opens the path's page, with no more than a session at Keycloak on the way, and returns it. */
    Answer open(BrowserSession browser, String path) {
        return requireEcho(browser.get(url(path + "/page")), path);
    }

    /** Whether a script of this browser gets through to the upstream; throws for any answer that is neither yes nor no. */
    boolean letsIn(BrowserSession browser, String path) {
        if (!browser.here().toString().startsWith(url("/"))) {
            // a script of another site's page would have no cookie
            browser.get(url("/health/live"));
        }
        Answer answer = browser.fetch(url(path + "/api"));
        if (answer.status() == 200 && answer.body().startsWith("GET /api\n")) {
            return true;
        }
        if (answer.status() == 401 && answer.header("Content-Type").startsWith("application/problem+json")) {
            return false;
        }
        throw new AssertionError("Neither in nor out:\n" + answer);
    }

    private static Answer requireEcho(Answer answer, String path) {
        if (answer.status() != 200
                || !answer.uri().getPath().startsWith(path)
                || !answer.body().startsWith("GET /page\n")) {
            throw new AssertionError("The page of " + path + " was not reached:\n" + answer);
        }
        return answer;
    }

    @Override
    public void close() {
        try (relay;
                echo) {
            node.close();
        }
    }
}
