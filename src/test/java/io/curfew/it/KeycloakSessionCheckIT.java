package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.ground.Waiting;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.keycloak.admin.client.resource.UserResource;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.UserRepresentation;

/** Keycloak says nothing when its session expires; the check finds it, and what is not checked lives on. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeycloakSessionCheckIT {
    private static final String CHECKED = "/checked";
    private static final String UNCHECKED = "/unchecked";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final KeycloakRealm realm;
    private final EchoServer echo = EchoServer.start();
    private GatewayNode node;

    KeycloakSessionCheckIT(KeycloakServer keycloak) {
        realm = KeycloakRealm.create(keycloak, "expiring");
    }

    @BeforeAll
    void start() {
        GatewayConfig config = GatewayConfig.onFreePorts();
        node = GatewayNode.start(withRoute(withRoute(config, CHECKED), UNCHECKED)
                .with("curfew.route.checked.session_check_interval", "2"));
    }

    private GatewayConfig withRoute(GatewayConfig config, String path) {
        String name = path.substring(1);
        KeycloakClient client = KeycloakClient.forGateway(name, config);
        realm.addClient(client);
        String prefix = "curfew.route." + name + ".";
        return config.withRoute(name, path, echo.url())
                .with(prefix + "issuer", realm.issuer())
                .with(prefix + "client_id", client.id())
                .with(prefix + "client_secret", client.secret());
    }

    @AfterAll
    void stop() {
        node.close();
        echo.close();
    }

    private void change(Consumer<RealmRepresentation> change) {
        RealmRepresentation representation = realm.resource().toRepresentation();
        change.accept(representation);
        realm.resource().update(representation);
    }

    /** A browser with a session at both routes and one at Keycloak. */
    private BrowserSession signIn() {
        return signIn(SharedGateway.newUser(realm));
    }

    private BrowserSession signIn(String user) {
        BrowserSession browser = new BrowserSession();
        Answer page = browser.login(node.url(CHECKED + "/page"), user, SharedGateway.PASSWORD);
        assertEquals(200, page.status(), page::toString);
        assertEquals(200, browser.get(node.url(UNCHECKED + "/page")).status());
        assertTrue(isIn(browser, CHECKED) && isIn(browser, UNCHECKED));
        return browser;
    }

    private boolean isIn(BrowserSession browser, String path) {
        Answer answer = browser.fetch(node.url(path + "/api"));
        assertTrue(answer.status() == 200 || answer.status() == 401, answer::toString);
        return answer.status() == 200;
    }

    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        assertTrue(Waiting.until(() -> System.nanoTime() - until >= 0, time.plus(LIMIT)));
    }

    @Test
    void aSessionThatExpiredAtKeycloakForWantOfUseEndsHereAtTheNextRequest() {
        change(representation -> {
            representation.setSsoSessionIdleTimeout(5);
            representation.setSsoSessionMaxLifespan(36_000);
        });
        BrowserSession browser = signIn();
        // whoever is active stays active at Keycloak, too, far beyond its idle time
        long until = System.nanoTime() + Duration.ofSeconds(12).toNanos();
        assertTrue(Waiting.until(
                () -> {
                    assertTrue(isIn(browser, CHECKED));
                    return System.nanoTime() - until >= 0;
                },
                LIMIT));

        pass(Duration.ofSeconds(8));

        assertFalse(isIn(browser, CHECKED));
        assertTrue(isIn(browser, UNCHECKED), "nobody has asked, and Keycloak has said nothing");
    }

    @Test
    void aSessionThatGotTooOldAtKeycloakEndsHereWhileItIsUsed() {
        change(representation -> {
            representation.setSsoSessionIdleTimeout(1_800);
            representation.setSsoSessionMaxLifespan(10);
        });
        BrowserSession browser = signIn();
        long since = System.nanoTime();

        assertTrue(Waiting.until(() -> !isIn(browser, CHECKED), LIMIT));

        Duration after = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(after.compareTo(Duration.ofSeconds(15)) < 0, after::toString);
        assertTrue(isIn(browser, UNCHECKED), "nobody has asked, and Keycloak has said nothing");
    }

    @Test
    void aUserWhomAnAdministratorDisablesIsOutAtTheNextCheck() {
        change(representation -> {
            representation.setSsoSessionIdleTimeout(1_800);
            representation.setSsoSessionMaxLifespan(36_000);
        });
        String name = SharedGateway.newUser(realm);
        BrowserSession browser = signIn(name);
        UserResource user = realm.resource().users().get(realm.userId(name));
        UserRepresentation disabled = user.toRepresentation();
        disabled.setEnabled(false);
        user.update(disabled);

        assertTrue(Waiting.until(() -> !isIn(browser, CHECKED), LIMIT));
    }
}
