package io.curfew.login;

import io.curfew.config.AdminSettings;
import io.curfew.config.Route;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The routes as a login finds them: by where the browser is and wants to go, or by name when it comes back. */
final class LoginRoutes {
    private final List<Route> routes;
    private final String contextPath;
    private final @Nullable AdminSettings admin;

    /** @param admin whose registration operators log in at; null where there are none */
    LoginRoutes(List<Route> routes, String contextPath, @Nullable AdminSettings admin) {
        this.routes = List.copyOf(routes);
        this.contextPath = contextPath;
        this.admin = admin;
    }

    /**
     * The route at a host that the target lies on; of an operator's page one by which operators are known; the first one there when there is
     * no target or it lies on none.
     */
    Optional<Route> of(Optional<ReturnTarget> target, HostRoutes here) {
        return target.flatMap(wanted -> isOfOperators(wanted) ? ofOperators() : match(wanted, here))
                .or(here::first);
    }

    private boolean isOfOperators(ReturnTarget target) {
        String page = contextPath + Gate.OWN_PREFIX + "/admin";
        return target.path().equals(page) || target.path().startsWith(page + "/");
    }

    private Optional<Route> ofOperators() {
        return routes.stream()
                .filter(route -> admin != null && admin.isOf(route.sessionSpace()))
                .filter(route -> route.access().credentials().session())
                // another one's cookie would not come along, and the login would begin anew
                .filter(route -> route.session().rules().cookie().path().equals("/"))
                .findFirst();
    }

    private Optional<Route> match(ReturnTarget target, HostRoutes here) {
        return RequestPath.of(target.path(), contextPath) instanceof PathVerdict.Normal normal
                ? here.matchNavigation(normal.path()).map(RouteMatch::route)
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
