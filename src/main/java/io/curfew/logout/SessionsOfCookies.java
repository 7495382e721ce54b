package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.session.Sessions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the sessions in the session hall. Of several cookies with one name, every one that names a live session counts. */
public record SessionsOfCookies(Sessions sessions) implements SessionLookup {
    @Override
    public List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes) {
        List<RoutedSession> found = new ArrayList<>();
        Set<Route.SessionSpace> spaces = new HashSet<>();
        for (Route route : routes) {
            if (!spaces.add(route.sessionSpace())) {
                continue;
            }
            cookies.stream()
                    .filter(cookie -> cookie.name().equals(route.session().cookieName()))
                    .flatMap(cookie ->
                            sessions
                                    .findToEnd(
                                            cookie.value(),
                                            route.sessionSpace(),
                                            route.session().idlingTimeout())
                                    .stream())
                    .forEach(session -> found.add(new RoutedSession(route, session)));
        }
        return found;
    }
}
