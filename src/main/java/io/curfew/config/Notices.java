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
        routes.forEach(this::ofAccess);
        routes.forEach(route -> SessionNotices.of(route, publicUrl.isHttps())
                .forEach((parameter, sentence) -> add(route, parameter, sentence)));
        uselessSwitch(Parameters.LOGOUT_REVOKE_ACCESS_TOKEN);
        uselessSwitch(Parameters.LOGOUT_REVOKE_REFRESH_TOKEN);
        ofAssertions();
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
        if (route.get(LeavingParameters.LOCAL_ONLY) == LocalOnly.TRUE) {
            add(
                    route,
                    LeavingParameters.LOCAL_ONLY,
                    "Who signs out stays signed in at the provider: the next page signs in again without a question.");
        }
        ofTokens(route);
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

    private void ofAccess(RouteValues route) {
        for (Parameter<?> token :
                List.of(LoginParameters.DOWNSTREAM_ACCESS_TOKEN_HEADER, LoginParameters.DOWNSTREAM_ID_TOKEN_HEADER)) {
            if (route.set(token).isPresent()) {
                add(route, token, "The browser is given a token: whatever runs in its pages can take it away.");
            }
        }
        if (route.set(LoginParameters.LOGIN_REDIRECT_URI).isPresent()
                && route.get(LoginParameters.LOGIN_ACTION).equals("upstream")) {
            add(route, LoginParameters.LOGIN_REDIRECT_URI, "Has no effect: login_action is upstream.");
        }
    }

    private void ofTokens(RouteValues route) {
        if (TokenReader.isPublic(route)) {
            Parameter<?> said = route.set(TokenParameters.TOKEN_AUTH).isPresent()
                    ? TokenParameters.TOKEN_AUTH
                    : TokenParameters.CLIENT_AUTH;
            add(
                    route,
                    said,
                    "The client proves nothing: whoever gets hold of a refresh token can use it, and of a code too where there is no"
                            + " PKCE.");
        }
        if (route.isSetForItself(TokenParameters.CHECK_LIMIT)
                && route.get(TokenParameters.CHECK_INTERVAL).isZero()) {
            add(route, TokenParameters.CHECK_LIMIT, "Has no effect: session_check_interval is 0.");
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

    private void ofAssertions() {
        for (RouteValues route : routes) {
            if (route.set(Parameters.SESSION_SECRET).isPresent()) {
                continue;
            }
            String why = "session_secret is not set: the key that signs is another one after every start, and until an"
                    + " application has read it, it takes no ";
            if (route.set(AssertionParameters.HEADER).isPresent()) {
                add(route, AssertionParameters.HEADER, why + "assertion.");
            }
            if (route.set(NoticeParameters.TARGET).isPresent()) {
                add(route, NoticeParameters.TARGET, why + "notice.");
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
