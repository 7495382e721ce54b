package io.curfew.session;

/**
 * What was logged out: every session of its {@link LogoutScope} that began in the second {@code until} or before.
 *
 * @param until seconds since the epoch
 */
record LogoutMark(long until) {
    /** No session of this scope may live again. */
    static final LogoutMark FOR_GOOD = new LogoutMark(Long.MAX_VALUE);

    boolean covers(Session session) {
        return session.began() <= until;
    }

    /** The one of two marks that covers more; so nothing weakens a mark. */
    LogoutMark merge(LogoutMark other) {
        return other.until > until ? other : this;
    }
}
