package io.curfew.logout;

import io.curfew.config.Route;
import io.curfew.session.RecentlyEnded;
import io.curfew.session.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the sessions in the session hall. Of several cookies with one name, every one that names a live session counts. One that
 * has been idle for too long counts too: nothing is let through by it any more, but there is something to end.
 */
public record SessionsOfCookies(Sessions sessions, RecentlyEnded ended) implements SessionLookup {
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
                    .flatMap(cookie -> sessions.findToEnd(cookie.value(), route.sessionSpace(), Duration.ZERO).stream())
                    .forEach(session -> found.add(new RoutedSession(route, session)));
        }
        return found;
    }

    @Override
    public Optional<UserHint> recentlyEnded(List<BrowserCookie> cookies, Route route) {
        return cookies.stream()
                .filter(cookie -> cookie.name().equals(route.session().cookieName()))
                .flatMap(cookie -> ended.take(cookie.value(), route.sessionSpace()).stream())
                .map(session -> new UserHint(session.idToken(), session.userName()))
                .findFirst();
    }
}
