package io.curfew.session;

import org.jspecify.annotations.Nullable;

/**
 * What was logged out: every session of its {@link LogoutScope} whose second is {@code until} or before.
 *
 * @param until seconds since the epoch
 * @param reason why, as an {@link EndReason} writes it; null where the scope says it
 */
record LogoutMark(long until, @Nullable String reason, LaterFields later) {
    LogoutMark(long until) {
        this(until, null, LaterFields.NONE);
    }

    boolean isEviction() {
        return EndReason.EVICTED.text().equals(reason);
    }

    boolean covers(long second) {
        return second <= until;
    }

    /** The one of two marks that covers more; so nothing weakens a mark. */
    LogoutMark merge(LogoutMark other) {
        return other.until > until ? other : this;
    }
}
