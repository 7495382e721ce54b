package io.curfew;

import io.curfew.logout.SessionEnding;
import io.curfew.session.LiveSession;
import io.curfew.session.Sessions;
import io.curfew.session.Tokens;
import java.util.Optional;

/** The session hall as the logout door sees it. */
record SignOutSessions(Sessions sessions) implements SessionEnding {
    @Override
    public Optional<Tokens> tokens(LiveSession session) {
        return sessions.tokens(session);
    }

    @Override
    public int signOut(LiveSession session) {
        return sessions.signOut(session);
    }
}
