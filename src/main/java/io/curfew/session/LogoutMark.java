package io.curfew.session;

/**
 * What was logged out: every session of its {@link LogoutScope} whose second is {@code until} or before.
 *
 * @param until seconds since the epoch
 */
record LogoutMark(long until, LaterFields later) {
    /** For what can never begin again. */
    static final LogoutMark FOR_EVER = new LogoutMark(Long.MAX_VALUE);

    LogoutMark(long until) {
        this(until, LaterFields.NONE);
    }

    boolean covers(long second) {
        return second <= until;
    }

    /** The one of two marks that covers more; so nothing weakens a mark. */
    LogoutMark merge(LogoutMark other) {
        return other.until > until ? other : this;
    }
}
