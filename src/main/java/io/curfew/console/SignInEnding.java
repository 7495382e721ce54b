package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Ends sign-ins as a sign-out in their own browsers would: every session of the provider session, and a login to it that is under
 * way. Tokens are revoked where a route asks for it, for a bounded time; that stops nothing.
 */
final class SignInEnding {
    private static final Logger LOG = System.getLogger(SignInEnding.class.getName());

    /** Asking a provider may take as long as its timeout. */
    private static final Duration LONGEST_REVOKING = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final List<Route> routes;
    private final BiConsumer<Route, Tokens> revoker;
    private final Clock clock;

    SignInEnding(Sessions sessions, List<Route> routes, BiConsumer<Route, Tokens> revoker, Clock clock) {
        this.sessions = sessions;
        this.routes = List.copyOf(routes);
        this.revoker = revoker;
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
        List<LiveSession> ended = new ArrayList<>();
        int signIns = 0;
        int count = 0;
        try {
            for (LiveSession one : each) {
                int here = sessions.signOut(one, clock.instant(), ended::add);
                count += here;
                signIns += here > 0 ? 1 : 0;
            }
            sessions.awaitEverywhere();
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            revoke(ended);
        }
        LOG.log(Level.INFO, "A user has ended sign-ins elsewhere. sign_ins={0} sessions={1}", signIns, count);
        return new Ended(signIns, count);
    }

    private void revoke(List<LiveSession> ended) {
        Instant until = clock.instant().plus(LONGEST_REVOKING);
        int left = 0;
        for (LiveSession one : ended) {
            List<Route> revoking = routes.stream()
                    .filter(route -> one.belongsTo(route.sessionSpace()))
                    .filter(route -> route.logout().revoke())
                    .limit(1)
                    .toList();
            if (revoking.isEmpty()) {
                continue;
            }
            if (clock.instant().isAfter(until)) {
                left++;
            } else {
                sessions.tokens(one).ifPresent(tokens -> revoker.accept(revoking.get(0), tokens));
            }
        }
        if (left > 0) {
            LOG.log(
                    Level.WARNING,
                    "The tokens of some sessions that their user ended were not revoked in time; they live until they expire."
                            + " sessions={0}",
                    left);
        }
    }
}
