package io.curfew.session;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Which sessions are live, and ending them. Every method may throw {@link StoreUnavailableException}; then nothing may be
 * taken as done, and doing it again is safe.
 *
 * <p>A logout writes its mark, then reads the index and removes the sessions. A login writes the index and the session, then
 * reads the marks. So of a login and a logout at the same time, on whatever nodes, at least one sees the other.
 */
public final class Sessions {
    /** Far longer than any login takes: one that began before a logout must find its mark when it ends. */
    static final Duration LONGEST_LOGIN = Duration.ofHours(1);

    private final SessionEntries sessions;
    private final SeenLogoutTokens logoutTokens;
    private final LogoutMarks marks;
    private final LastSeen lastSeen;
    private final Quorum quorum;
    private final Clock clock;
    private final Duration longestAbsoluteTimeout;
    private final Interior interior;

    /**
     * @param seal for the tokens
     * @param longestAbsoluteTimeout of all routes: no session lives longer, so this is how long a logout must be kept in mind
     */
    public Sessions(
            SessionCaches caches, Seal seal, Clock clock, SecureRandom random, Duration longestAbsoluteTimeout) {
        this.sessions = new SessionEntries(caches, new RecentlyEnded(caches, seal, clock), clock);
        this.logoutTokens =
                new SeenLogoutTokens(new StoreCache<>("logout_tokens", caches.logoutTokens()), clock, random);
        this.lastSeen = new LastSeen(sessions, clock);
        this.quorum = caches.quorum();
        this.marks = new LogoutMarks(
                new StoreCache<>("logouts", caches.logouts()), longestAbsoluteTimeout.plus(LONGEST_LOGIN));
        this.clock = clock;
        this.longestAbsoluteTimeout = longestAbsoluteTimeout;
        Seats seats = new Seats(new StoreCache<>("subjects", caches.subjects()), sessions, marks, clock);
        this.interior = new Interior(sessions, marks, seats, quorum, seal, clock, random);
    }

    Interior interior() {
        return interior;
    }

    /**
     * Begins a session: index, session, then the marks.
     *
     * @throws IllegalArgumentException if the login may live longer than the longest absolute timeout
     */
    public LoginOutcome begin(Login login) {
        if (login.longest().compareTo(longestAbsoluteTimeout) > 0) {
            throw new IllegalArgumentException("A session of " + login.longest()
                    + " would outlive the marks of logouts, which are kept for " + longestAbsoluteTimeout + ".");
        }
        long term = quorum.term();
        Beginning beginning = Beginning.of(login, interior);
        try {
            return begin(beginning, login.terms(), term);
        } catch (StoreUnavailableException e) {
            // no browser gets its id, and its seat would be nobody's
            sessions.takeBackQuietly(beginning.key());
            throw e;
        }
    }

    private LoginOutcome begin(Beginning beginning, LoginTerms terms, long term) {
        SessionKey key = beginning.key();
        sessions.add(key, beginning.session());
        // only now: a logout before this is seen here, and one after this finds the session
        if (marks.cover(key, beginning.session())) {
            sessions.takeBack(key);
            return new LoginOutcome.LoggedOutMeanwhile();
        }
        boolean seated = quorum.holds(term) && interior.seats().take(beginning.live(), terms);
        boolean knows = quorum.holds(term);
        if (knows && seated) {
            return beginning.begun();
        }
        sessions.takeBack(key);
        if (!knows) {
            throw StoreUnavailableException.noMajority();
        }
        return new LoginOutcome.TooMany();
    }

    /** The live session of this id, or empty; an idling timeout of zero is none. */
    Optional<LiveSession> find(SessionId id, Duration idlingTimeout) {
        return find(
                id.key(),
                session -> session.ids().accepts(id.secretHash(), clock.millis(), 0)
                        && !session.isPast(clock.millis(), idlingTimeout));
    }

    /** The same for whom was let through before and is still served. */
    public Optional<LiveSession> find(SessionKey key, Duration idlingTimeout) {
        return find(key, session -> !session.isPast(clock.millis(), idlingTimeout));
    }

    /** The session of this key, if nobody has ended it and it is as it should be. */
    Optional<LiveSession> find(SessionKey key, Predicate<Session> condition) {
        long term = quorum.term();
        Optional<LiveSession> found = read(key, condition);
        // only now: what was read is what the cluster knew at some moment of the term
        if (!quorum.holds(term)) {
            throw StoreUnavailableException.noMajority();
        }
        return found;
    }

    /** The same on a node that may not know what others have ended. */
    Optional<LiveSession> read(SessionKey key, Predicate<Session> condition) {
        Session session = sessions.get(key);
        if (session == null || clock.millis() >= session.expires() * 1000) {
            return Optional.empty();
        }
        return condition.test(session) && !marks.cover(key, session)
                ? Optional.of(new LiveSession(key, session))
                : Optional.empty();
    }

