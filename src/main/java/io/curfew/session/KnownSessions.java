package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * What is known here of the sessions of a provider, beside which of them live. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class KnownSessions {
    private final StoreCache<SessionKey, Session> sessions;
    private final SessionIndex index;
    private final LogoutMarks marks;

    public KnownSessions(SessionCaches caches, Clock clock) {
        this.sessions = new StoreCache<>("sessions", caches.sessions());
        this.index = new SessionIndex(
                new StoreCache<>("sids", caches.sids()), new StoreCache<>("subjects", caches.subjects()), clock);
        // nothing is written through this
        this.marks = new LogoutMarks(new StoreCache<>("logouts", caches.logouts()), Duration.ZERO);
    }

    /** Whether a session of ours stands or stood behind this one: it is in the index, or was logged out and is kept in mind. */
    public boolean hasSid(String issuer, String sid) {
        ProviderSession session = new ProviderSession(issuer, sid);
        return !index.of(session).isEmpty() || marks.has(session) || marks.has(new SignedOutHere(issuer, sid));
    }

    /** The subjects of the sessions of ours behind this one; mostly one. */
    public Set<String> subjectsOf(String issuer, String sid) {
        Set<String> subjects = new HashSet<>();
        for (SessionKey key : index.of(new ProviderSession(issuer, sid))) {
            Session session = sessions.get(key);
            if (session != null) {
                subjects.add(session.subject());
            }
        }
        return subjects;
    }
}
