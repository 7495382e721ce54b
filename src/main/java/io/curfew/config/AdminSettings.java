package io.curfew.config;

import io.curfew.config.Demands.Demand;
import java.util.List;
import java.util.Set;

/**
 * Who is an operator.
 *
 * @param registration whose users operators are: the one that is set for all routes
 * @param role what makes a user an operator, at a login or in an access token
 * @param audience the audience that an access token must have
 */
public record AdminSettings(Registration registration, Demands role, String audience) {
    /** The parameter that names the roles. */
    public static final String ROLE = "admin_role";

    static AdminSettings of(Registration registration, Set<String> roles, List<String> claim, String audience) {
        List<Set<String>> anyOf = roles.stream().sorted().map(Set::of).toList();
        return new AdminSettings(
                registration, Demands.of(List.of(new Demand(ROLE, claim, anyOf)), List.of()), audience);
    }

    /** Whether the sessions of a space are of the registration. */
    public boolean isOf(Route.SessionSpace space) {
        return space.issuer().equals(registration.issuer()) && space.clientId().equals(registration.clientId());
    }
}
