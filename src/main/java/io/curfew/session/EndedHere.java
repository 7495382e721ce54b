package io.curfew.session;

/**
 * One session of ours that was ended by itself. Its mark matters where an entry may come back: in a split, the other half has
 * not seen the removal.
 */
record EndedHere(String sessionKey) implements LogoutScope {
    @Override
    public long secondOf(Session session) {
        return session.started();
    }

    @Override
    public String toString() {
        return "[ended session]";
    }
}
