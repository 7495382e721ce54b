package io.curfew.session;

import org.jspecify.annotations.Nullable;

/**
 * What was logged out: every session of its {@link LogoutScope} whose second is {@code until} or before.
 *
 * @param until seconds since the epoch
 * @param reason why, where its browser is to be told; null otherwise
 */
record LogoutMark(long until, @Nullable String reason, LaterFields later) {
    /** For what can never begin again. */
    static final LogoutMark FOR_EVER = new LogoutMark(Long.MAX_VALUE);

    /** The same, to make room for another session of the user. */
    static final LogoutMark EVICTED = new LogoutMark(Long.MAX_VALUE, "evicted", LaterFields.NONE);

    LogoutMark(long until) {
        this(until, null, LaterFields.NONE);
    }

    boolean isEviction() {
        return EVICTED.reason != null && EVICTED.reason.equals(reason);
    }

    boolean covers(long second) {
        return second <= until;
    }

    /** The one of two marks that covers more; so nothing weakens a mark. */
    LogoutMark merge(LogoutMark other) {
        return other.until > until ? other : this;
    }
}
