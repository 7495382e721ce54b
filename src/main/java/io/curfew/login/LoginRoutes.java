package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import java.util.List;
import java.util.Optional;

/** The routes as a login finds them: by where the browser is and wants to go, or by name when it comes back. */
final class LoginRoutes {
    private final List<Route> routes;
    private final String contextPath;

    LoginRoutes(List<Route> routes, String contextPath) {
        this.routes = List.copyOf(routes);
        this.contextPath = contextPath;
    }

    /** The route at a host that the target lies on; the first one there when there is no target or it lies on none. */
    Optional<Route> of(Optional<ReturnTarget> target, HostRoutes here) {
        return target.flatMap(wanted -> match(wanted, here))
                .map(RouteMatch::route)
                .or(here::first);
    }

    private Optional<RouteMatch> match(ReturnTarget target, HostRoutes here) {
        return RequestPath.of(target.path(), contextPath) instanceof PathVerdict.Normal normal
                ? here.matchNavigation(normal.path())
                : Optional.empty();
    }

    Optional<Route> named(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /** The top of a route, or of the gateway. */
    ReturnTarget home(Optional<Route> route) {
        return ReturnTarget.home(contextPath, route.map(Route::path).orElse(""));
    }
}
