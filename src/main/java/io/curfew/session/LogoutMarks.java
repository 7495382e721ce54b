package io.curfew.session;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        return marks.any(scopes(key, session), (scope, mark) -> mark.covers(scope.secondOf(session)));
    }

    /** Those of these sessions that no logout has ended; the marks are asked for together. */
    List<LiveSession> notCovered(List<LiveSession> read) {
        Set<LogoutScope> scopes = new LinkedHashSet<>();
        read.forEach(one -> scopes.addAll(scopes(one.key(), one.session())));
        Map<LogoutScope, LogoutMark> there = marks.all(scopes);
        return read.stream()
                .filter(one -> scopes(one.key(), one.session()).stream().noneMatch(scope -> {
                    LogoutMark mark = there.get(scope);
                    return mark != null && mark.covers(scope.secondOf(one.session()));
                }))
                .toList();
    }

    /** Whether anything of this scope was ever logged out, as far as marks reach back. */
    boolean has(LogoutScope scope) {
        return marks.get(scope) != null;
    }

    /** Whether this session was ended to make room for another. */
    boolean isEviction(EndedHere session) {
        LogoutMark mark = marks.get(session);
        return mark != null && mark.isEviction();
    }

    /** Whose mark may be about this session. */
    private static List<LogoutScope> scopes(SessionKey key, Session session) {
        LogoutScope alone = new EndedHere(key.value());
        String sid = session.sid();
        return sid == null
                ? List.of(alone, session.providerSubject(), new SidlessSubject(session.issuer(), session.subject()))
                : List.of(
                        alone,
                        session.providerSubject(),
                        new ProviderSession(session.issuer(), sid),
                        new SignedOutHere(session.issuer(), sid));
    }
}
