package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The stored sessions and the index over them, changed together. */
final class SessionEntries {
    private final StoreCache<SessionKey, Session> sessions;
    private final SessionIndex index;
    private final RecentlyEnded recentlyEnded;
    private final Clock clock;

    SessionEntries(SessionCaches caches, RecentlyEnded recentlyEnded, Clock clock) {
        this.recentlyEnded = recentlyEnded;
        this.sessions = new StoreCache<>("sessions", caches.sessions());
        this.index = new SessionIndex(
                new StoreCache<>("sids", caches.sids()), new StoreCache<>("subjects", caches.subjects()), clock);
        this.clock = clock;
    }

    @Nullable
    Session get(SessionKey key) {
        return sessions.get(key);
    }

    /** The index first, so that a logout that comes now finds the session. */
    void add(SessionKey key, Session session) {
        index.add(key, session);
        sessions.put(key, session, untilExpiry(session));
    }

    /** Whether {@code read} was still there and {@code next} took its place. */
    boolean replace(SessionKey key, Session read, Session next) {
        return sessions.replace(key, read, next, untilExpiry(read));
    }

    Set<SessionKey> of(ProviderSession providerSession) {
        return index.of(providerSession);
    }

    Set<SessionKey> of(ProviderSubject subject) {
        return index.of(subject);
    }

    /** How many ended; of several calls at the same time, one counts a session. Their browsers do not know. */
    int endEach(Collection<SessionKey> keys, Consumer<LiveSession> told) {
        return keys.stream().mapToInt(key -> endUnawares(key, told)).sum();
    }

    /** Ends one whose browser hears of it. */
    int end(SessionKey key) {
        return end(key, ended -> {});
    }

    /** The same, and tells it as it was when it ended. */
    int end(SessionKey key, Consumer<LiveSession> told) {
        Session ended = sessions.remove(key);
        if (ended == null) {
            return 0;
        }
        index.remove(key, ended);
        told.accept(new LiveSession(key, ended));
        return 1;
    }

    private int endUnawares(SessionKey key, Consumer<LiveSession> told) {
        return end(key, ended -> {
            recentlyEnded.remember(key, ended.session());
            told.accept(ended);
        });
    }

    /** Ends those that are covered, and returns how many. */
    int end(Collection<SessionKey> keys, Predicate<Session> covered) {
        int ended = 0;
        for (SessionKey key : keys) {
            Session session = sessions.get(key);
            if (session != null && covered.test(session)) {
                ended += endUnawares(key, any -> {});
            }
        }
        return ended;
    }

    private Duration untilExpiry(Session session) {
        return Duration.ofMillis(session.expires() * 1000 - clock.millis());
    }
}
