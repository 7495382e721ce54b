package io.curfew.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
    boolean cover(Session session) {
        return covers(session.providerSession(), session) || covers(session.providerSubject(), session);
    }

    private boolean covers(@Nullable LogoutScope scope, Session session) {
        LogoutMark mark = scope == null ? null : marks.get(scope);
        return mark != null && mark.covers(session);
    }
}
