package io.curfew.config;

import java.time.Duration;

/**
 * How long a session lives and which cookie names it.
 *
 * @param cookieName the name of the session cookie
 * @param idlingTimeout a session ends after this long without a request; zero switches it off
 * @param absoluteTimeout a session ends this long after its login, whatever happens
 */
public record SessionSettings(String cookieName, Duration idlingTimeout, Duration absoluteTimeout) {}
