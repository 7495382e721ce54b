package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Ends sign-ins as a sign-out in their own browsers would: every session of the provider session, and a login to it that is under
 * way. Tokens are revoked where a route asks for it, for a bounded time; that stops nothing.
 */
final class SignInEnding {
    private static final Logger LOG = System.getLogger(SignInEnding.class.getName());

    private final Sessions sessions;
    private final EndedTokens tokens;
    private final Clock clock;

    SignInEnding(Sessions sessions, List<Route> routes, BiConsumer<Route, Tokens> revoker, Clock clock) {
        this.sessions = sessions;
        this.tokens = new EndedTokens(sessions, routes, revoker, clock);
        this.clock = clock;
    }

    /** What was done. */
    record Ended(int signIns, int sessions) {}

    /**
     * Ends the sign-ins of these sessions; returns when no node lets any of them through.
     *
     * @param each one session of every sign-in
     * @throws io.curfew.session.StoreUnavailableException when that cannot be said; doing it again is safe
     */
    Ended end(List<LiveSession> each) {
        EndedTokens.Collected ended = tokens.collect();
        int signIns = 0;
        int count = 0;
        try {
            for (LiveSession one : each) {
                int here = sessions.signOut(one, clock.instant(), ended);
                count += here;
                signIns += here > 0 ? 1 : 0;
            }
            sessions.awaitEverywhere();
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            ended.revoke();
        }
        LOG.log(Level.INFO, "A user has ended sign-ins elsewhere. sign_ins={0} sessions={1}", signIns, count);
        return new Ended(signIns, count);
    }
}
