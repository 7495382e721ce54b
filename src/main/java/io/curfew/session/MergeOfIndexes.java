package io.curfew.session;

import java.util.List;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.container.entries.CacheEntry;
import org.jspecify.annotations.Nullable;

/** All sessions that any half of a split knew of; one that is gone does no harm in an index, one that is missing does. */
final class MergeOfIndexes implements EntryMergePolicy<Object, IndexedSessions> {
    @Override
    public @Nullable CacheEntry<Object, IndexedSessions> merge(
            @Nullable CacheEntry<Object, IndexedSessions> preferred, List<CacheEntry<Object, IndexedSessions>> others) {
        CacheEntry<Object, IndexedSessions> longest = preferred;
        IndexedSessions all = preferred == null ? IndexedSessions.NONE : preferred.getValue();
        for (CacheEntry<Object, IndexedSessions> other : others) {
            all = all.with(other.getValue());
            if (longest == null || longest.getLifespan() < other.getLifespan()) {
                longest = other;
            }
        }
        if (longest == null) {
            return null;
        }
        CacheEntry<Object, IndexedSessions> merged = longest.clone();
        merged.setValue(all);
        return merged;
    }
}
