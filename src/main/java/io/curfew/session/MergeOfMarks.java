package io.curfew.session;

import java.util.List;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.container.entries.CacheEntry;
import org.jspecify.annotations.Nullable;

/** Of the marks that the halves of a split wrote for the same logout, the one that covers most; a mark is never lost. */
final class MergeOfMarks implements EntryMergePolicy<LogoutScope, LogoutMark> {
    @Override
    public @Nullable CacheEntry<LogoutScope, LogoutMark> merge(
            @Nullable CacheEntry<LogoutScope, LogoutMark> preferred, List<CacheEntry<LogoutScope, LogoutMark>> others) {
        CacheEntry<LogoutScope, LogoutMark> strongest = preferred;
        for (CacheEntry<LogoutScope, LogoutMark> other : others) {
            if (strongest == null
                    || strongest.getValue().until() < other.getValue().until()) {
                strongest = other;
            }
        }
        return strongest;
    }
}
