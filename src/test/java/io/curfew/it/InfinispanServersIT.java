package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.InfinispanServers;
import io.curfew.ground.ScramUser;
import io.curfew.ground.SelfSigned;
import io.curfew.ground.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ClientIntelligence;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.client.hotrod.exceptions.TransportException;
import org.infinispan.commons.configuration.StringConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Two Infinispan Servers with the configuration that is shipped, and a plain Hot Rod client. */
class InfinispanServersIT {
    private static final String SESSIONS = "curfew-sessions";
    private static final int ENTRIES = 200;

    private static InfinispanServers servers;

    @BeforeAll
    static void startServers() {
        long before = System.nanoTime();
        servers = InfinispanServers.start(2);
        System.out.println("Two Infinispan Servers: one cluster after " + millisSince(before) + " ms");
    }

    @AfterAll
    static void stopServers() {
        servers.close();
    }

    @Test
    void whatIsPutOnOneServerIsThereOnTheOtherAndOutlivesTheKillOfEither() {
        try (RemoteCacheManager first = onlyOn(0);
                RemoteCacheManager second = onlyOn(1);
                RemoteCacheManager both = connect(client(InfinispanServers.GATEWAY))) {
            RemoteCache<String, String> written = first.getCache(SESSIONS);
            IntStream.range(0, ENTRIES).forEach(i -> written.put("key " + i, "value " + i));
            assertEquals(ENTRIES, left(second));
            assertEquals(ENTRIES, left(both));

            servers.kill(0);
            long killed = System.nanoTime();
            both.getCache(SESSIONS).get("key 0");
            System.out.println("First read after the kill of one of two: " + millisSince(killed) + " ms");
            killed = System.nanoTime();
            both.getCache(SESSIONS).put("another key", "another value");
            System.out.println("First write after it: " + millisSince(killed) + " ms");
            assertEquals(ENTRIES, left(both));
            servers.restart(0);
            assertEquals(ENTRIES, left(first));
        }
    }

    @Test
    void aClientFailsFastWithoutAnyServerAndRecoversByItself() {
        try (RemoteCacheManager client = connect(client(InfinispanServers.GATEWAY))) {
            RemoteCache<String, String> cache = client.getCache(SESSIONS);
            cache.put("key", "value");
            servers.kill(0);
            servers.kill(1);
            for (int i = 0; i < 3; i++) {
                long asked = System.nanoTime();
                assertThrows(TransportException.class, () -> cache.get("key"));
                long millis = millisSince(asked);
                System.out.println("Request without any server: refused after " + millis + " ms");
                assertTrue(millis < 10_000, "took " + millis + " ms");
            }
            servers.restartAll();
            long back = System.nanoTime();
            assertTrue(Waiting.until(() -> answers(cache), Duration.ofSeconds(60)));
            System.out.println("First request answered " + millisSince(back) + " ms after the servers were back");
            assertNull(cache.get("key"), "nothing is kept over the end of all servers");
        }
    }

    @Test
    void aWrongPasswordIsRefused() {
        ScramUser wrong = new ScramUser(InfinispanServers.GATEWAY.name(), "another", List.of());
        assertTrue(refusal(client(wrong)).contains("ISPN006024: Invalid credentials"));
    }

    @Test
    void aClientThatDoesNotTrustTheCertificateRefusesIt() throws Exception {
        ConfigurationBuilder client = client(InfinispanServers.GATEWAY);
        Path another = SelfSigned.make().trustStore();
        client.security().ssl().trustStoreFileName(another.toString());
        assertTrue(refusal(client).contains("Certificate signature validation failed"));
    }

    @Test
    void aClientThatExpectsAnotherNameRefusesTheCertificate() {
        ConfigurationBuilder client = client(InfinispanServers.GATEWAY);
        client.security().ssl().sniHostName("infinispan.example");
        assertTrue(refusal(client).contains("No subject alternative DNS name matching infinispan.example"));
    }

