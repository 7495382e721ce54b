package io.curfew.session;

import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionRules;
import io.curfew.config.SessionSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions as browsers name them: by an id that is renewed from time to time, or by one that brings a session back. Whatever is
 * saved is a conditional replace of what was read, so nothing here revives a session that has ended. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class BrowserSessions {
    private static final String NEXT_ID = "next session id";
    private static final String NEXT_REMEMBERED = "next remembering id";

    private final Sessions hall;
    private final SessionEntries sessions;
    private final LogoutMarks marks;
    private final Seats seats;
    private final IdCare care;
    private final Clock clock;

    public BrowserSessions(Sessions hall) {
        Interior interior = hall.interior();
        this.hall = hall;
        this.sessions = interior.sessions();
        this.marks = interior.marks();
        this.seats = interior.seats();
        this.care = new IdCare(interior.seal(), interior.random());
        this.clock = interior.clock();
    }

    /** The live session that a request for a route uses, or empty. */
    public Optional<Recognised> use(Route route, Presented presented) {
        Optional<SessionId> id = presented.sessionCookie().flatMap(SessionId::parse);
        Optional<LiveSession> there =
                id.flatMap(known -> hall.find(known.key(), session -> isFor(session, route, known, presented)));
        if (id.isPresent() && there.isPresent()) {
            String hash = id.get().secretHash();
            if (accepts(there.get().session(), hash, route)) {
                return used(route, there.get(), id.get(), hash, presented);
            }
        }
        return remembered(route, presented)
                .flatMap(remember -> there.filter(live -> live.key().equals(remember.key()))
                        .or(() -> hall.find(remember.key(), session -> isFor(session, route, remember, presented)))
                        .flatMap(live -> bringBack(route, live, remember)));
    }

    /**
     * The live session that a request for a route could use now, or empty. It is not counted as use and no id is renewed, so what
     * could only be brought back is none.
     */
    public Optional<LiveSession> look(Route route, Presented presented) {
        return presented
                .sessionCookie()
                .flatMap(SessionId::parse)
                .flatMap(id -> hall.find(
                        id.key(),
                        session -> isFor(session, route, id, presented) && accepts(session, id.secretHash(), route)));
    }

    /** Ends just this session; whether it was there until now. */
    public boolean end(LiveSession live) {
        return hall.endAlone(live.key(), EndReason.REFUSED, any -> {}) > 0;
    }

    /** Whether the session that a request names was ended to make room for another of the same user. */
    public boolean wasEvicted(Route route, Presented presented) {
        return route.session().rules().limit().evicts()
                && presented
                        .sessionCookie()
                        .flatMap(SessionId::parse)
                        .filter(id -> marks.isEviction(new EndedHere(id.key().value())))
                        .isPresent();
    }

    static boolean isFor(Session session, Route route, SessionId id, Presented presented) {
        String bound = presented.bound();
        return session.space().equals(route.sessionSpace())
                && (route.session().rules().bind().isEmpty()
                        || (bound != null
                                && id.boundTo(bound).equals(session.standing().bound())));
    }

    static Optional<SessionId> remembered(Route route, Presented presented) {
        return route.session().rules().remember() == null
                ? Optional.empty()
                : presented.rememberCookie().flatMap(SessionId::parse);
    }

    private boolean accepts(Session session, String hash, Route route) {
        long now = clock.millis();
        return !session.isPast(now, route.session().idlingTimeout())
                && session.ids().accepts(hash, now, rolling(route));
    }

    private boolean brings(Session session, String hash, Route route) {
        RollingId remembered = session.standing().remembered();
        return remembered != null && remembered.accepts(hash, clock.millis(), rememberRolling(route));
    }

    private static long rolling(Route route) {
        return route.session().rules().rollingTimeout().toMillis();
    }

    private static long rememberRolling(Route route) {
        RememberSettings remember = route.session().rules().remember();
        return remember == null ? 0 : remember.rollingTimeout().toMillis();
    }

    private Optional<Recognised> used(Route route, LiveSession live, SessionId id, String hash, Presented presented) {
        if (!live.session().ids().isInMotion(hash, clock.millis(), rolling(route))) {
            return hall.touch(live, route.session().idlingTimeout())
                    ? Optional.of(new Recognised(live, null, null))
                    : Optional.empty();
        }
        return save(
                live,
                route.session().idlingTimeout(),
                session -> accepts(session, hash, route) ? renewed(session, route, id, hash, presented) : null);
    }

    /** A session after a step, and what the browser is given. */
    private record Changed(
            Session session,
            @Nullable SessionId nextId,
            @Nullable SessionId nextRemembered) {
        Recognised of(LiveSession live) {
            return new Recognised(live, nextId, nextRemembered);
        }
    }

    /** What a session becomes; null when it is none for the request any more. */
    private interface Change {
        @Nullable
        Changed of(Session session);
    }

    private Optional<Recognised> save(LiveSession live, Duration idlingTimeout, Change change) {
        Changed[] last = new Changed[1];
        Optional<StoreCache.Exchanged<Session>> saved = sessions.exchange(live.key(), live.session(), session -> {
            last[0] = change.of(session);
            return last[0] == null ? null : last[0].session();
        });
        if (saved.isEmpty()) {
            return Optional.empty();
        }
        Changed changed = last[0];
        // what was read may be as old as the seat it waited for
        boolean lives = saved.get().isWritten()
                || hall.touch(new LiveSession(live.key(), saved.get().value()), idlingTimeout);
        // the write may have waited, and a logout may have come in the meantime
        return lives ? hall.find(live.key(), idlingTimeout).map(changed::of) : Optional.empty();
    }

    private Changed renewed(Session session, Route route, SessionId id, String hash, Presented presented) {
        long now = clock.millis();
        IdCare.Step step = care.onUse(session.ids(), id, hash, new IdCare.At(NEXT_ID, now, rolling(route)));
        RollingId remembered = session.standing().remembered();
        Optional<SessionId> remember =
                remembered(route, presented).filter(other -> other.key().equals(id.key()));
        SessionId handedOut = null;
        if (remembered != null
                && remember.isPresent()
                && brings(session, remember.get().secretHash(), route)) {
            IdCare.Step other = care.onUse(
                    remembered,
                    remember.get(),
                    remember.get().secretHash(),
                    new IdCare.At(NEXT_REMEMBERED, now, rememberRolling(route)));
            remembered = other.ids();
            handedOut = other.handedOut();
        }
        Standing standing = session.standing().withIds(step.ids(), remembered);
        Session next = standing.equals(session.standing())
                ? session
                : session.with(standing).seenAt(now);
        return new Changed(next, step.handedOut(), handedOut);
    }

    private Optional<Recognised> bringBack(Route route, LiveSession live, SessionId remember) {
        String hash = remember.secretHash();
        SessionRules rules = route.session().rules();
        LoginTerms terms = new LoginTerms(
                null, null, rules.limit(), route.session().idlingTimeout(), rules.rollingTimeout(), null);
        if (!brings(live.session(), hash, route) || !seats.take(live, terms)) {
            return Optional.empty();
        }
        return save(
                live,
                route.session().idlingTimeout(),
                session -> brings(session, hash, route) ? broughtBack(session, route, remember, hash) : null);
    }

    /** A session that was over starts anew and no earlier id names it; one that was not gets a further id. */
    private @Nullable Changed broughtBack(Session session, Route route, SessionId remember, String hash) {
        long now = clock.millis();
        RollingId remembered = session.standing().remembered();
        if (remembered == null) {
            return null;
        }
        SessionSettings settings = route.session();
        boolean over =
                session.isPast(now, settings.idlingTimeout()) || session.ids().isOver(now, rolling(route));
        RollingId ids = over ? RollingId.of(RollingId.NOBODY, now) : session.ids();
        IdCare.Step step = care.onReturn(ids, remember, ids.current(), new IdCare.At(NEXT_ID, now, rolling(route)));
        IdCare.Step other =
                care.onReturn(remembered, remember, hash, new IdCare.At(NEXT_REMEMBERED, now, rememberRolling(route)));
        Standing standing = session.standing().withIds(step.ids(), other.ids());
        if (over) {
            long end = now / 1000 + settings.absoluteTimeout().toSeconds();
            standing = standing.endingAt(Math.min(end, session.expires()));
        }
        Session next = standing.equals(session.standing())
                ? session
                : session.with(standing).seenAt(now);
        return new Changed(next, step.handedOut(), other.handedOut());
    }
}
