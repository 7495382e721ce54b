package io.curfew.routing;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The routes at one host, those that name it before those that name none; or the routes at every host that none names. */
public final class HostRoutes {
    private final PublicUrl publicUrl;
    private final @Nullable PathTable naming;
    private final PathTable others;

    /**
     * @param naming the routes that name the host; null for hosts that none names
     * @param others the routes that name no host
     */
    HostRoutes(PublicUrl publicUrl, @Nullable PathTable naming, PathTable others) {
        this.publicUrl = publicUrl;
        this.naming = naming;
        this.others = others;
    }

    /** Where browsers reach the gateway at this host. */
    public PublicUrl publicUrl() {
        return publicUrl;
    }

    /** The route of somebody who comes without a path; empty when no route is at this host. */
    public Optional<Route> first() {
        return Optional.ofNullable(naming == null ? others.first() : naming.first());
    }

    /**
     * The route of a request, or empty when there is none.
     *
     * @param method as it stands in the request line
     * @param signsOut whether the request would sign out of a route: then it belongs to it with any method
     */
    public Optional<RouteMatch> match(RequestPath path, String method, Predicate<RouteMatch> signsOut) {
        RouteMatch match = naming == null ? null : naming.match(publicUrl, path, method, signsOut);
        return Optional.ofNullable(match == null ? others.match(publicUrl, path, method, signsOut) : match);
    }

    /** The route to which a browser that navigates to the path comes; where none takes a GET, one that takes something else. */
    public Optional<RouteMatch> matchNavigation(RequestPath path) {
        Optional<RouteMatch> match = match(path, "GET", signingOut -> false);
        if (match.isEmpty() && naming != null) {
            match = Optional.ofNullable(naming.any(publicUrl, path));
        }
        return match.isPresent() ? match : Optional.ofNullable(others.any(publicUrl, path));
    }
}
