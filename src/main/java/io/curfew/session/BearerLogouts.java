package io.curfew.session;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Whether an access token is over before it expires, because its session at the provider or its user was logged out. It reads the marks that
 * sessions go by. When a store loses everything, its sessions are over; tokens are not, so nothing that was issued before then counts
 * any more: its logout may be among what was lost.
 */
public final class BearerLogouts {
    /** Of no provider; its mark says since when marks are kept, and is lost with them. */
    private static final LogoutScope KEPT_SINCE = new SignedOutHere("", "marks are kept since");

    private final LogoutMarks marks;
    private final Quorum quorum;
    private final Duration longestLife;
    private final Clock clock;

    /** @param longestAbsoluteTimeout of all routes, as in {@link Sessions}: marks live longer than this */
    public BearerLogouts(SessionCaches caches, Clock clock, Duration longestAbsoluteTimeout) {
        this.marks = new LogoutMarks(
                new StoreCache<>("logouts", caches.logouts()), longestAbsoluteTimeout.plus(Sessions.LONGEST_LOGIN));
        this.quorum = caches.quorum();
        this.longestLife = longestAbsoluteTimeout;
        this.clock = clock;
    }

    /**
     * Says, where nobody has said it yet, that marks are kept from now on. To be called before the first request; should the store lose
     * everything later, the next question says it anew.
     */
    public void begin() {
        try {
            keptSince();
        } catch (StoreUnavailableException e) {
            // the first question says it
        }
    }

    /** How long after its issue a token may expire, so that the mark of its logout is never forgotten before. */
    public Duration longestLife() {
        return longestLife;
    }

    /**
     * Whether what a caller was let in for is to end.
     *
     * @param endless whether it goes on for as long as somebody listens: then it ends with the token, else it is carried to its end
     * @throws StoreUnavailableException when nobody knows, or this node cannot speak for the cluster
     */
    public boolean isOver(BearerCaller caller, boolean endless) {
        return (endless && caller.isExpired(clock.instant())) || isLoggedOut(caller);
    }

    /**
     * Whether a logout covers the token: what was issued up to the second of the logout, by the provider's clock; for a sign-out here, by
     * ours. Never where the route does not ask.
     *
     * @throws StoreUnavailableException as above
     */
    public boolean isLoggedOut(BearerCaller caller) {
        if (!caller.logoutCheck()) {
            return false;
        }
        long term = quorum.term();
        boolean covered = keptSince().covers(issued(caller, KEPT_SINCE))
                || marks.any(scopes(caller), (scope, mark) -> mark.covers(issued(caller, scope)));
        // only now: what was read is what the cluster knew at some moment of the term
        if (!quorum.holds(term)) {
            throw StoreUnavailableException.noMajority();
        }
        return covered;
    }

    /** The second to compare a mark of this scope with. The provider's clock may be ahead of ours, by which sign-outs here are marked. */
    private static long issued(BearerCaller caller, LogoutScope scope) {
        long issued = caller.issued().getEpochSecond();
        boolean byOurClock = scope instanceof SignedOutHere && !scope.equals(KEPT_SINCE);
        return byOurClock ? issued - caller.leeway().toSeconds() : issued;
    }

    private LogoutMark keptSince() {
        return marks.first(KEPT_SINCE, clock.instant().getEpochSecond());
    }

    private static List<LogoutScope> scopes(BearerCaller caller) {
        ProviderSubject subject = new ProviderSubject(caller.issuer(), caller.subject());
        String sid = caller.sid();
        return sid == null
                ? List.of(subject, new SidlessSubject(caller.issuer(), caller.subject()))
                : List.of(subject, new ProviderSession(caller.issuer(), sid), new SignedOutHere(caller.issuer(), sid));
    }
}
