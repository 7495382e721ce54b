package io.curfew.config;

import static io.curfew.config.Parameters.LOGOUT_METHODS;
import static io.curfew.config.Parameters.LOGOUT_POST_ARG;
import static io.curfew.config.Parameters.LOGOUT_REVOKE;
import static io.curfew.config.Parameters.LOGOUT_REVOKE_ACCESS_TOKEN;
import static io.curfew.config.Parameters.LOGOUT_REVOKE_REFRESH_TOKEN;
import static io.curfew.config.Parameters.SESSION_COOKIE_NAME;
import static io.curfew.config.Parameters.UPSTREAM_ACCESS_TOKEN_HEADER;
import static io.curfew.config.Parameters.UPSTREAM_HEADERS_CLAIMS;
import static io.curfew.config.Parameters.UPSTREAM_HEADERS_NAMES;
import static io.curfew.config.Parameters.UPSTREAM_ID_TOKEN_HEADER;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Values of one route that are well formed and do not go together. */
final class RouteContradictions {
    private final Optional<PublicUrl> publicUrl;
    private final Faults faults;

    RouteContradictions(Optional<PublicUrl> publicUrl, Faults faults) {
        this.publicUrl = publicUrl;
        this.faults = faults;
    }

    void check(RouteValues route) {
        claimHeaders(route);
        tokenHeaders(route);
        postArgument(route);
        nothingToRevoke(route);
        preflight(route);
        TokenReader.check(route, faults);
        NoticeParameters.check(route, faults);
        publicUrl.ifPresent(url -> {
            if (url.isHttps()) {
                plainProvider(route);
            } else {
                secureCookie(route);
            }
        });
    }

    private void claimHeaders(RouteValues route) {
        int claims = size(route, UPSTREAM_HEADERS_CLAIMS);
        int names = size(route, UPSTREAM_HEADERS_NAMES);
        if (claims != names && claims >= 0 && names >= 0) {
            Parameter<?> written = names == 0 ? UPSTREAM_HEADERS_CLAIMS : UPSTREAM_HEADERS_NAMES;
            faults.add(
                    route.key(written),
                    "For the route '" + route.name() + "' upstream_headers_claims has " + claims
                            + " and upstream_headers_names has " + names + " entries. Each claim needs one header.");
        }
    }

    /** Entries of a list, 0 if it is not set, negative if it is malformed. */
    private static int size(RouteValues route, Parameter<List<String>> parameter) {
        int otherwise = route.set(parameter).isPresent() ? -1 : 0;
        return route.find(parameter).map(List::size).orElse(otherwise);
    }

    private void tokenHeaders(RouteValues route) {
        Map<String, String> carried = new HashMap<>();
        route.find(UPSTREAM_HEADERS_NAMES)
                .orElse(List.of())
                .forEach(name -> carried.put(name.toLowerCase(Locale.ROOT), "a claim (upstream_headers_names)"));
        tokenHeader(route, UPSTREAM_ACCESS_TOKEN_HEADER, "the access token (upstream_access_token_header)", carried);
        tokenHeader(route, UPSTREAM_ID_TOKEN_HEADER, "the ID token (upstream_id_token_header)", carried);
        tokenHeader(route, AssertionParameters.HEADER, "the assertion (upstream_assertion_header)", carried);
    }

    private void tokenHeader(
            RouteValues route, Parameter<TokenHeader> parameter, String token, Map<String, String> carried) {
        route.find(parameter)
                .map(header -> carried.putIfAbsent(header.header().toLowerCase(Locale.ROOT), token))
                .ifPresent(other -> faults.add(
                        route.key(parameter),
                        "For the route '" + route.name() + "' this header already carries " + other
                                + ". Use another name."));
    }

    private void postArgument(RouteValues route) {
        boolean without = route.find(LOGOUT_METHODS)
                .filter(methods -> !methods.contains("POST"))
                .isPresent();
        if (without && route.find(LOGOUT_POST_ARG).isPresent()) {
            faults.add(
                    route.key(LOGOUT_POST_ARG),
                    "For the route '" + route.name() + "' logout_methods lacks POST, so that no form can sign out."
                            + " Add POST, or remove this.");
        }
    }

    private void nothingToRevoke(RouteValues route) {
        if (is(route, LOGOUT_REVOKE, true)
                && is(route, LOGOUT_REVOKE_ACCESS_TOKEN, false)
                && is(route, LOGOUT_REVOKE_REFRESH_TOKEN, false)) {
            faults.add(
                    route.key(LOGOUT_REVOKE),
                    "For the route '" + route.name() + "' both logout_revoke_access_token and"
                            + " logout_revoke_refresh_token are false, so that nothing is revoked."
                            + " Set one to true, or this to false.");
        }
    }

    /** Said for all routes it may be meant for others, which take OPTIONS. */
    private void preflight(RouteValues route) {
        boolean without = route.find(RequestParameters.METHODS)
                .filter(methods -> !methods.isEmpty() && !methods.contains("OPTIONS"))
                .isPresent();
        if (without
                && route.isSetForItself(RequestParameters.RUN_ON_PREFLIGHT)
                && is(route, RequestParameters.RUN_ON_PREFLIGHT, false)) {
            faults.add(
                    route.key(RequestParameters.RUN_ON_PREFLIGHT),
                    "For the route '" + route.name() + "' methods lacks OPTIONS, so that no preflight is its own."
                            + " Add OPTIONS, or remove this.");
        }
    }

    private static boolean is(RouteValues route, Parameter<Boolean> parameter, boolean expected) {
        return route.find(parameter).equals(Optional.of(expected));
    }

    private void secureCookie(RouteValues route) {
        Optional<String> name =
                route.set(SESSION_COOKIE_NAME).isPresent() ? route.find(SESSION_COOKIE_NAME) : Optional.empty();
        String lower = name.orElse("").toLowerCase(Locale.ROOT);
        if (lower.startsWith("__host-") || lower.startsWith("__secure-")) {
            faults.add(
                    route.key(SESSION_COOKIE_NAME),
                    "A cookie whose name starts with __Host- or __Secure- needs https, and public_url is http."
                            + " Use another name.");
        }
    }

    /** Codes, secrets and tokens of a service that is itself worth TLS would travel in clear. */
    private void plainProvider(RouteValues route) {
        refusePlain(route, Parameters.ISSUER, route.find(Parameters.ISSUER).map(URI::create));
        refusePlain(route, Parameters.END_SESSION_ENDPOINT, route.find(Parameters.END_SESSION_ENDPOINT));
        refusePlain(route, Parameters.REVOCATION_ENDPOINT, route.find(Parameters.REVOCATION_ENDPOINT));
    }

    private void refusePlain(RouteValues route, Parameter<?> parameter, Optional<URI> found) {
        found.filter(uri -> isPlain(uri) && !UrlForms.isLoopback(uri.getHost()))
                .ifPresent(uri -> faults.add(
                        route.key(parameter),
                        "The URL is http while public_url is https, and its host is not this machine."
                                + " The provider must be reached by https."));
    }

    static boolean isPlain(URI uri) {
        return "http".equalsIgnoreCase(uri.getScheme());
    }
}
