package io.curfew.logout;

import io.curfew.session.LiveSession;
import io.curfew.session.Tokens;
import java.time.Instant;
import java.util.Optional;

/** What a sign-out needs of the session hall: {@link io.curfew.session.Sessions} has both. */
public interface SessionEnding {
    /** The tokens of a session; empty when they cannot be opened. */
    Optional<Tokens> tokens(LiveSession session);

    /**
     * Ends this session and every session of the same provider session; returns how many.
     *
     * @param loginsUntil the last second in which a login to it was begun that is over too
     * @throws io.curfew.session.StoreUnavailableException when that could not be done
     */
    int signOut(LiveSession session, Instant loginsUntil);
}
