package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;

/**
 * A live session and a route of its session space, whose settings say what a sign-out does.
 *
 * @param isNamed whether the browser came with an id of it that was not renewed away, so that it may be told who signs out
 */
public record RoutedSession(Route route, LiveSession session, boolean isNamed) {}
