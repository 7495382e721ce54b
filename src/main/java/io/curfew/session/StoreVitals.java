package io.curfew.session;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the store and its cluster are, as this node sees it, read from this process alone: no question to another node, and no look
 * at entries.
 */
public interface StoreVitals {
    /** Whether this node may serve. */
    boolean isServing();

    /** The part that this process holds; null where servers hold everything. */
    @Nullable
    Held held();

    /** What this process holds, alone or as one of the nodes. */
    interface Held {
        /** How many nodes there are, this one among them. */
        int nodes();

        /** Whether this node sees no majority, or what two halves wrote apart is being put together. */
        boolean isSplit();

        /**
         * The sessions that this node keeps in the first place. Of all nodes together, these are all sessions; those that were idle for
         * too long are among them until their absolute end, and those that have come to it for up to a minute.
         */
        long sessions();

        /** The names of the caches. */
        List<String> caches();

        /** How many entries of a cache this node holds, also as the second owner. */
        long entries(String cache);
    }
}
