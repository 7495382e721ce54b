package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.session.Sessions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the sessions in the session hall, one look-up for each session space of the routes. */
public final class SessionsOfCookies implements SessionLookup {
    private final Sessions sessions;
    private final List<Route> routes;

    /** Creates it. */
    public SessionsOfCookies(Sessions sessions, List<Route> routes) {
        this.sessions = sessions;
        Set<Route.SessionSpace> spaces = new HashSet<>();
        this.routes = routes.stream()
                .filter(route -> spaces.add(route.sessionSpace()))
                .toList();
    }

    @Override
    public List<RoutedSession> find(List<BrowserCookie> cookies) {
        List<RoutedSession> found = new ArrayList<>();
        for (Route route : routes) {
            cookies.stream()
                    .filter(cookie -> cookie.name().equals(route.session().cookieName()))
                    .flatMap(cookie ->
                            sessions
                                    .find(
                                            cookie.value(),
                                            route.sessionSpace(),
                                            route.session().idlingTimeout())
                                    .stream())
                    .findFirst()
                    .ifPresent(session -> found.add(new RoutedSession(route, session)));
        }
        return found;
    }
}
