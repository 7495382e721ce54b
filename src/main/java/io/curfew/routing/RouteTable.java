package io.curfew.routing;

import io.curfew.config.Route;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the route of a request: the longest route path that its path lies on or below, on whole segments, case-sensitive, of a
 * route that takes its method or that it signs out of.
 */
public final class RouteTable {
    private final Map<String, PathRoutes> routes;

    /** The lengths that route paths have, so that a look-up cuts out only what can be there. */
    private final BitSet lengths = new BitSet();

    /**
     * @throws IllegalArgumentException when two routes have one path and method, or when a route path could be spelled in
     *     another way
     */
    public RouteTable(List<Route> routes) {
        Map<String, PathRoutes> byPath = new HashMap<>();
        for (Route route : routes) {
            for (String path : route.paths()) {
                requireOneSpelling(path, route);
                byPath.computeIfAbsent(path, PathRoutes::new).add(route);
                lengths.set(path.length());
            }
        }
        this.routes = Map.copyOf(byPath);
    }

    /**
     * The route of a request, or empty when there is none.
     *
     * @param method as it stands in the request line
     * @param signsOut whether the request would sign out of a route: then it belongs to it with any method
     */
    public Optional<RouteMatch> match(RequestPath path, String method, Predicate<RouteMatch> signsOut) {
        String value = path.value();
        for (int end = value.length(); end >= 0; end = value.lastIndexOf('/', end - 1)) {
            PathRoutes here = lengths.get(end) ? routes.get(value.substring(0, end)) : null;
            RouteMatch match = here == null ? null : here.match(path, method, signsOut);
            if (match != null) {
                return Optional.of(match);
            }
        }
        return Optional.empty();
    }

    /** The route to which a browser that navigates to the path comes; where none takes a GET, one that takes something else. */
    public Optional<RouteMatch> matchNavigation(RequestPath path) {
        Optional<RouteMatch> match = match(path, "GET", signingOut -> false);
        String value = path.value();
        for (int end = value.length(); match.isEmpty() && end >= 0; end = value.lastIndexOf('/', end - 1)) {
            match = Optional.ofNullable(routes.get(value.substring(0, end))).map(here -> here.any(path));
        }
        return match;
    }

    /**
     * Delimiters keep the spelling a client gave them, so a route path with one would not cover the same resource spelled
     * with percent-encoding, and that resource would fall to a shorter route.
     */
    private static void requireOneSpelling(String path, Route route) {
        if (path.isEmpty()) {
            return;
        }
        boolean normal = PathNormalisation.of(path) instanceof PathVerdict.Normal verdict
                && verdict.path().value().equals(path)
                && !path.endsWith("/");
        if (!normal || !path.matches("(?:[A-Za-z0-9._~/-]|%[89A-F][0-9A-F])+")) {
            throw new IllegalArgumentException(
                    "A path of route " + route.name()
                            + " must start with a slash, not end with one, and hold only letters, digits, - . _ ~ and encoded UTF-8.");
        }
    }
}
