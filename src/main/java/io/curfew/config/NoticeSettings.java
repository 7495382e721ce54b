package io.curfew.config;

import java.net.URI;

/**
 * How a route's application is told that a session is over.
 *
 * @param uri where the notice is posted to
 * @param audience {@code aud}: whom it is for, as in {@link AssertionSettings}
 */
public record NoticeSettings(URI uri, String audience) {}
