package io.curfew.session;

/**
 * A session at the provider that its user signed out of at this gateway. Only our own clock counts: it covers what was signed in,
 * or on its way to be, when the user signed out, however far off the provider's clock is.
 */
record SignedOutHere(String issuer, String sid) implements LogoutScope {
    @Override
    public long secondOf(Session session) {
        return session.started();
    }

    /** Without the sid: the store's own messages quote keys. */
    @Override
    public String toString() {
        return "[signed out here]";
    }
}