    @Test
    void theGatewayCannotCreateCachesButTheCreatorCanWhereTheGatewayThenWorks() {
        StringConfiguration definition = cache("made-here", "<authorization/>");
        try (RemoteCacheManager creator = connect(client(InfinispanServers.CREATOR));
                RemoteCacheManager gateway = connect(client(InfinispanServers.GATEWAY))) {
            assertUnauthorized(() -> gateway.administration().getOrCreateCache("made-here", definition));
            assertNull(gateway.getCache("made-here"));
            assertNotNull(creator.administration().getOrCreateCache("made-here", definition));
            RemoteCache<String, String> made = gateway.getCache("made-here");
            made.put("key", "value");
            assertEquals("value", made.get("key"));
        }
    }

    @Test
    void neitherGatewayNorCreatorCanTouchForeignCaches() {
        try (RemoteCacheManager admin = connect(client(InfinispanServers.ADMIN));
                RemoteCacheManager gateway = connect(client(InfinispanServers.GATEWAY));
                RemoteCacheManager creator = connect(client(InfinispanServers.CREATOR))) {
            RemoteCache<String, String> foreign =
                    admin.administration().createCache("foreign", cache("foreign", "<authorization roles=\"admin\"/>"));
            foreign.put("key", "value");
            for (RemoteCacheManager client : List.of(gateway, creator)) {
                RemoteCache<String, String> seen = client.getCache("foreign");
                assertUnauthorized(() -> seen.get("key"));
                assertUnauthorized(() -> seen.put("key", "mine"));
            }
            assertEquals("value", foreign.get("key"));
        }
    }

    @Test
    void theGatewayCannotListOrClearItsOwnCaches() {
        try (RemoteCacheManager gateway = connect(client(InfinispanServers.GATEWAY))) {
            RemoteCache<String, String> own = gateway.getCache(SESSIONS);
            assertUnauthorized(own::size);
            assertUnauthorized(own::clear);
        }
    }

    private static void assertUnauthorized(Executable forbidden) {
        HotRodClientException refused = assertThrows(HotRodClientException.class, forbidden);
        assertTrue(refused.toString().contains("ISPN000287: Unauthorized access"), refused.toString());
    }

    /** All messages of the failure to connect. */
    private static String refusal(ConfigurationBuilder client) {
        TransportException refused = assertThrows(TransportException.class, () -> {
            try (RemoteCacheManager connected = connect(client)) {
                connected.getCache(SESSIONS);
            }
        });
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }

    private static boolean answers(RemoteCache<String, String> cache) {
        try {
            cache.get("key");
            return true;
        } catch (TransportException notYet) {
            return false;
        }
    }

    private static long left(RemoteCacheManager client) {
        RemoteCache<String, String> cache = client.getCache(SESSIONS);
        return IntStream.range(0, ENTRIES)
                .filter(i -> ("value " + i).equals(cache.get("key " + i)))
                .count();
    }

    private static StringConfiguration cache(String name, String authorization) {
        return new StringConfiguration("<distributed-cache name=\"" + name + "\" mode=\"SYNC\"><security>"
                + authorization + "</security></distributed-cache>");
    }

    /** A client that knows this server and does not ask it for the others. */
    private static RemoteCacheManager onlyOn(int server) {
        ConfigurationBuilder client = security(InfinispanServers.GATEWAY).addServers(servers.address(server));
        return connect(client.clientIntelligence(ClientIntelligence.BASIC));
    }

    private static ConfigurationBuilder client(ScramUser user) {
        return security(user).addServers(String.join(";", servers.addresses()));
    }

    private static ConfigurationBuilder security(ScramUser user) {
        ConfigurationBuilder client = new ConfigurationBuilder();
        client.connectionTimeout(5_000).socketTimeout(10_000).maxRetries(2).serverFailureTimeout(1_000);
        client.security()
                .authentication()
                .saslMechanism("SCRAM-SHA-512")
                .serverName("infinispan")
                .username(user.name())
                .password(user.password());
        client.security()
                .ssl()
                .sniHostName("localhost")
                .trustStoreFileName(servers.trustStore().toString())
                .trustStoreType("PKCS12")
                .trustStorePassword(servers.trustStorePassword().toCharArray());
        return client;
    }

    private static RemoteCacheManager connect(ConfigurationBuilder client) {
        return new RemoteCacheManager(client.build());
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }
}
