package io.curfew.config;

import java.util.List;

/**
 * Everything the gateway was told, checked.
 *
 * @param publicUrl where browsers and providers reach the gateway
 * @param sessionSecrets keys for sealing: the first seals, all open; empty when none was set
 * @param routes the protected applications, at least one
 */
public record Settings(PublicUrl publicUrl, List<Secret> sessionSecrets, List<Route> routes) {
    public Settings {
        sessionSecrets = List.copyOf(sessionSecrets);
        routes = List.copyOf(routes);
    }

    /** The distinct registrations of all routes, in the routes' order. */
    public List<Registration> registrations() {
        return routes.stream().map(Route::registration).distinct().toList();
    }
}
