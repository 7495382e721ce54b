package io.curfew.session;

/**
 * The sessions of a person whose ID token had no {@code sid}: a logout token that names a {@code sid} may mean any of them, and
 * nobody can tell which.
 */
record SidlessSubject(String issuer, String subject) implements LogoutScope {
    @Override
    public long secondOf(Session session) {
        return session.began();
    }

    /** Without the subject: the store's own messages quote keys. */
    @Override
    public String toString() {
        return "[sidless subject]";
    }
}
