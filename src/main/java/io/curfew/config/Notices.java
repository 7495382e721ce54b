package io.curfew.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is allowed and worth a line at start. */
final class Notices {
    private final PublicUrl publicUrl;
    private final List<RouteValues> routes;
    private final ClusterValues cluster;
    private final Set<String> found = new LinkedHashSet<>();

    Notices(PublicUrl publicUrl, List<RouteValues> routes, ClusterValues cluster) {
        this.publicUrl = publicUrl;
        this.routes = routes;
        this.cluster = cluster;
    }

    List<String> all() {
        if (!publicUrl.isHttps()) {
            add(
                    routes.get(0),
                    Parameters.PUBLIC_URL,
                    "The URL is http: cookies and tokens can be read on their way. Only for a developer's machine.");
        }
        if (routes.get(0)
                .find(Parameters.TRUSTED_IPS)
                .filter(TrustedIps::areEverybody)
                .isPresent()) {
            add(
                    routes.get(0),
                    Parameters.TRUSTED_IPS,
                    "Every address is in it: whoever reaches the gateway can say who its clients are.");
        }
        routes.forEach(this::ofRoute);
        routes.forEach(route -> SessionNotices.of(route, publicUrl.isHttps())
                .forEach((parameter, sentence) -> add(route, parameter, sentence)));
        uselessSwitch(Parameters.LOGOUT_REVOKE_ACCESS_TOKEN);
        uselessSwitch(Parameters.LOGOUT_REVOKE_REFRESH_TOKEN);
        ofCluster();
        return List.copyOf(found);
    }

    private void ofRoute(RouteValues route) {
        if (!route.get(Parameters.SSL_VERIFY)) {
            add(
                    route,
                    Parameters.SSL_VERIFY,
                    "The provider's certificate is not verified: whoever is in between can sign in as anybody.");
        }
        if (RouteContradictions.isPlain(URI.create(route.get(Parameters.ISSUER)))) {
            add(
                    route,
                    Parameters.ISSUER,
                    "The URL is http: secrets and tokens can be read on their way to the provider.");
        }
        if (route.get(Parameters.LOGOUT_METHODS).contains("GET")) {
            add(route, Parameters.LOGOUT_METHODS, "With GET a link that is merely followed signs out.");
        }
        if (route.find(RequestParameters.ANONYMOUS_PATHS)
                .filter(paths -> paths.contains(""))
                .isPresent()) {
            add(route, RequestParameters.ANONYMOUS_PATHS, "Nobody has to sign in on this route: '/' is all of it.");
        }
        if (route.set(Parameters.SESSION_IDLING_TIMEOUT).isPresent()
                && route.get(Parameters.SESSION_IDLING_TIMEOUT)
                                .compareTo(route.get(Parameters.SESSION_ABSOLUTE_TIMEOUT))
                        > 0) {
            add(
                    route,
                    Parameters.SESSION_IDLING_TIMEOUT,
                    "Has no effect: session_absolute_timeout is shorter and ends every session before.");
        }
    }

    /** A switch below logout_revoke that no route makes use of. */
    private void uselessSwitch(Parameter<Boolean> parameter) {
        for (RouteValues route : routes) {
            boolean used = routes.stream()
                    .anyMatch(other ->
                            other.set(parameter).equals(route.set(parameter)) && other.get(Parameters.LOGOUT_REVOKE));
            if (route.set(parameter).isPresent() && !used) {
                add(route, parameter, "Has no effect: logout_revoke is false.");
            }
        }
    }

    private void ofCluster() {
        if (cluster.get(ClusterParameters.PLAINTEXT_ACCEPTED)) {
            add(
                    cluster.key(ClusterParameters.PLAINTEXT_ACCEPTED),
                    cluster.usesTls()
                            ? "Has no effect: the nodes talk by TLS."
                            : "The nodes may talk in clear: whoever reaches their network can read, make and end sessions.");
        }
    }

    private void add(RouteValues route, Parameter<?> parameter, String sentence) {
        add(route.key(parameter), sentence);
    }

    private void add(String key, String sentence) {
        found.add(Shown.plain(key) + ": " + sentence);
    }
}
