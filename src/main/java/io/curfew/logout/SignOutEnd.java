package io.curfew.logout;

/** How a request to sign out ended. */
public enum SignOutEnd {
    /** Sessions are over. */
    ENDED,
    /** There was none to end here. */
    NOTHING,
    /** The session store did not answer. */
    FAILED,
    /** It did not come from a page of the gateway's own origin. */
    REFUSED;

    static SignOutEnd of(SignOutOutcome outcome) {
        if (!(outcome instanceof SignOutOutcome.SignedOut done)) {
            return FAILED;
        }
        return done.sessionsEnded() > 0 ? ENDED : NOTHING;
    }
}
