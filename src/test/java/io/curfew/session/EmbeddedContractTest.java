package io.curfew.session;

/** Two nodes of an embedded cluster, a hall on each. */
class EmbeddedContractTest extends SessionContract {
    private final ClusterGround ground = ClusterGround.of(2);

    @Override
    SessionCaches writtenCaches() {
        return ground.store(0).caches();
    }

    @Override
    SessionCaches readCaches() {
        return ground.store(1).caches();
    }

    @Override
    void closeStore() {
        ground.close();
    }
}