    /** Ends just this session, because its browser has begun another one; which ends too, as well as it goes, when that fails. */
    public void replaceBy(LiveSession successor, LiveSession replaced) {
        if (successor.key().equals(replaced.key())) {
            return;
        }
        try {
            endAlone(replaced.key(), EndReason.REPLACED, ended -> {});
        } catch (StoreUnavailableException e) {
            sessions.takeBackQuietly(successor.key());
            throw e;
        }
    }

    /** Ends just this session, which is told as it was. */
    int endAlone(SessionKey key, EndReason reason, Consumer<LiveSession> told) {
        marks.write(new EndedHere(key.value()), reason.forEver());
        return sessions.end(key, reason, told);
    }

    /** Notes that the session was used, if that is worth a write; false when the session is over meanwhile. */
    public boolean touch(LiveSession session, Duration idlingTimeout) {
        if (!lastSeen.isWorthAWrite(session, idlingTimeout)) {
            return true;
        }
        // the write may have waited, and a logout may have come in the meantime
        return lastSeen.touch(session, idlingTimeout)
                && find(session.key(), idlingTimeout).isPresent();
    }

    /** The tokens of a session; empty when they cannot be opened with the secrets we have. */
    public Optional<Tokens> tokens(LiveSession session) {
        return new SealedTokens(interior.seal()).open(session.key(), session.session());
    }

    /**
     * The user signed out here: ends this session and every session of the same provider session, and covers a login to it
     * that is under way. Returns how many ended. The provider's session may live on and lead to a new login, which lives.
     *
     * @param loginsUntil the last second in which a login was begun that is covered
     * @param ended is told each session as it was when it ended: its tokens may be newer than those that were read before
     */
    public int signOut(LiveSession session, Instant loginsUntil, Consumer<LiveSession> ended) {
        ProviderSession providerSession = session.session().providerSession();
        if (providerSession == null) {
            return endAlone(session.key(), EndReason.SIGNED_OUT, ended);
        }
        // of two nodes' clocks, the later: the login may have been started on another node
        long until = Math.max(loginsUntil.getEpochSecond(), session.session().started());
        marks.write(new SignedOutHere(providerSession.issuer(), providerSession.sid()), new LogoutMark(until));
        Set<SessionKey> keys = new HashSet<>(sessions.of(providerSession));
        keys.remove(session.key());
        return sessions.end(session.key(), EndReason.SIGNED_OUT, ended)
                + sessions.endEach(keys, EndReason.SIGNED_OUT, ended);
    }

    /** The same, with every login that has been begun. */
    public int signOut(LiveSession session) {
        return signOut(session, clock.instant(), any -> {});
    }

    /**
     * The provider said that one of its sessions is over. Returns how many of ours ended.
     *
     * @param before sessions that began in its second or earlier are meant; a later one the provider has begun since
     */
    public int endSid(String issuer, String sid, Instant before) {
        ProviderSession providerSession = new ProviderSession(issuer, sid);
        LogoutMark mark = new LogoutMark(before.getEpochSecond());
        marks.write(providerSession, mark);
        return sessions.end(sessions.of(providerSession), EndReason.PROVIDER, session -> mark.covers(session.began()));
    }

    /** The same for the sessions of the subject that have no {@code sid}: any of them may have been meant. */
    public int endSidless(String issuer, String subject, Instant before) {
        LogoutMark mark = new LogoutMark(before.getEpochSecond());
        marks.write(new SidlessSubject(issuer, subject), mark);
        return sessions.end(
                sessions.of(new ProviderSubject(issuer, subject)),
                EndReason.PROVIDER,
                session -> session.sid() == null && mark.covers(session.began()));
    }

    /** The same for all sessions of the subject. */
    public int endSubject(String issuer, String subject, Instant before) {
        ProviderSubject providerSubject = new ProviderSubject(issuer, subject);
        LogoutMark mark = new LogoutMark(before.getEpochSecond());
        marks.write(providerSubject, mark);
        return sessions.end(sessions.of(providerSubject), EndReason.PROVIDER, session -> mark.covers(session.began()));
    }

    /**
     * Returns when no node lets a request of a session through that was ended here before.
     *
     * @throws StoreUnavailableException if this node cannot speak for the others; the sessions stay ended where it can reach
     */
    public void awaitEverywhere() {
        quorum.awaitLapsed();
    }

    /** Whether this logout token was acted on before. */
    public boolean wasSeen(String issuer, String jti) {
        return logoutTokens.contain(new LogoutTokenId(issuer, jti));
    }

    /** Remembers an acted-on logout token; false when another request remembered it first. */
    public boolean remember(String issuer, String jti, Instant until) {
        return logoutTokens.add(new LogoutTokenId(issuer, jti), until);
    }

    /** Whether the store answers now, and for the whole cluster. */
    public boolean storeAnswers() {
        try {
            long term = quorum.term();
            sessions.get(new SessionKey("nobody's"));
            return quorum.holds(term);
        } catch (StoreUnavailableException e) {
            return false;
        }
    }
}
