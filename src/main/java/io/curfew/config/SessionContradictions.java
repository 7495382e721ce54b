package io.curfew.config;

import static io.curfew.config.SessionParameters.COOKIE_DOMAIN;
import static io.curfew.config.SessionParameters.COOKIE_PATH;
import static io.curfew.config.SessionParameters.COOKIE_SAME_SITE;
import static io.curfew.config.SessionParameters.COOKIE_SECURE;

import io.curfew.config.CookieNames.Client;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Values of a session and its cookies that are well formed and that a browser would not take together. */
final class SessionContradictions {
    private final Optional<PublicUrl> publicUrl;
    private final CookieNames cookieNames;
    private final Faults faults;
    private final Map<String, RouteValues> remembering = new HashMap<>();

    SessionContradictions(Optional<PublicUrl> publicUrl, CookieNames cookieNames, Faults faults) {
        this.publicUrl = publicUrl;
        this.cookieNames = cookieNames;
        this.faults = faults;
    }

    /** All routes at once: the cookies of one may be in the way of another's. */
    void check(List<RouteValues> routes) {
        for (RouteValues route : routes) {
            prefixed(route, Parameters.SESSION_COOKIE_NAME);
            prefixed(route, SessionParameters.REMEMBER_COOKIE_NAME);
            secure(route);
            path(route);
            domain(route);
        }
        routes.stream()
                .filter(route -> route.find(SessionParameters.REMEMBER).orElse(false))
                .forEach(route -> cookieNames.rememberNameFor(route).ifPresent(name -> remember(name, route, routes)));
    }

    /** RFC 6265bis, section 4.1.3. */
    private void prefixed(RouteValues route, Parameter<String> parameter) {
        if (route.set(parameter).isEmpty()) {
            return;
        }
        String name = route.find(parameter).orElse("").toLowerCase(Locale.ROOT);
        boolean host = name.startsWith("__host-");
        if (!host && !name.startsWith("__secure-")) {
            return;
        }
        String prefix = host ? "__Host-" : "__Secure-";
        boolean http = publicUrl.filter(url -> !url.isHttps()).isPresent();
        if (http && parameter.equals(SessionParameters.REMEMBER_COOKIE_NAME)) {
            fault(route, parameter, prefix, "needs https, and public_url is http");
        }
        if (route.find(COOKIE_SECURE).equals(Optional.of(false))) {
            fault(route, parameter, prefix, "must be for https only, and session_cookie_secure is false");
        }
        if (host && !route.find(COOKIE_PATH).orElse("/").equals("/")) {
            fault(route, parameter, prefix, "must have the path /, and session_cookie_path is another");
        }
        if (host && route.find(COOKIE_DOMAIN).isPresent()) {
            fault(route, parameter, prefix, "has no domain, and session_cookie_domain is set");
        }
    }

    private void fault(RouteValues route, Parameter<?> parameter, String prefix, String why) {
        faults.add(
                route.key(parameter),
                "To browsers a cookie whose name starts with " + prefix + " " + why + ". Use another name.");
    }

    private void secure(RouteValues route) {
        Optional<Boolean> set = route.find(COOKIE_SECURE);
        if (set.equals(Optional.of(true))
                && publicUrl.filter(url -> !url.isHttps()).isPresent()) {
            faults.add(
                    route.key(COOKIE_SECURE),
                    "public_url is http, so that browsers would not send the session cookie back. Remove this.");
        } else if (route.find(COOKIE_SAME_SITE).equals(Optional.of(SameSite.NONE)) && !cookieNames.isSecure(route)) {
            faults.add(
                    route.key(COOKIE_SAME_SITE),
                    "Browsers take a cookie with SameSite=None by https only. Use another value, or https.");
        }
    }

    /** A cookie that does not come with every path of the route would send its user to log in again and again. */
    private void path(RouteValues route) {
        String path = route.find(COOKIE_PATH).orElse("/");
        String context = publicUrl.map(PublicUrl::contextPath).orElse("");
        route.find(Parameters.PATH).orElse(List.of()).stream()
                .filter(own -> !isSentWith(path, context + own))
                .findFirst()
                .ifPresent(own -> faults.add(
                        route.key(COOKIE_PATH),
                        "Browsers would not send a cookie with this path to "
                                + Shown.quoted(context + (own.isEmpty() ? "/" : own)) + " of the route '" + route.name()
                                + "'. Use a path that holds all paths of the routes that share the session."));
    }

    /** RFC 6265, section 5.1.4; requests come with the route's very path too. */
    private static boolean isSentWith(String cookiePath, String path) {
        return cookiePath.equals("/")
                || path.equals(cookiePath)
                || path.startsWith(cookiePath.endsWith("/") ? cookiePath : cookiePath + "/");
    }

    private void domain(RouteValues route) {
        Optional<String> domain = route.find(COOKIE_DOMAIN);
        if (domain.isEmpty()) {
            return;
        }
        List<String> named = route.find(RequestParameters.HOSTS).orElse(List.of());
        Stream<String> hosts = named.isEmpty() ? publicUrl.map(PublicUrl::host).stream() : named.stream();
        hosts.filter(host -> !host.equals(domain.get()) && !host.endsWith("." + domain.get()))
                .findFirst()
                .ifPresent(
                        host -> faults.add(
                                route.key(COOKIE_DOMAIN),
                                "The host " + Shown.quoted(host) + " of the route '" + route.name()
                                        + "' is not in this domain, so that browsers would not take the session cookie there."));
    }

    private void remember(String name, RouteValues route, List<RouteValues> routes) {
        boolean isSession = routes.stream()
                .anyMatch(
                        other -> cookieNames.nameFor(other).filter(name::equals).isPresent());
        RouteValues first = remembering.putIfAbsent(name, route);
        boolean shared = first != null
                && (!Client.of(first).equals(Client.of(route))
                        || !cookieNames.nameFor(first).equals(cookieNames.nameFor(route)));
        if (isSession || shared) {
            faults.add(
                    route.key(SessionParameters.REMEMBER_COOKIE_NAME),
                    "The cookie " + Shown.quoted(name) + " that remembers sessions of the route '" + route.name()
                            + "' is also " + (isSession ? "a session cookie" : "that of other sessions")
                            + ". Give it a name of its own, or remove this: the default does.");
        }
    }
}
