package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The stored sessions and the index over them, changed together. */
final class SessionEntries {
    private final StoreCache<SessionKey, Session> sessions;
    private final SessionIndex index;
    private final RecentlyEnded recentlyEnded;
    private final EndingListener endings;
    private final Clock clock;

    SessionEntries(SessionCaches caches, RecentlyEnded recentlyEnded, EndingListener endings, Clock clock) {
        this.recentlyEnded = recentlyEnded;
        this.endings = endings;
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

    /** Changes an entry that is there, and no other: see {@link StoreCache#exchange}. */
    Optional<StoreCache.Exchanged<Session>> exchange(
            SessionKey key, Session read, UnaryOperator<@Nullable Session> change) {
        return sessions.exchange(key, read, change, this::untilExpiry);
    }

    Set<SessionKey> of(ProviderSession providerSession) {
        return index.of(providerSession);
    }

    Set<SessionKey> of(ProviderSubject subject) {
        return index.of(subject);
    }

    /** Of a user, each with the second of its absolute end. */
    Map<SessionKey, Long> ends(ProviderSubject subject) {
        return index.ends(subject);
    }

    /** Those of these that are there. */
    List<LiveSession> all(Collection<SessionKey> keys) {
        return sessions.all(keys).entrySet().stream()
                .map(entry -> new LiveSession(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** How many ended; of several calls at the same time, one counts a session. Their browsers do not know. */
    int endEach(Collection<SessionKey> keys, EndReason reason, Consumer<LiveSession> told) {
        return keys.stream().mapToInt(key -> endUnawares(key, reason, told)).sum();
    }

    /** Ends one whose browser hears of it, and tells it as it was when it ended. */
    int end(SessionKey key, EndReason reason, Consumer<LiveSession> told) {
        return remove(key, ended -> {
            told.accept(ended);
            endings.ended(ended, reason);
        });
    }

    private int remove(SessionKey key, Consumer<LiveSession> told) {
        Session removed = sessions.remove(key);
        if (removed == null) {
            return 0;
        }
        // first: whoever revokes its tokens cannot learn of it a second time
        told.accept(new LiveSession(key, removed));
        index.remove(key, removed);
        return 1;
    }

    /** Takes one away whose id no browser has got. */
    void discard(SessionKey key) {
        remove(key, nobodys -> {});
    }

    /** As well as it goes, after a failure that is told anyway. */
    void discardQuietly(SessionKey key) {
        try {
            discard(key);
        } catch (StoreUnavailableException e) {
            // it ends by its timeouts
        }
    }

    /** Ends one that meets a condition when it ends; whether it is over now. Its browser does not know. */
    boolean endIf(SessionKey key, EndReason reason, Predicate<Session> condition) {
        return sessions.removeIf(key, condition, removed -> {
            endings.ended(new LiveSession(key, removed), reason);
            index.remove(key, removed);
        });
    }

    private int endUnawares(SessionKey key, EndReason reason, Consumer<LiveSession> told) {
        return end(key, reason, ended -> {
            recentlyEnded.remember(key, ended.session());
            told.accept(ended);
        });
    }

    /** Ends those that are covered, and returns how many. */
    int end(Collection<SessionKey> keys, EndReason reason, Predicate<Session> covered) {
        return end(keys, reason, covered, any -> {});
    }

    /** The same, and tells each as it was when it ended. */
    int end(Collection<SessionKey> keys, EndReason reason, Predicate<Session> covered, Consumer<LiveSession> told) {
        int ended = 0;
        for (SessionKey key : keys) {
            Session session = sessions.get(key);
            if (session != null && covered.test(session)) {
                ended += endUnawares(key, reason, told);
            }
        }
        return ended;
    }

    private Duration untilExpiry(Session session) {
        return Duration.ofMillis(session.expires() * 1000 - clock.millis());
    }
}
