package io.curfew.routing;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Routes that a request may belong to by its path and method alone. */
final class PathTable {
    private final Map<String, PathRoutes> routes = new HashMap<>();

    /** The lengths that route paths have, so that a look-up cuts out only what can be there. */
    private final BitSet lengths = new BitSet();

    private @Nullable Route first;

    /**
     * @throws IllegalArgumentException when two routes have one path and method
     */
    void add(Route route) {
        boolean isSignedInto = route.access().credentials().session();
        if (first == null || (isSignedInto && !first.access().credentials().session())) {
            first = route;
        }
        for (String path : route.paths()) {
            routes.computeIfAbsent(path, PathRoutes::new).add(route);
            lengths.set(path.length());
        }
    }

    /** One that somebody can sign in to, if there is one. */
    @Nullable
    Route first() {
        return first;
    }

    @Nullable
    RouteMatch match(PublicUrl at, RequestPath path, String method, Predicate<RouteMatch> signsOut) {
        String value = path.value();
        for (int end = value.length(); end >= 0; end = value.lastIndexOf('/', end - 1)) {
            PathRoutes here = lengths.get(end) ? routes.get(value.substring(0, end)) : null;
            RouteMatch match = here == null ? null : here.match(at, path, method, signsOut);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    /** Whatever the method. */
    @Nullable
    RouteMatch any(PublicUrl at, RequestPath path) {
        String value = path.value();
        for (int end = value.length(); end >= 0; end = value.lastIndexOf('/', end - 1)) {
            PathRoutes here = routes.get(value.substring(0, end));
            if (here != null) {
                return here.any(at, path);
            }
        }
        return null;
    }
}
