package io.curfew.config;

import java.time.Duration;

/**
 * A second cookie that outlives the browser and brings a session back.
 *
 * @param rollingTimeout how long an id in it is good for; zero for as long as the session
 * @param absoluteTimeout how long after its login a session can be brought back, at most
 */
public record RememberSettings(String cookieName, Duration rollingTimeout, Duration absoluteTimeout) {}
