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
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * The tokens of sessions that somebody else than their browser has ended. They are revoked where a route asks for it, for a bounded time;
 * that stops nothing.
 */
final class EndedTokens {
    private static final Logger LOG = System.getLogger(EndedTokens.class.getName());

    /** Asking a provider may take as long as its timeout. */
    private static final Duration LONGEST_REVOKING = Duration.ofSeconds(10);

    /** More could not be revoked in that time. */
    private static final int MOST = 1_000;

    private final Sessions sessions;
    private final List<Route> revoking;
    private final BiConsumer<Route, Tokens> revoker;
    private final Clock clock;

    /** @param revoker revokes the tokens of a session that has ended, as far as a route asks for it */
    EndedTokens(Sessions sessions, List<Route> routes, BiConsumer<Route, Tokens> revoker, Clock clock) {
        this.sessions = sessions;
        this.revoking = routes.stream().filter(route -> route.logout().revoke()).toList();
        this.revoker = revoker;
        this.clock = clock;
    }

    /** Those of one ending. */
    final class Collected implements Consumer<LiveSession> {
        private final List<LiveSession> ended = new ArrayList<>();
        private int left;

        /** Is told each session as it was when it ended, by any thread. */
        @Override
        public synchronized void accept(LiveSession over) {
            if (routeOf(over).isEmpty()) {
                return;
            }
            if (ended.size() < MOST) {
                ended.add(over);
            } else {
                left++;
            }
        }

        /** Revokes them. */
        synchronized void revoke() {
            Instant until = clock.instant().plus(LONGEST_REVOKING);
            for (LiveSession one : ended) {
                if (clock.instant().isAfter(until)) {
                    left++;
                } else {
                    routeOf(one).ifPresent(route -> sessions.tokens(one)
                            .ifPresent(tokens -> revoker.accept(route, tokens)));
                }
            }
            if (left > 0) {
                LOG.log(
                        Level.WARNING,
                        "The tokens of some sessions that were ended elsewhere were not revoked in time; they live until they expire."
                                + " sessions={0}",
                        left);
            }
        }
    }

    private Optional<Route> routeOf(LiveSession one) {
        return revoking.stream()
                .filter(route -> one.belongsTo(route.sessionSpace()))
                .findFirst();
    }

    Collected collect() {
        return new Collected();
    }
}
