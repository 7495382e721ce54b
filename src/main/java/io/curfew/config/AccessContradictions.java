package io.curfew.config;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Values about access, of one route, that are well formed and do not go together. */
final class AccessContradictions {
    private static final Map<Parameter<?>, Parameter<?>> CLAIM_OF = Map.of(
            AccessParameters.SCOPES_CLAIM, AccessParameters.SCOPES_REQUIRED,
            AccessParameters.AUDIENCE_CLAIM, AccessParameters.AUDIENCE_REQUIRED,
            AccessParameters.ROLES_CLAIM, AccessParameters.ROLES_REQUIRED,
            AccessParameters.GROUPS_CLAIM, AccessParameters.GROUPS_REQUIRED);

    private final Faults faults;

    AccessContradictions(Faults faults) {
        this.faults = faults;
    }

    void check(RouteValues route) {
        CLAIM_OF.forEach((claim, demand) -> claimWithoutUse(route, claim, demand));
        pair(route, LoginParameters.DOWNSTREAM_HEADERS_CLAIMS, LoginParameters.DOWNSTREAM_HEADERS_NAMES);
        pair(route, LoginParameters.ARGUMENT_NAMES, LoginParameters.ARGUMENT_VALUES);
        redirect(route);
        if (CLAIM_OF.values().stream().anyMatch(demand -> route.set(demand).isPresent())
                || route.set(AccessParameters.CLAIMS_FORBIDDEN).isPresent()) {
            circle(route, AccessParameters.FORBIDDEN_REDIRECT_URI);
        }
        circle(route, AccessParameters.UNAUTHORIZED_REDIRECT_URI);
        circle(route, AccessParameters.UNEXPECTED_REDIRECT_URI);
        upstreamHeaders(route);
        downstreamHeaders(route);
    }

    /** Of the route itself somebody thought that it demands something. For all routes it may be meant for others. */
    private void claimWithoutUse(RouteValues route, Parameter<?> claim, Parameter<?> demand) {
        boolean told = claim.equals(AccessParameters.GROUPS_CLAIM)
                && route.set(AssertionParameters.HEADER).isPresent();
        if (route.isSetForItself(claim) && route.set(demand).isEmpty() && !told) {
            faults.add(route.key(claim), "Demands nothing without " + demand + ". Set that too, or remove this.");
        }
    }

    private void pair(RouteValues route, Parameter<List<String>> first, Parameter<List<String>> second) {
        int ofFirst = size(route, first);
        int ofSecond = size(route, second);
        if (ofFirst != ofSecond && ofFirst >= 0 && ofSecond >= 0) {
            faults.add(
                    route.key(ofSecond == 0 ? first : second),
                    "For the route '" + route.name() + "' " + first + " has " + ofFirst + " and " + second + " has "
                            + ofSecond + " entries. Each needs one of the other.");
        }
    }

    /** Entries of a list, 0 if it is not set, negative if it is malformed. */
    private static int size(RouteValues route, Parameter<List<String>> parameter) {
        int otherwise = route.set(parameter).isPresent() ? -1 : 0;
        return route.find(parameter).map(List::size).orElse(otherwise);
    }

    private void redirect(RouteValues route) {
        if (route.find(LoginParameters.LOGIN_ACTION).equals(Optional.of("redirect"))
                && route.set(LoginParameters.LOGIN_REDIRECT_URI).isEmpty()) {
            faults.add(
                    route.key(LoginParameters.LOGIN_ACTION),
                    "For the route '" + route.name() + "' login_redirect_uri is missing, where a login would end."
                            + " Set it, or remove this.");
        }
    }

    /** Who is sent away from a route to a page of the same route would be sent there again and again. */
    private void circle(RouteValues route, Parameter<URI> target) {
        Optional<String> path =
                route.find(target).filter(uri -> !uri.isAbsolute()).map(URI::getRawPath);
        List<String> open = route.find(RequestParameters.ANONYMOUS_PATHS).orElse(List.of());
        for (String on : route.find(Parameters.PATH).orElse(List.of())) {
            boolean circles = path.filter(to -> isOnOrBelow(to, on)
                            && open.stream().noneMatch(anonymous -> isOnOrBelow(to, on + anonymous)))
                    .isPresent();
            if (circles && !on.isEmpty()) {
                faults.add(
                        route.key(target),
                        "The path lies on the route '" + route.name()
                                + "' itself, so that a browser would be sent there"
                                + " again and again. Use another, or one below anonymous_paths.");
            }
        }
    }

    private static boolean isOnOrBelow(String path, String base) {
        return path.equals(base) || path.startsWith(base + "/");
    }

    private void upstreamHeaders(RouteValues route) {
        Set<String> carried = names(route, Parameters.UPSTREAM_HEADERS_NAMES);
        for (Parameter<TokenHeader> token : List.of(
                Parameters.UPSTREAM_ACCESS_TOKEN_HEADER,
                Parameters.UPSTREAM_ID_TOKEN_HEADER,
                AssertionParameters.HEADER)) {
            route.find(token).ifPresent(header -> carried.add(lower(header.header())));
        }
        route.find(LoginParameters.UPSTREAM_USER_INFO_HEADER)
                .ifPresent(header -> one(route, LoginParameters.UPSTREAM_USER_INFO_HEADER, header, carried));
        route.find(SessionParameters.REQUEST_HEADERS).orElse(List.of()).stream()
                .map(SessionHeader::field)
                .filter(field -> carried.contains(lower(field)))
                .forEach(field -> faults.add(
                        route.key(SessionParameters.REQUEST_HEADERS),
                        "For the route '" + route.name() + "' the upstream would be told something else under " + field
                                + " too. Give that another name, or leave this out."));
    }

    private void downstreamHeaders(RouteValues route) {
        Set<String> carried = names(route, LoginParameters.DOWNSTREAM_HEADERS_NAMES);
        for (Parameter<TokenHeader> token :
                List.of(LoginParameters.DOWNSTREAM_ACCESS_TOKEN_HEADER, LoginParameters.DOWNSTREAM_ID_TOKEN_HEADER)) {
            route.find(token).ifPresent(header -> one(route, token, header.header(), carried));
        }
        route.find(LoginParameters.DOWNSTREAM_USER_INFO_HEADER)
                .ifPresent(header -> one(route, LoginParameters.DOWNSTREAM_USER_INFO_HEADER, header, carried));
    }

    private void one(RouteValues route, Parameter<?> parameter, String header, Set<String> carried) {
        if (!carried.add(lower(header))) {
            faults.add(
                    route.key(parameter),
                    "For the route '" + route.name() + "' this header already carries something else."
                            + " Use another name.");
        }
    }

    private static Set<String> names(RouteValues route, Parameter<List<String>> parameter) {
        List<String> lower = new ArrayList<>();
        route.find(parameter).ifPresent(names -> names.forEach(name -> lower.add(lower(name))));
        return new HashSet<>(lower);
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
