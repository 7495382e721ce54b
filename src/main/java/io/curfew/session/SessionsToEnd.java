package io.curfew.session;

import io.curfew.config.Route;
import java.util.Optional;

/**
 * Sessions as the browser that signs out, or logs in anew, names them: also on a node that does not know whether they have ended, also
 * those that have been idle for too long, and also by an id that was renewed away. Who ends what others go on with does no harm.
 * Every method may throw {@link StoreUnavailableException}.
 */
public final class SessionsToEnd {
    /** No id is too old. */
    private static final long ANY_AGE = 0;

    private final Sessions hall;

    public SessionsToEnd(Sessions hall) {
        this.hall = hall;
    }

    /** The session that a request's cookies are or were of. */
    public Optional<LiveSession> find(Route route, Presented presented) {
        return sessionCookie(presented)
                .flatMap(id -> read(route, id))
                .or(() -> BrowserSessions.remembered(route, presented).flatMap(id -> read(route, id)));
    }

    /** Whether a request comes with an id that was not renewed away: its sender may be told who the session's user is. */
    public boolean isNamed(Route route, LiveSession live, Presented presented) {
        Session session = live.session();
        RollingId remembered = session.standing().remembered();
        return sessionCookie(presented).filter(id -> isGood(session.ids(), id)).isPresent()
                || BrowserSessions.remembered(route, presented)
                        .filter(id -> remembered != null && isGood(remembered, id))
                        .isPresent();
    }

    /**
     * Ends just this session, because its browser has begun another one; which ends too, as well as it goes, when that fails. Whether it
     * was there until now.
     */
    public boolean replaceBy(LiveSession successor, LiveSession replaced) {
        if (successor.key().equals(replaced.key())) {
            return false;
        }
        try {
            return hall.endAlone(replaced.key(), EndReason.REPLACED, ended -> {}) > 0;
        } catch (StoreUnavailableException e) {
            hall.interior().sessions().discardQuietly(successor.key());
            throw e;
        }
    }

    private Optional<LiveSession> read(Route route, SessionId id) {
        return hall.read(id.key(), session -> session.space().equals(route.sessionSpace()));
    }

    private boolean isGood(RollingId ids, SessionId id) {
        return ids.accepts(id.secretHash(), hall.interior().clock().millis(), ANY_AGE);
    }

    private static Optional<SessionId> sessionCookie(Presented presented) {
        return presented.sessionCookie().flatMap(SessionId::parse);
    }
}
