package io.curfew.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** The marks of logouts. They outlive every session they cover, so a session that slips past the index is not live either. */
final class LogoutMarks {
    private static final Duration AS_LONG_AS_IT_LASTS = Duration.ofDays(36_500);

    private final StoreCache<LogoutScope, LogoutMark> marks;
    private final Duration lifespan;

    LogoutMarks(StoreCache<LogoutScope, LogoutMark> marks, Duration lifespan) {
        this.marks = marks;
        this.lifespan = lifespan;
    }

    void write(LogoutScope scope, LogoutMark mark) {
        marks.update(scope, earlier -> earlier == null ? mark : earlier.merge(mark), written -> lifespan);
    }

    /** The mark that was the first of this scope, or is now; it is kept for as long as the store keeps anything. */
    LogoutMark first(LogoutScope scope, long second) {
        LogoutMark there = marks.get(scope);
        if (there != null) {
            return there;
        }
        marks.update(
                scope, earlier -> earlier == null ? new LogoutMark(second) : earlier, written -> AS_LONG_AS_IT_LASTS);
        LogoutMark now = marks.get(scope);
        return now == null ? new LogoutMark(second) : now;
    }

    /** Whether a logout has ended this session. */
    boolean cover(SessionKey key, Session session) {
        return any(scopes(key, session), (scope, mark) -> mark.covers(scope.secondOf(session)));
    }

    /** The same for one that is about to begin, of which nobody has heard yet. Whoever has and ended it alone has removed it. */
    boolean coverLogin(SessionKey key, Session session) {
        List<LogoutScope> asked = new ArrayList<>(scopes(key, session));
        asked.set(0, LoginsUnderWay.SOMEBODYS);
        return any(
                asked,
                (scope, mark) -> mark.covers(scope.secondOf(session))
                        && (!scope.equals(LoginsUnderWay.SOMEBODYS) || isAmongThem(session)));
    }

    private boolean isAmongThem(Session session) {
        return any(LoginsUnderWay.of(session), (scope, mark) -> mark.covers(scope.secondOf(session)));
    }

    /** Whether the mark of any of these scopes meets the condition. */
    boolean any(List<LogoutScope> scopes, BiPredicate<LogoutScope, LogoutMark> condition) {
        return marks.any(scopes, condition);
    }

    /** Why a session is over, if a logout has ended it. */
    Optional<EndReason> reason(SessionKey key, Session session) {
        EndReason[] found = new EndReason[1];
        boolean covered = marks.any(scopes(key, session), (scope, mark) -> {
            found[0] = EndReason.of(scope, mark);
            return mark.covers(scope.secondOf(session));
        });
        return covered ? Optional.of(found[0]) : Optional.empty();
    }

    /** The same for a session of which nothing is left, if it was ended by itself. */
    Optional<EndReason> reasonAlone(SessionKey key) {
        LogoutScope alone = new EndedHere(key.value());
        return Optional.ofNullable(marks.get(alone)).map(mark -> EndReason.of(alone, mark));
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
    static List<LogoutScope> scopes(SessionKey key, Session session) {
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
