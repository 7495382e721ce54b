package io.curfew.session;

/** The store of a node alone; both halls are on it. */
class LocalContractTest extends SessionContract {
    private final EmbeddedStore store = EmbeddedStore.local();

    @Override
    SessionCaches writtenCaches() {
        return store.caches();
    }

    @Override
    SessionCaches readCaches() {
        return store.caches();
    }

    @Override
    void closeStore() {
        store.close();
    }
}
