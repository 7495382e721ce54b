package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of who is an operator, in the table of {@link Parameters}. */
final class AdminParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<List<String>> ROLE = TABLE.row(
            "admin_role",
            Scope.GLOBAL,
            AccessForms.AUDIENCE,
            null,
            "who has one of these roles is an operator; none: there is no `/oidc/admin`");
    static final Parameter<List<String>> CLAIM = TABLE.row(
            "admin_claim",
            Scope.GLOBAL,
            AccessForms.CLAIM_PATH,
            "roles",
            "the claim that holds these roles; of a list each is within the one before");
    static final Parameter<String> AUDIENCE = TABLE.row(
            "admin_audience",
            Scope.GLOBAL,
            Forms.CLIENT_ID,
            null,
            "the audience that an operator's access token must have; if not set, `client_id`");

    private AdminParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    /** Says what does not go together. */
    static void check(KnownValues values, List<RouteValues> routes, Faults faults) {
        Optional<RawValue> role = values.at(null, ROLE);
        if (role.isEmpty()) {
            List.of(CLAIM, AUDIENCE).forEach(parameter -> values.at(null, parameter)
                    .ifPresent(set ->
                            faults.add(set.name(), "Does nothing without admin_role. Set that, or remove this.")));
            return;
        }
        String key = role.get().name();
        Optional<String> issuer = values.global(Parameters.ISSUER);
        Optional<String> client = values.global(Parameters.CLIENT_ID);
        if (values.at(null, Parameters.ISSUER).isEmpty()
                || values.at(null, Parameters.CLIENT_ID).isEmpty()) {
            faults.add(
                    key,
                    "Operators are known by the registration that is set for all routes, and there is none."
                            + " Set curfew.issuer and curfew.client_id, or remove this.");
        } else if (issuer.isPresent()
                && client.isPresent()
                && routes.stream().noneMatch(route -> isOf(issuer.get(), client.get(), route))) {
            faults.add(
                    key,
                    "Operators are known by curfew.issuer and curfew.client_id, and every route has another registration."
                            + " Give one of them this one, or remove this.");
        }
    }

    private static boolean isOf(String issuer, String client, RouteValues route) {
        return route.find(Parameters.ISSUER).equals(Optional.of(issuer))
                && route.find(Parameters.CLIENT_ID).equals(Optional.of(client));
    }

    /** The settings in values without a fault; null where nobody is an operator. */
    static @Nullable AdminSettings read(KnownValues values, List<Route> routes) {
        Optional<List<String>> roles = values.global(ROLE);
        if (roles.isEmpty()) {
            return null;
        }
        String issuer = values.global(Parameters.ISSUER).orElseThrow();
        String client = values.global(Parameters.CLIENT_ID).orElseThrow();
        Registration registration = routes.stream()
                .map(Route::registration)
                .filter(one -> one.issuer().equals(issuer) && one.clientId().equals(client))
                .findFirst()
                .orElseThrow();
        return AdminSettings.of(
                registration,
                Set.copyOf(roles.get()),
                values.global(CLAIM).orElseThrow(),
                values.global(AUDIENCE).orElse(client));
    }
}
