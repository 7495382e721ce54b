package io.curfew.config;

import java.time.Duration;

/**
 * What is done about a session's tokens while it is in use.
 *
 * @param refresh whether tokens that an upstream is told are refreshed before they expire
 * @param failure what becomes of a session whose refresh the provider refuses
 * @param checkInterval how often the provider is asked whether its session still lives; zero for never
 * @param checkLimit how long the provider may leave that unanswered before the session ends; zero for without an end
 */
public record TokenSettings(boolean refresh, RefreshFailure failure, Duration checkInterval, Duration checkLimit) {
    /** Tokens stay as they were at the login, and nobody is asked. */
    public static final TokenSettings NONE = new TokenSettings(false, RefreshFailure.END, Duration.ZERO, Duration.ZERO);

    /** What becomes of a session whose refresh the provider refuses. */
    public enum RefreshFailure {
        /** It ends. */
        END,
        /** It lives on with the tokens it has, which are not refreshed again. */
        KEEP
    }
}
