package io.curfew.assertion;

import io.curfew.session.SessionKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that may be used again. They are found by all that is said in them, so nobody else can get one, nor anybody one that
 * says what has changed since. Of those of two generations the older is forgotten as a whole when the younger is full.
 */
final class RecentAssertions {
    /** Of each generation; together they take about 25 MB, unless they tell long lists of groups: then some 150 MB. */
    static final int MOST = 10_000;

    /** In characters; who is in more groups is signed for each time. */
    static final int LONGEST = 4096;

    /**
     * All that an assertion says but its times and its own name.
     *
     * @param session null for a caller without one
     * @param userName {@code preferred_username}, or null
     * @param groups as a JSON array, or null
     */
    record Facts(
            String audience,
            Duration lifetime,
            @Nullable SessionKey session,
            String issuer,
            String subject,
            @Nullable String userName,
            @Nullable String groups) {
        @Override
        public String toString() {
            return "[facts]";
        }
    }

    private record Kept(String assertion, long until) {
        @Override
        public String toString() {
            return "[assertion]";
        }
    }

    private record Generations(Map<Facts, Kept> younger, Map<Facts, Kept> older) {}

    private volatile Generations generations = new Generations(new ConcurrentHashMap<>(), new ConcurrentHashMap<>());

    /** One that was kept and may still be used. */
    @Nullable
    String find(Facts facts, long now) {
        Generations current = generations;
        Kept kept = current.younger.get(facts);
        if (kept == null) {
            kept = current.older.get(facts);
        }
        return kept != null && now < kept.until ? kept.assertion : null;
    }

    /** @param until until when it may be used again, in milliseconds since the epoch */
    void keep(Facts facts, String assertion, long until) {
        if (assertion.length() > LONGEST) {
            return;
        }
        younger().put(facts, new Kept(assertion, until));
    }

    private synchronized Map<Facts, Kept> younger() {
        if (generations.younger.size() >= MOST) {
            generations = new Generations(new ConcurrentHashMap<>(), generations.younger);
        }
        return generations.younger;
    }

    int size() {
        Generations current = generations;
        return current.younger.size() + current.older.size();
    }
}
