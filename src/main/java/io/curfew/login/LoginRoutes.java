package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import java.util.List;
import java.util.Optional;

/** The routes as a login finds them: by where the browser wants to go, or by name when it comes back. */
final class LoginRoutes {
    private final List<Route> routes;
    private final RouteTable table;
    private final String contextPath;

    LoginRoutes(List<Route> routes, RouteTable table, String contextPath) {
        this.routes = List.copyOf(routes);
        this.table = table;
        this.contextPath = contextPath;
    }

    /** The route that the target lies on; the first one when there is no target or it lies on none. */
    Route of(Optional<ReturnTarget> target) {
        return target.flatMap(this::match).map(RouteMatch::route).orElse(routes.get(0));
    }

    private Optional<RouteMatch> match(ReturnTarget target) {
        return RequestPath.of(target.path(), contextPath) instanceof PathVerdict.Normal normal
                ? table.matchNavigation(normal.path())
                : Optional.empty();
    }

    Optional<Route> named(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /** The top of a route. */
    ReturnTarget home(Route route) {
        return ReturnTarget.home(contextPath, route.path());
    }
}
