package io.curfew.session;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Discovery;
import io.curfew.config.Endpoint;
import io.curfew.config.Secret;
import io.curfew.config.WhenSplit;
import io.curfew.ground.FreePort;
import io.curfew.ground.Waiting;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Session halls of several nodes in one process, on real clustered stores. */
final class ClusterGround implements AutoCloseable {
    static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Secret SECRET = new Secret("a secret of the test");

    private final List<Endpoint> endpoints;
    private final WhenSplit whenSplit;
    private final List<EmbeddedStore> stores = new ArrayList<>();

    ClusterGround(int size, WhenSplit whenSplit) {
        this.endpoints = IntStream.range(0, size)
                .mapToObj(i -> new Endpoint("127.0.0.1", FreePort.withItsSuccessor()))
                .toList();
        this.whenSplit = whenSplit;
    }

    /** A cluster of so many nodes that are all there. */
    static ClusterGround of(int size) {
        ClusterGround ground = new ClusterGround(size, WhenSplit.DENY);
        for (int i = 0; i < size; i++) {
            ground.join(i);
        }
        ground.awaitServing();
        return ground;
    }

    EmbeddedStore join(int node) {
        EmbeddedStore store = EmbeddedStore.join(
                settings(node), new Seal(List.of(SECRET), new SecureRandom()).keyIds(), Clock.systemUTC());
        stores.add(store);
        return store;
    }

    ClusterSettings.Embedded settings(int node) {
        return new ClusterSettings.Embedded(
                "curfew-test-" + endpoints.get(0).port(),
                "127.0.0.1",
                endpoints.get(node).port(),
                new Discovery.Members(endpoints),
                endpoints.size(),
                whenSplit,
                Optional.empty());
    }

    void awaitServing() {
        for (EmbeddedStore store : stores) {
            if (!Waiting.until(() -> store.caches().quorum().term() > 0, LIMIT)) {
                throw new IllegalStateException("A node does not get its lease.");
            }
        }
    }

    EmbeddedStore store(int node) {
        return stores.get(node);
    }

    Sessions sessions(int node) {
        SecureRandom random = new SecureRandom();
        return new Sessions(
                stores.get(node).caches(),
                new Seal(List.of(SECRET), random),
                Clock.systemUTC(),
                random,
                LoginBuilder.ABSOLUTE);
    }

    @Override
    public void close() {
        stores.forEach(EmbeddedStore::close);
    }
}
