package io.curfew.session;

import java.util.HashMap;
import java.util.Map;

/**
 * The sessions under one key of an index, each with the second of its absolute end: by that, those that nobody ended are
 * dropped without asking for them. To ask for them would be wrong, too: a login is in the index before its session is there.
 */
record IndexedSessions(Map<SessionKey, Long> ends, LaterFields later) {
    static final IndexedSessions NONE = new IndexedSessions(Map.of(), LaterFields.NONE);

    IndexedSessions {
        ends = Map.copyOf(ends);
    }

    IndexedSessions with(SessionKey key, long end, long now) {
        Map<SessionKey, Long> next = new HashMap<>(ends);
        next.values().removeIf(earlier -> earlier <= now);
        next.put(key, end);
        return new IndexedSessions(next, later);
    }

    IndexedSessions without(SessionKey key) {
        Map<SessionKey, Long> next = new HashMap<>(ends);
        next.remove(key);
        return new IndexedSessions(next, later);
    }

    /** Those of both. */
    IndexedSessions with(IndexedSessions others) {
        Map<SessionKey, Long> next = new HashMap<>(ends);
        next.putAll(others.ends);
        return new IndexedSessions(next, later);
    }

    /** The last end of them all; zero if there are none. */
    long lastEnd() {
        return ends.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
