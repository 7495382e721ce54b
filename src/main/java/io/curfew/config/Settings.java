package io.curfew.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the gateway was told, checked.
 *
 * @param publicUrl where browsers and providers reach the gateway
 * @param sessionSecrets keys for sealing: the first seals, all open; empty when none was set
 * @param routes the protected applications, at least one, by their names
 * @param cluster where sessions live
 * @param maxWebSockets how many WebSockets may be open on this node
 * @param maxSessionWatchers how many open pages this node tells of the end of their sessions
 * @param trustedIps the proxies in front that are believed about whom they forward a request for
 * @param admin who is an operator; null where nobody is
 * @param notices what is allowed and worth a line at start: {@code key: sentence}, without any secret
 */
public record Settings(
        PublicUrl publicUrl,
        List<Secret> sessionSecrets,
        List<Route> routes,
        ClusterSettings cluster,
        int maxWebSockets,
        int maxSessionWatchers,
        TrustedIps trustedIps,
        @Nullable AdminSettings admin,
        List<String> notices) {
    public Settings {
        sessionSecrets = List.copyOf(sessionSecrets);
        routes = List.copyOf(routes);
        notices = List.copyOf(notices);
    }

    private static final int MAX_WEBSOCKETS = 2_000;
    private static final int MAX_SESSION_WATCHERS = 5_000;

    /** Settings of one node that need no notice. */
    public Settings(PublicUrl publicUrl, List<Secret> sessionSecrets, List<Route> routes) {
        this(
                publicUrl,
                sessionSecrets,
                routes,
                new ClusterSettings.Local(),
                MAX_WEBSOCKETS,
                MAX_SESSION_WATCHERS,
                TrustedIps.NOBODY,
                null,
                List.of());
    }

    /** The registrations of all routes, in the routes' order: one for each issuer and client. */
    public List<Registration> registrations() {
        return routes.stream().map(Route::registration).distinct().toList();
    }
}
