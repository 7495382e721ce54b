package io.curfew.logout;

import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import io.curfew.session.Presented;
import io.curfew.session.RecentlyEnded;
import io.curfew.session.SessionKey;
import io.curfew.session.SessionsToEnd;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the sessions in the session hall. Of several cookies with one name, every one that names a live session counts, and so does
 * every one that could bring a session back. One that has been idle for too long counts too: nothing is let through by it any more,
 * but there is something to end.
 */
public record SessionsOfCookies(SessionsToEnd sessions, RecentlyEnded ended) implements SessionLookup {
    @Override
    public List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes) {
        List<RoutedSession> found = new ArrayList<>();
        Set<Route.SessionSpace> spaces = new HashSet<>();
        Set<SessionKey> seen = new HashSet<>();
        for (Route route : routes) {
            if (!spaces.add(route.sessionSpace())) {
                continue;
            }
            cookies.stream()
                    .flatMap(cookie -> presented(cookie, route.session()).stream())
                    .flatMap(presented -> find(route, presented).stream())
                    .filter(one -> seen.add(one.session().key()))
                    .forEach(found::add);
        }
        return found;
    }

    private Optional<RoutedSession> find(Route route, Presented presented) {
        return sessions.find(route, presented)
                .map(live -> new RoutedSession(route, live, sessions.isNamed(route, live, presented)));
    }

    @Override
    public Optional<UserHint> recentlyEnded(List<BrowserCookie> cookies, Route route) {
        return cookies.stream()
                .flatMap(cookie -> presented(cookie, route.session()).stream())
                .flatMap(presented -> recentlyEnded(presented, route).stream())
                .map(session -> new UserHint(session.idToken(), session.userName()))
                .findFirst();
    }

    private Optional<RecentlyEnded.Ended> recentlyEnded(Presented presented, Route route) {
        return presented
                .sessionCookie()
                .flatMap(value -> ended.take(value, route.sessionSpace()))
                .or(() ->
                        presented.rememberCookie().flatMap(value -> ended.takeRemembered(value, route.sessionSpace())));
    }

    private static Optional<Presented> presented(BrowserCookie cookie, SessionSettings session) {
        Optional<String> value = Optional.of(cookie.value());
        if (cookie.name().equals(session.cookieName())) {
            return Optional.of(new Presented(value, Optional.empty(), null));
        }
        RememberSettings remember = session.rules().remember();
        return remember != null && cookie.name().equals(remember.cookieName())
                ? Optional.of(new Presented(Optional.empty(), value, null))
                : Optional.empty();
    }
}
