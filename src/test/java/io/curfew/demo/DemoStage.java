package io.curfew.demo;

import io.curfew.ground.Balancer;
import io.curfew.ground.FreePort;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** All that the demo consists of, up and running. Keycloak and the gateway have different hosts, as in real life. */
public final class DemoStage implements AutoCloseable {
    public static final String USER = "alice";

    /** The second user, with the same password. */
    public static final String OTHER_USER = "bob";

    public static final String PASSWORD = "wonderland";

    /** The path of the application that remembers its user, in one browser at a time, and is signed out through the front channel. */
    public static final String NOTES = "/notes";

    public static final String NOTES_COOKIE = "notes";

    private static final int GATEWAY_PORT = 9080;
    private static final int KEYCLOAK_PORT = 8180;
    private static final int ANOTHER_PORT = 9090;

    private final Deque<AutoCloseable> running;
    private final KeycloakServer keycloak;
    private final KeycloakRealm realm;
    private final List<GatewayNode> gateway;
    private final AnotherApplication another;

    private DemoStage(KeycloakServer keycloak, int nodes, Deque<AutoCloseable> running, Consumer<String> progress) {
        this.running = running;
        this.keycloak = keycloak;
        progress.accept("Making the realm, its two users and its three clients …");
        this.realm = KeycloakRealm.create(keycloak, "demo");
        realm.addUser(USER, PASSWORD);
        realm.addUser(OTHER_USER, PASSWORD);
        realm.giveRole(USER, DocumentsApplication.GROUP);
        this.another = kept(startAnother(realm));
        progress.accept("Starting the five applications and the gateway in front of them …");
        this.gateway = nodes == 1 ? List.of(startNode()) : startCluster(nodes);
    }

    /** Starts everything, with so many gateway nodes, and returns when all is ready; tells what it is doing. */
    public static DemoStage set(int nodes, Consumer<String> progress) {
        progress.accept("Starting Keycloak (half a minute, the first time a whole one) …");
        KeycloakServer keycloak = KeycloakServer.start(FreePort.preferably(KEYCLOAK_PORT));
        return set(keycloak, nodes, new ArrayDeque<>(List.of(keycloak)), progress);
    }

    /** Starts everything, with one gateway node, but Keycloak, whose life is not the stage's affair. It must not have the realm {@code demo} yet. */
    public static DemoStage setOn(KeycloakServer keycloak) {
        return set(keycloak, 1, new ArrayDeque<>(), sentence -> {});
    }

    private static DemoStage set(
            KeycloakServer keycloak, int nodes, Deque<AutoCloseable> running, Consumer<String> progress) {
        try {
            return new DemoStage(keycloak, nodes, running, progress);
        } catch (RuntimeException failure) {
            closeAll(running, failure);
            throw failure;
        }
    }

    private static AnotherApplication startAnother(KeycloakRealm realm) {
        int port = FreePort.preferably(ANOTHER_PORT);
        KeycloakClient client = KeycloakClient.at("another-app", AnotherApplication.urlOn(port));
        realm.addClient(client);
        return AnotherApplication.start(realm, client, port);
    }

    /** One node, which browsers reach directly. */
    private GatewayNode startNode() {
        GatewayConfig config = GatewayConfig.onPort(FreePort.preferably(GATEWAY_PORT));
        return kept(GatewayNode.start(configured(config).apply(config)));
    }

    /** Nodes that browsers reach through a balancer. */
    private List<GatewayNode> startCluster(int nodes) {
        Balancer balancer = Balancer.start(FreePort.preferably(GATEWAY_PORT));
        GatewayCluster cluster =
                kept(GatewayCluster.start(balancer, nodes, configured(GatewayConfig.onPort(balancer.port()))));
        return IntStream.range(0, nodes).mapToObj(cluster::node).toList();
    }

    /**
     * Starts the applications and tells a node of them and of Keycloak, where all nodes are one client.
     *
     * @param whole the gateway as browsers and Keycloak reach it
     */
    private UnaryOperator<GatewayConfig> configured(GatewayConfig whole) {
        DemoApplication orders = kept(
                DemoApplication.start(new DemoApplication.Face("Orders", "/orders", "#0b5d66", "Reports", "/reports")));
        DemoApplication reports = kept(
                DemoApplication.start(new DemoApplication.Face("Reports", "/reports", "#8a3b12", "Orders", "/orders")));
        ChatApplication chat = kept(ChatApplication.start());
        DemoApplication notes =
                kept(DemoApplication.start(new DemoApplication.Face("Notes", NOTES, "#3d5a1e", "Orders", "/orders")));
        DocumentsApplication documents = kept(DocumentsApplication.start(whole.publicUrl(), "documents"));
        KeycloakClient client = KeycloakClient.forGateway("curfew", whole);
        realm.addClient(client);
        KeycloakClient ofNotes = KeycloakClient.at("curfew-notes", whole.publicUrl() + "/oidc")
                .withFrontChannelLogout(whole.frontChannelLogoutUrl());
        realm.addClient(ofNotes);
        return config -> config.withClient(realm.issuer(), client)
                .with("curfew.scopes", "openid,profile,email")
                .with("curfew.logout_uri_suffix", "/logout")
                .with("curfew.logout_methods", "POST")
                .with("curfew.upstream_headers_claims", "preferred_username,email,name")
                .with(
                        "curfew.upstream_headers_names",
                        String.join(
                                ",",
                                DemoApplication.USER_HEADER,
                                DemoApplication.EMAIL_HEADER,
                                DemoApplication.FULL_NAME_HEADER))
                .withRoute("orders", "/orders", orders.url())
                .withRoute("reports", "/reports", reports.url())
                .withRoute("chat", ChatApplication.PATH, chat.url())
                .withRoute("notes", NOTES, notes.url())
                .with("curfew.route.notes.client_id", ofNotes.id())
                .with("curfew.route.notes.client_secret", ofNotes.secret())
                .with("curfew.route.notes.session_cookie_name", NOTES_COOKIE)
                .with("curfew.route.notes.session_remember", "true")
                .with("curfew.route.notes.session_limit", "1")
                .with("curfew.route.notes.session_limit_action", "evict_oldest")
                .withRoute("documents", DocumentsApplication.PATH, documents.url())
                .with("curfew.route.documents.upstream_assertion_header", "authorization:bearer")
                .with("curfew.route.documents.groups_claim", "realm_access,roles");
    }

    private <T extends AutoCloseable> T kept(T resource) {
        running.push(resource);
        return resource;
    }

    public KeycloakServer keycloak() {
        return keycloak;
    }

    public KeycloakRealm realm() {
        return realm;
    }

    /** The nodes of the gateway. */
    public List<GatewayNode> gateway() {
        return gateway;
    }

    /** The URL of a path of the gateway, as browsers reach it. */
    public String url(String path) {
        return gateway.get(0).url(path);
    }

    /** The URL of the application that is not behind the gateway. */
    public String anotherUrl() {
        return another.url();
    }

    @Override
    public void close() {
        IllegalStateException failure = new IllegalStateException("Not everything of the demo could be stopped");
        closeAll(running, failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    private static void closeAll(Deque<AutoCloseable> running, RuntimeException failure) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception whileClosing) {
                failure.addSuppressed(whileClosing);
            }
        }
    }
}
