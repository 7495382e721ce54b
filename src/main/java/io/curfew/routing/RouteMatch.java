package io.curfew.routing;

import io.curfew.config.Route;

/**
 * The route of a request and its path, decided once; what is forwarded is what was decided on.
 *
 * @param route the route
 * @param path the normalised path below the context root
 */
public record RouteMatch(Route route, RequestPath path) {
    /** The request attribute under which the gate hands it on. */
    public static final String ATTRIBUTE = "io.curfew.routing.RouteMatch";
}
