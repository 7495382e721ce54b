package io.curfew.config;

import java.time.Duration;

/**
 * How long a session lives and which cookie names it.
 *
 * @param cookieName the name of the session cookie
 * @param idlingTimeout a session ends after this long without a request; zero switches it off
 * @param absoluteTimeout a session ends this long after its login, whatever happens
 */
public record SessionSettings(String cookieName, Duration idlingTimeout, Duration absoluteTimeout, SessionRules rules) {
    /** With the usual rules; by https when the name of the cookie demands it. */
    public SessionSettings(String cookieName, Duration idlingTimeout, Duration absoluteTimeout) {
        this(cookieName, idlingTimeout, absoluteTimeout, SessionRules.usual(cookieName.startsWith("__")));
    }

    /** After this long nothing of a login is left: neither the session nor what could bring it back. */
    public Duration longest() {
        RememberSettings remember = rules.remember();
        return remember == null || remember.absoluteTimeout().compareTo(absoluteTimeout) < 0
                ? absoluteTimeout
                : remember.absoluteTimeout();
    }
}
