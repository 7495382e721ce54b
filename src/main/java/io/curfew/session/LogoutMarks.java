package io.curfew.session;

import java.time.Duration;

/** The marks of logouts. They outlive every session they cover, so a session that slips past the index is not live either. */
final class LogoutMarks {
    private final StoreCache<LogoutScope, LogoutMark> marks;
    private final Duration lifespan;

    LogoutMarks(StoreCache<LogoutScope, LogoutMark> marks, Duration lifespan) {
        this.marks = marks;
        this.lifespan = lifespan;
    }

    void write(LogoutScope scope, LogoutMark mark) {
        marks.update(scope, earlier -> earlier == null ? mark : earlier.merge(mark), written -> lifespan);
    }

    /** Whether a logout has ended this session. */
    boolean cover(SessionKey key, Session session) {
        String sid = session.sid();
        if (covers(new EndedHere(key.value()), session) || covers(session.providerSubject(), session)) {
            return true;
        }
        return sid == null
                ? covers(new SidlessSubject(session.issuer(), session.subject()), session)
                : covers(new ProviderSession(session.issuer(), sid), session)
                        || covers(new SignedOutHere(session.issuer(), sid), session);
    }

    private boolean covers(LogoutScope scope, Session session) {
        LogoutMark mark = marks.get(scope);
        return mark != null && mark.covers(scope.secondOf(session));
    }
}
