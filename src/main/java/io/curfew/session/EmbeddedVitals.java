package io.curfew.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the store in this process is.
 *
 * @param node null in a process that is alone
 */
record EmbeddedVitals(CacheCluster cluster, @Nullable ClusterNode node) implements StoreVitals, StoreVitals.Held {
    private static final String SESSIONS = "sessions";

    @Override
    public boolean isServing() {
        return node == null || node.quorum().term() != 0;
    }

    @Override
    public Held held() {
        return this;
    }

    @Override
    public int nodes() {
        return node == null ? 1 : node.size();
    }

    @Override
    public boolean isSplit() {
        return node != null && node.isSplit();
    }

    @Override
    public long sessions() {
        return node == null ? cluster.entries(SESSIONS) : cluster.ownEntries(SESSIONS);
    }

    @Override
    public List<String> caches() {
        return List.of(SESSIONS, "sids", "subjects", "logouts", "logout_tokens", "logins");
    }

    @Override
    public long entries(String cache) {
        return cluster.entries(cache);
    }
}
