package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.Sighting;

/** What a page is told. */
sealed interface PageVerdict {
    /** Nothing: it is a page of another origin. */
    record Foreign() implements PageVerdict {}

    /** Nothing: no route is where it says it is. */
    record NoRoute() implements PageVerdict {}

    /** What there is of the route's session. */
    record Seen(Route route, Sighting sighting) implements PageVerdict {}
}
