package io.curfew.session;

import io.curfew.config.RememberSettings;
import io.curfew.config.SessionLimit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * On what terms a login begins a session.
 *
 * @param bound the hash of what every later request must have; null for nothing
 * @param remember how the session is remembered; null for not at all
 * @param limit how many sessions the user may have
 * @param idlingTimeout after which a session no longer counts for the limit; zero for none
 * @param rollingTimeout after which the newest of its ids is over, and it no longer counts either; zero for never
 * @param replaced the session that this browser had, which ends in any case and does not count; null for none
 */
public record LoginTerms(
        @Nullable String bound,
        @Nullable RememberSettings remember,
        SessionLimit limit,
        Duration idlingTimeout,
        Duration rollingTimeout,
        @Nullable SessionKey replaced) {
    /** Any number of sessions, bound to nothing and not remembered. */
    public static final LoginTerms NONE =
            new LoginTerms(null, null, SessionLimit.NONE, Duration.ZERO, Duration.ZERO, null);
}
