package io.curfew;

import io.curfew.config.Route;
import io.curfew.logout.SessionEnding;
import io.curfew.session.LiveSession;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The session hall as the logout door sees it.
 *
 * @param renewed is told the tokens of a session that were renewed after the logout had read them
 */
record SignOutSessions(Sessions sessions, List<Route> routes, BiConsumer<Route, Tokens> renewed)
        implements SessionEnding {
    @Override
    public Optional<Tokens> tokens(LiveSession session) {
        return sessions.tokens(session);
    }

    @Override
    public int signOut(LiveSession session, Instant loginsUntil) {
        List<LiveSession> others = new ArrayList<>();
        try {
            return sessions.signOut(session, loginsUntil, over -> {
                if (over.key().equals(session.key())
                        && !over.session()
                                .sealedTokens()
                                .equals(session.session().sealedTokens())) {
                    others.add(over);
                }
            });
        } finally {
            // nobody learns of what has ended a second time, also when not all has
            others.forEach(this::tell);
        }
    }

    private void tell(LiveSession ended) {
        Optional<Tokens> tokens = sessions.tokens(ended);
        routes.stream()
                .filter(route -> ended.belongsTo(route.sessionSpace()))
                .filter(route -> route.logout().revoke())
                .findFirst()
                .ifPresent(route -> tokens.ifPresent(newer -> renewed.accept(route, newer)));
    }
}
