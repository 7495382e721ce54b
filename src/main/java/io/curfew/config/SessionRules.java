package io.curfew.config;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a session is known and held beyond its idling and absolute timeout.
 *
 * @param rollingTimeout how long an id of the session is good for; zero for as long as the session
 * @param remember null when sessions are not remembered
 * @param cookie the attributes of the session cookie and of the one that remembers
 * @param audience sessions of one are nothing to another
 * @param bind what of the login's request every later one must have
 */
public record SessionRules(
        Duration rollingTimeout,
        @Nullable RememberSettings remember,
        CookieAttributes cookie,
        String audience,
        Set<Binding> bind,
        SessionHeaders headers,
        SessionLimit limit) {
    /** The audience where none is set. */
    public static final String DEFAULT_AUDIENCE = "default";

    public SessionRules {
        bind = Set.copyOf(bind);
    }

    /** What holds where nothing is set. */
    public static SessionRules usual(boolean https) {
        return new SessionRules(
                Duration.ofHours(1),
                null,
                CookieAttributes.ofHost(https),
                DEFAULT_AUDIENCE,
                Set.of(),
                SessionHeaders.NONE,
                SessionLimit.NONE);
    }
}
