package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.ClusterConfig;
import io.curfew.ground.FreePort;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.InfinispanServers;
import io.curfew.ground.SelfSigned;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Nodes that cannot use the Infinispan server they were told: each says why, and ends. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteStartIT {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String PASSWORD = "curfew.remote_password";

    private InfinispanServers servers;

    @BeforeAll
    void start() {
        servers = InfinispanServers.start(1);
    }

    @AfterAll
    void stop() {
        servers.close();
    }

    @Test
    void eachReasonIsTold() throws Exception {
        GatewayConfig valid = valid();
        GatewayNode control = GatewayNode.launch(valid.with("curfew.remote_username", InfinispanServers.CREATOR.name())
                .with(PASSWORD, InfinispanServers.CREATOR.password())
                .with("curfew.remote_cache_prefix", "made-")
                .with("curfew.remote_create_caches", "true"));
        control.awaitReady();
        control.close();
        GatewayNode wrongPassword = GatewayNode.launch(anotherPort(valid).with(PASSWORD, "not-the-password"));
        GatewayNode untrusting = GatewayNode.launch(anotherPort(valid)
                .with(
                        "curfew.remote_trust_store",
                        SelfSigned.make().trustStore().toString()));
        GatewayNode nobodyThere =
                GatewayNode.launch(anotherPort(valid).with("curfew.remote_servers", "127.0.0.1:" + FreePort.any()));
        GatewayNode mayNotCreate = GatewayNode.launch(anotherPort(valid)
                .with("curfew.remote_cache_prefix", "other-")
                .with("curfew.remote_create_caches", "true"));
        GatewayNode missing = GatewayNode.launch(anotherPort(valid).with("curfew.remote_cache_prefix", "other-"));

        assertRefused(
                wrongPassword, "No Infinispan server of curfew.remote_servers can be used", "Invalid credentials");
        assertRefused(untrusting, "No Infinispan server of curfew.remote_servers can be used", "remote_trust_store");
        assertRefused(nobodyThere, "No Infinispan server of curfew.remote_servers can be used", "Connection refused");
        assertRefused(
                mayNotCreate,
                "no cache 'other-sessions' and do not let curfew.remote_username create it",
                "<distributed-cache");
        assertRefused(
                missing,
                "no cache 'other-sessions' and curfew.remote_create_caches is false",
                "<distributed-cache",
                "name=\"other-sessions\"");
        assertFalse(wrongPassword.logText().contains("not-the-password"));
    }

    private GatewayConfig valid() {
        GatewayConfig config =
                ClusterConfig.remote(1, "http://localhost:1", servers).get(0);
        return config.with("curfew.public_url", "http://localhost:" + config.httpPort())
                .with("curfew.issuer", "http://127.0.0.1:1")
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", "http://127.0.0.1:1");
    }

    private static GatewayConfig anotherPort(GatewayConfig config) {
        GatewayConfig other = GatewayConfig.onFreePorts();
        return new GatewayConfig(other.httpPort(), other.httpsPort(), config.properties(), config.environment());
    }

    private static void assertRefused(GatewayNode node, String... parts) {
        assertTrue(node.awaitEnd(LIMIT), node::logText);
        String log = node.logText();
        System.out.println(log.lines()
                .filter(line -> line.contains("Curfew does not start."))
                .toList());
        int status = node.exitStatus();
        node.kill();
        assertEquals(1, status, log);
        assertEquals(1, log.split("Curfew does not start\\.", -1).length - 1, log);
        List.of(parts).forEach(part -> assertTrue(log.contains(part), () -> part + " is not in\n" + log));
        assertFalse(log.contains("\tat "), log);
    }
}
