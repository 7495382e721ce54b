package io.curfew.logout;

import java.util.List;

/** Finds what a browser is signed in to. */
@FunctionalInterface
public interface SessionLookup {
    /**
     * The live sessions that the cookies name, at most one for each session space, in the order of the routes.
     *
     * @throws io.curfew.session.StoreUnavailableException when that cannot be said
     */
    List<RoutedSession> find(List<BrowserCookie> cookies);
}
