package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sessions, of all clients of this gateway, stand behind a provider session or a subject. */
final class SessionIndex {
    private final StoreCache<ProviderSession, IndexedSessions> sids;
    private final StoreCache<ProviderSubject, IndexedSessions> subjects;
    private final Clock clock;

    SessionIndex(
            StoreCache<ProviderSession, IndexedSessions> sids,
            StoreCache<ProviderSubject, IndexedSessions> subjects,
            Clock clock) {
        this.sids = sids;
        this.subjects = subjects;
        this.clock = clock;
    }

    void add(SessionKey key, Session session) {
        ProviderSession providerSession = session.providerSession();
        if (providerSession != null) {
            add(sids, providerSession, key, session.expires());
        }
        add(subjects, session.providerSubject(), key, session.expires());
    }

    /** Takes a session out that was there and is gone; never one that may still come. */
    void remove(SessionKey key, Session session) {
        ProviderSession providerSession = session.providerSession();
        if (providerSession != null) {
            remove(sids, providerSession, key);
        }
        remove(subjects, session.providerSubject(), key);
    }

    Set<SessionKey> of(ProviderSession providerSession) {
        return keys(sids.get(providerSession));
    }

    Set<SessionKey> of(ProviderSubject subject) {
        return keys(subjects.get(subject));
    }

    /** Each with the second of its absolute end. */
    Map<SessionKey, Long> ends(ProviderSubject subject) {
        IndexedSessions indexed = subjects.get(subject);
        return indexed == null ? Map.of() : indexed.ends();
    }

    private <K> void add(StoreCache<K, IndexedSessions> index, K of, SessionKey key, long end) {
        long now = clock.instant().getEpochSecond();
        index.update(
                of, there -> (there == null ? IndexedSessions.NONE : there).with(key, end, now), this::untilLastEnd);
    }

    private <K> void remove(StoreCache<K, IndexedSessions> index, K of, SessionKey key) {
        index.update(
                of,
                there -> {
                    IndexedSessions left = there == null ? IndexedSessions.NONE : there.without(key);
                    return left.ends().isEmpty() ? null : left;
                },
                this::untilLastEnd);
    }

    private Duration untilLastEnd(IndexedSessions sessions) {
        return Duration.ofMillis(sessions.lastEnd() * 1000 - clock.millis());
    }

    private static Set<SessionKey> keys(@Nullable IndexedSessions sessions) {
        return sessions == null ? Set.of() : sessions.ends().keySet();
    }
}
