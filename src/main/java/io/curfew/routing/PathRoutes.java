package io.curfew.routing;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The routes of one path: mostly one; several if each takes other methods. */
final class PathRoutes {
    private final String path;

    /** Those with methods, then the one that takes the rest. */
    private final List<Route> routes = new ArrayList<>(1);

    PathRoutes(String path) {
        this.path = path;
    }

    /**
     * @throws IllegalArgumentException when a request could belong to two routes
     */
    void add(Route route) {
        for (Route other : routes) {
            boolean both = route.requests().methods().isEmpty()
                    ? other.requests().methods().isEmpty()
                    : other.requests().methods().stream()
                            .anyMatch(route.requests().methods()::contains);
            if (both) {
                throw new IllegalArgumentException("The routes " + other.name() + " and " + route.name()
                        + " have the same path; give each its own, or other methods or hosts.");
            }
        }
        routes.add(route.requests().methods().isEmpty() ? routes.size() : 0, route);
    }

    /**
     * The route that the request signs out of, else the one that takes its method, else null.
     *
     * @param at where the browser that sent it reaches the gateway
     */
    @Nullable
    RouteMatch match(PublicUrl at, RequestPath requested, String method, Predicate<RouteMatch> signsOut) {
        RouteMatch taken = null;
        for (int i = 0; i < routes.size() && taken == null; i++) {
            Route route = routes.get(i);
            taken = route.requests().takes(method) ? new RouteMatch(route, path, requested, at) : null;
        }
        if (taken != null && (routes.size() == 1 || signsOut.test(taken))) {
            return taken;
        }
        for (Route route : routes) {
            RouteMatch other = new RouteMatch(route, path, requested, at);
            if (signsOut.test(other)) {
                return other;
            }
        }
        return taken;
    }

    /** Whatever the method. */
    RouteMatch any(PublicUrl at, RequestPath requested) {
        return new RouteMatch(routes.get(0), path, requested, at);
    }
}
