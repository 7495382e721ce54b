package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Discovery;
import io.curfew.config.Endpoint;
import io.curfew.config.Secret;
import io.curfew.config.WhenSplit;
import io.curfew.ground.FreePort;
import io.curfew.ground.Waiting;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Two nodes that nobody gave a list of members find each other: only with both has either a majority of two. */
class DiscoveryTest {
    private final int port = FreePort.withItsSuccessor();

    /** An address stands for itself in a look-up, so two of them are what a name with two A records is. */
    @Test
    void byTheAddressesOfAName() {
        Discovery dns = new Discovery.Dns("127.0.0.1,127.0.0.2");
        assertFoundEachOther(settings(dns, "127.0.0.1", port), settings(dns, "127.0.0.2", port));
    }

    @Test
    void byMulticast() {
        Discovery multicast = new Discovery.Multicast(new Endpoint("239.255.77.77", FreePort.any()));
        assertFoundEachOther(
                settings(multicast, "127.0.0.1", port), settings(multicast, "127.0.0.1", FreePort.withItsSuccessor()));
    }

    private static void assertFoundEachOther(ClusterSettings.Embedded first, ClusterSettings.Embedded second) {
        try (EmbeddedStore one = join(first)) {
            assertFalse(one.caches().quorum().term() > 0, "one of two serves alone");
            try (EmbeddedStore two = join(second)) {
                assertTrue(Waiting.until(() -> serve(one, two), ClusterGround.LIMIT), "they did not find each other");
            }
        }
    }

    private static boolean serve(EmbeddedStore one, EmbeddedStore two) {
        return one.caches().quorum().term() > 0 && two.caches().quorum().term() > 0;
    }

    private static EmbeddedStore join(ClusterSettings.Embedded settings) {
        Seal seal = new Seal(List.of(new Secret("a secret of the test")), new SecureRandom());
        return EmbeddedStore.join(settings, seal.keyIds(), Clock.systemUTC());
    }

    private ClusterSettings.Embedded settings(Discovery discovery, String address, int bindPort) {
        return new ClusterSettings.Embedded(
                "curfew-discovery-" + port, address, bindPort, discovery, 2, WhenSplit.DENY, Optional.empty());
    }
}
