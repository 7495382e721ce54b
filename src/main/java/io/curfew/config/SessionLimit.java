package io.curfew.config;

/**
 * How many sessions one user may have at one registration.
 *
 * @param most zero for any number
 */
public record SessionLimit(int most, LimitAction action) {
    public static final SessionLimit NONE = new SessionLimit(0, LimitAction.REJECT);

    /** Whether there is a limit. */
    public boolean isSet() {
        return most > 0;
    }

    /** Whether a session may be ended to make room for another. */
    public boolean evicts() {
        return isSet() && action == LimitAction.EVICT_OLDEST;
    }
}
