package io.curfew.session;

import io.curfew.config.SessionLimit;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one user at one registration, where their number has a limit: an entry of the store that every login of that
 * user changes by compare and set, so that of any number of logins on any nodes one after the other decides, and each sees the
 * decisions before it. A session is in the store before it takes its seat; one without an entry has ended, and its seat is free.
 */
final class Seats {
    private final StoreCache<ProviderSubject, IndexedSessions> seats;
    private final SessionEntries sessions;
    private final LogoutMarks marks;
    private final Clock clock;

    Seats(StoreCache<ProviderSubject, IndexedSessions> seats, SessionEntries sessions, LogoutMarks marks, Clock clock) {
        this.seats = seats;
        this.sessions = sessions;
        this.marks = marks;
        this.clock = clock;
    }

    /** Takes a seat for a session; false when there is none and none may be cleared. Taking it again is no harm. */
    boolean take(LiveSession session, LoginTerms terms) {
        if (!terms.limit().isSet()) {
            return true;
        }
        Attempt attempt = new Attempt(session, terms);
        seats.update(key(session.session()), attempt::change, this::untilLastEnd);
        return attempt.seated;
    }

    /** No issuer has a space in it, so this is never the index of a subject. */
    private static ProviderSubject key(Session session) {
        return new ProviderSubject(session.issuer() + " " + session.space().clientId(), session.subject());
    }

    private Duration untilLastEnd(IndexedSessions taken) {
        return Duration.ofMillis(taken.lastEnd() * 1000 - clock.millis());
    }

    /** One login; its change is made again when another login was faster. */
    private final class Attempt {
        private final LiveSession session;
        private final LoginTerms terms;
        private boolean seated;

        Attempt(LiveSession session, LoginTerms terms) {
            this.session = session;
            this.terms = terms;
        }

        IndexedSessions change(@Nullable IndexedSessions there) {
            IndexedSessions read = there == null ? IndexedSessions.NONE : there;
            Map<SessionKey, Session> taken = others(read);
            SessionLimit limit = terms.limit();
            seated = taken.size() < limit.most() || limit.evicts();
            if (!seated) {
                return read;
            }
            // they end first: whoever is interrupted now leaves a free seat and no session without one
            oldest(taken, taken.size() - limit.most() + 1).forEach(key -> {
                evict(key);
                taken.remove(key);
            });
            // those of other routes that are not counted here may be in use there
            Map<SessionKey, Long> ends = new HashMap<>(read.ends());
            ends.keySet().removeIf(key -> key.equals(terms.replaced()) || !isThere(key));
            ends.put(session.key(), session.session().expires());
            return new IndexedSessions(ends, read.later());
        }

        /** Those that could be used now. */
        private Map<SessionKey, Session> others(IndexedSessions read) {
            Map<SessionKey, Session> others = new HashMap<>();
            for (SessionKey key : read.ends().keySet()) {
                Session other = key.equals(session.key()) || key.equals(terms.replaced()) ? null : sessions.get(key);
                if (other != null && isUsable(other) && !marks.cover(key, other)) {
                    others.put(key, other);
                }
            }
            return others;
        }

        private boolean isUsable(Session other) {
            long now = clock.millis();
            return !other.isPast(now, terms.idlingTimeout())
                    && !other.ids().isOver(now, terms.rollingTimeout().toMillis());
        }

        private boolean isThere(SessionKey key) {
            Session other = sessions.get(key);
            return other != null && !marks.cover(key, other);
        }

        /** By their login; of one second, by their last use. */
        private static List<SessionKey> oldest(Map<SessionKey, Session> taken, int count) {
            return taken.entrySet().stream()
                    .sorted(Comparator.comparingLong((Map.Entry<SessionKey, Session> one) ->
                                    one.getValue().started())
                            .thenComparingLong(one -> one.getValue().lastSeen())
                            .thenComparing(one -> one.getKey().value()))
                    .limit(Math.max(0, count))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        private void evict(SessionKey key) {
            marks.write(new EndedHere(key.value()), EndReason.EVICTED.forEver());
            sessions.end(key, EndReason.EVICTED, any -> {});
        }
    }
}
