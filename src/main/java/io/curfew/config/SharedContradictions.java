package io.curfew.config;

import io.curfew.config.CookieNames.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values of several routes that are well formed and do not go together. */
final class SharedContradictions {
    /** One registration is one client at one provider: it cannot be asked in two ways. */
    private static final List<Parameter<?>> OF_REGISTRATION = List.of(
            Parameters.CLIENT_SECRET,
            Parameters.SCOPES,
            Parameters.SIGNING_ALGORITHM,
            Parameters.LOGOUT_TOKEN_EXP_REQUIRED,
            Parameters.LEEWAY,
            Parameters.TIMEOUT,
            Parameters.SSL_VERIFY,
            Parameters.END_SESSION_ENDPOINT,
            Parameters.REVOCATION_ENDPOINT,
            TokenParameters.CLIENT_AUTH,
            TokenParameters.TOKEN_AUTH,
            TokenParameters.REVOCATION_AUTH,
            TokenParameters.REVOCATION_TOKEN_PARAM,
            TokenParameters.BACK_CHANNEL_SCOPE);

    private static final List<Parameter<?>> OF_SESSION = List.of(
            Parameters.SESSION_IDLING_TIMEOUT,
            Parameters.SESSION_ABSOLUTE_TIMEOUT,
            LoginParameters.MAX_AGE,
            AccessParameters.SEARCH_USER_INFO,
            TokenParameters.REFRESH_TOKENS,
            TokenParameters.REFRESH_FAILURE,
            TokenParameters.CHECK_INTERVAL,
            TokenParameters.CHECK_LIMIT);

    private static final String ONE_REGISTRATION = "are one registration (same issuer and client_id)";

    private final CookieNames cookieNames;
    private final Faults faults;

    private final Map<String, List<RouteValues>> byPath = new HashMap<>();
    private final Map<Client, RouteValues> byClient = new HashMap<>();
    private final Map<String, RouteValues> byCookie = new HashMap<>();

    SharedContradictions(CookieNames cookieNames, Faults faults) {
        this.cookieNames = cookieNames;
        this.faults = faults;
    }

    /** Compares a route with those that were checked before. */
    void check(RouteValues route) {
        route.find(Parameters.PATH).ifPresent(paths -> paths.forEach(path -> path(path, route)));
        Client.of(route).ifPresent(client -> client(client, route));
    }

    private void path(String path, RouteValues route) {
        List<RouteValues> others = byPath.computeIfAbsent(path, key -> new ArrayList<>());
        others.stream()
                .filter(other ->
                        !isFaulty(RequestParameters.METHODS, other) && !isFaulty(RequestParameters.METHODS, route))
                .filter(other -> !isFaulty(RequestParameters.HOSTS, other) && !isFaulty(RequestParameters.HOSTS, route))
                .filter(other -> meet(hosts(other), hosts(route)))
                .forEach(other -> shared(methods(other), methods(route))
                        .ifPresent(what -> faults.add(
                                route.key(Parameters.PATH),
                                "The route '" + other.name() + "' has the same path "
                                        + Shown.quoted(path.isEmpty() ? "/" : path) + what
                                        + " Give each route its own, or other methods or hosts.")));
        others.stream()
                .filter(other -> meet(hosts(other), hosts(route)))
                .findFirst()
                .ifPresent(first -> session(path, first, route));
        others.add(route);
    }

    /** Who signs in by a GET at one route and posts to the other would not be signed in there. */
    private void session(String path, RouteValues first, RouteValues route) {
        Optional<Client> client = Client.of(first);
        Optional<Client> other = Client.of(route);
        Optional<String> cookie = cookieNames.nameFor(first);
        Optional<String> otherCookie = cookieNames.nameFor(route);
        boolean registrations = client.isPresent() && other.isPresent() && !client.equals(other);
        boolean cookies = cookie.isPresent() && otherCookie.isPresent() && !cookie.equals(otherCookie);
        if (registrations || cookies) {
            faults.add(
                    route.key(Parameters.PATH),
                    "The routes '" + first.name() + "' and '" + route.name() + "' have the same path "
                            + Shown.quoted(path.isEmpty() ? "/" : path) + " and different "
                            + (registrations ? "registrations (issuer and client_id)" : "session cookies")
                            + ", so that who is signed in for one of its methods is not for another."
                            + " Give both the same, or each its own path.");
        }
    }

    private static List<String> hosts(RouteValues route) {
        return route.find(RequestParameters.HOSTS).orElse(List.of());
    }

    /** One with hosts goes before one without, so these two never meet. */
    private static boolean meet(List<String> hosts, List<String> others) {
        return (hosts.isEmpty() && others.isEmpty()) || hosts.stream().anyMatch(others::contains);
    }

    private static Set<String> methods(RouteValues route) {
        return route.find(RequestParameters.METHODS).orElse(Set.of());
    }

    /** Why a request could belong to either of two routes; empty when it cannot, as one without methods takes the rest. */
    private static Optional<String> shared(Set<String> methods, Set<String> others) {
        if (methods.isEmpty() && others.isEmpty()) {
            return Optional.of(".");
        }
        return methods.stream().filter(others::contains).findFirst().map(method -> " and takes " + method + " too.");
    }

    private void client(Client client, RouteValues route) {
        RouteValues first = byClient.putIfAbsent(client, route);
        if (first != null) {
            OF_REGISTRATION.forEach(parameter -> agree(parameter, first, route, ONE_REGISTRATION));
            SessionParameters.OF_REGISTRATION.forEach(parameter -> agree(parameter, first, route, ONE_REGISTRATION));
        }
        cookieNames.nameFor(route).ifPresent(name -> cookie(name, client, route));
    }

    private void cookie(String name, Client client, RouteValues route) {
        RouteValues first = byCookie.putIfAbsent(name, route);
        if (first == null) {
            return;
        }
        if (Client.of(first).equals(Optional.of(client))) {
            OF_SESSION.forEach(parameter -> agree(parameter, first, route, "share a session"));
            SessionParameters.OF_SESSION.forEach(parameter -> agree(parameter, first, route, "share a session"));
        } else {
            faults.add(
                    route.key(Parameters.SESSION_COOKIE_NAME),
                    "The routes '" + first.name() + "' and '" + route.name() + "' have different registrations"
                            + " (issuer and client_id) and the same session cookie " + Shown.quoted(name)
                            + ". Give each registration its own cookie, or remove this: the default does.");
        }
    }

    private void agree(Parameter<?> parameter, RouteValues first, RouteValues second, String why) {
        if (!isFaulty(parameter, first)
                && !isFaulty(parameter, second)
                && !first.find(parameter).equals(second.find(parameter))) {
            faults.add(
                    second.key(parameter),
                    "The routes '" + first.name() + "' and '" + second.name() + "' " + why + " and differ in "
                            + parameter.name() + ". Set it to the same for both, or once for all routes.");
        }
    }

    /** Missing or malformed, which is told elsewhere. */
    private static boolean isFaulty(Parameter<?> parameter, RouteValues route) {
        return (parameter.required() || route.set(parameter).isPresent())
                && route.find(parameter).isEmpty();
    }
}
