package io.curfew.routing;

import io.curfew.config.Route;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the route of a path: the longest route path that the path lies on or below, on whole segments, case-sensitive. */
public final class RouteTable {
    private final Map<String, Route> routes;

    /** The lengths that route paths have, so that a look-up cuts out only what can be there. */
    private final BitSet lengths = new BitSet();

    /**
     * @throws IllegalArgumentException when two routes have one path, or when a route path could be spelled in another way
     */
    public RouteTable(List<Route> routes) {
        Map<String, Route> byPath = new HashMap<>();
        for (Route route : routes) {
            requireOneSpelling(route);
            Route other = byPath.put(route.path(), route);
            if (other != null) {
                throw new IllegalArgumentException("The routes " + other.name() + " and " + route.name()
                        + " have the same path; give each its own.");
            }
            lengths.set(route.path().length());
        }
        this.routes = Map.copyOf(byPath);
    }

    /** The route of the path, or empty when no route covers it. */
    public Optional<RouteMatch> match(RequestPath path) {
        String value = path.value();
        for (int end = value.length(); end >= 0; end = value.lastIndexOf('/', end - 1)) {
            Route route = lengths.get(end) ? routes.get(value.substring(0, end)) : null;
            if (route != null) {
                return Optional.of(new RouteMatch(route, path));
            }
        }
        return Optional.empty();
    }

    /**
     * Delimiters keep the spelling a client gave them, so a route path with one would not cover the same resource spelled
     * with percent-encoding, and that resource would fall to a shorter route.
     */
    private static void requireOneSpelling(Route route) {
        String path = route.path();
        if (path.isEmpty()) {
            return;
        }
        boolean normal = PathNormalisation.of(path) instanceof PathVerdict.Normal verdict
                && verdict.path().value().equals(path)
                && !path.endsWith("/");
        if (!normal || !path.matches("(?:[A-Za-z0-9._~/-]|%[89A-F][0-9A-F])+")) {
            throw new IllegalArgumentException(
                    "The path of route " + route.name()
                            + " must start with a slash, not end with one, and hold only letters, digits, - . _ ~ and encoded UTF-8.");
        }
    }
}
