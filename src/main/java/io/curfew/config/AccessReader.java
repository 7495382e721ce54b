package io.curfew.config;

import static io.curfew.config.AccessParameters.CLAIMS_FORBIDDEN;
import static io.curfew.config.AccessParameters.SEARCH_USER_INFO;
import static io.curfew.config.LoginParameters.ARGUMENT_NAMES;
import static io.curfew.config.LoginParameters.ARGUMENT_VALUES;

import io.curfew.config.Demands.Demand;
import io.curfew.config.RefusalSettings.Refusal;
import io.curfew.config.TellingSettings.Downstream;
import io.curfew.config.UpstreamSettings.ClaimHeader;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Makes what a route says about access of values in which no fault was found. */
final class AccessReader {
    private AccessReader() {}

    static AccessSettings read(RouteValues values) {
        return new AccessSettings(
                demands(values), refusals(values), login(values), telling(values), CredentialParameters.read(values));
    }

    private static Demands demands(RouteValues values) {
        List<Demand> required = new ArrayList<>();
        demand(values, AccessParameters.SCOPES_REQUIRED, AccessParameters.SCOPES_CLAIM)
                .ifPresent(required::add);
        demand(values, AccessParameters.AUDIENCE_REQUIRED, AccessParameters.AUDIENCE_CLAIM)
                .ifPresent(required::add);
        demand(values, AccessParameters.ROLES_REQUIRED, AccessParameters.ROLES_CLAIM)
                .ifPresent(required::add);
        demand(values, AccessParameters.GROUPS_REQUIRED, AccessParameters.GROUPS_CLAIM)
                .ifPresent(required::add);
        return Demands.of(required, values.find(CLAIMS_FORBIDDEN).orElse(List.of()));
    }

    private static Optional<Demand> demand(
            RouteValues values, Parameter<List<Set<String>>> parameter, Parameter<List<String>> claim) {
        return values.find(parameter).map(anyOf -> new Demand(parameter.name(), values.get(claim), anyOf));
    }

    private static RefusalSettings refusals(RouteValues values) {
        return new RefusalSettings(
                new Refusal(
                        values.orNull(AccessParameters.FORBIDDEN_REDIRECT_URI),
                        values.orNull(AccessParameters.FORBIDDEN_ERROR_MESSAGE),
                        values.get(AccessParameters.FORBIDDEN_DESTROY_SESSION)),
                new Refusal(
                        values.orNull(AccessParameters.UNAUTHORIZED_REDIRECT_URI),
                        values.orNull(AccessParameters.UNAUTHORIZED_ERROR_MESSAGE),
                        values.get(AccessParameters.UNAUTHORIZED_DESTROY_SESSION)),
                values.orNull(AccessParameters.UNEXPECTED_REDIRECT_URI));
    }

    private static LoginSettings login(RouteValues values) {
        Optional<URI> redirect = values.get(LoginParameters.LOGIN_ACTION).equals("redirect")
                ? values.find(LoginParameters.LOGIN_REDIRECT_URI)
                : Optional.empty();
        Map<String, String> arguments = new LinkedHashMap<>();
        values.find(LoginParameters.AUDIENCE)
                .ifPresent(audience -> arguments.put("audience", String.join(" ", audience)));
        List<String> names = values.find(ARGUMENT_NAMES).orElse(List.of());
        List<String> texts = values.find(ARGUMENT_VALUES).orElse(List.of());
        IntStream.range(0, names.size()).forEach(position -> arguments.put(names.get(position), texts.get(position)));
        return new LoginSettings(
                redirect.orElse(null),
                values.orNull(LoginParameters.MAX_AGE),
                arguments,
                values.find(LoginParameters.CLIENT_ARGUMENTS).orElse(List.of()));
    }

    private static TellingSettings telling(RouteValues values) {
        List<String> claims =
                values.find(LoginParameters.DOWNSTREAM_HEADERS_CLAIMS).orElse(List.of());
        List<String> names =
                values.find(LoginParameters.DOWNSTREAM_HEADERS_NAMES).orElse(List.of());
        return new TellingSettings(
                values.get(SEARCH_USER_INFO),
                values.orNull(LoginParameters.UPSTREAM_USER_INFO_HEADER),
                values.get(LoginParameters.HIDE_CREDENTIALS),
                new Downstream(
                        IntStream.range(0, claims.size())
                                .mapToObj(position -> new ClaimHeader(claims.get(position), names.get(position)))
                                .toList(),
                        values.orNull(LoginParameters.DOWNSTREAM_ACCESS_TOKEN_HEADER),
                        values.orNull(LoginParameters.DOWNSTREAM_ID_TOKEN_HEADER),
                        values.orNull(LoginParameters.DOWNSTREAM_USER_INFO_HEADER)));
    }
}
