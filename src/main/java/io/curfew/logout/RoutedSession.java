package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.session.LiveSession;

/** A live session and a route of its session space, whose settings say what a sign-out does. */
public record RoutedSession(Route route, LiveSession session) {}
