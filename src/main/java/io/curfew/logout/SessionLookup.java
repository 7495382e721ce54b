package io.curfew.logout;

import io.curfew.config.Route;
import java.util.List;
import java.util.Optional;

/** Finds what a browser is signed in to. */
@FunctionalInterface
public interface SessionLookup {
    /**
     * The live sessions of these routes that the cookies name, each with the first of the routes that share it.
     *
     * @throws io.curfew.session.StoreUnavailableException when that cannot be said
     */
    List<RoutedSession> find(List<BrowserCookie> cookies, List<Route> routes);

    /** What is still known of a session of this route that a cookie named until somebody else ended it. Asked once, it is forgotten. May throw {@link io.curfew.session.StoreUnavailableException}. */
    default Optional<UserHint> recentlyEnded(List<BrowserCookie> cookies, Route route) {
        return Optional.empty();
    }
}
