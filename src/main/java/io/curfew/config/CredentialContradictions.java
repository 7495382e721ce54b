package io.curfew.config;

import io.curfew.config.CredentialParameters.Method;
import java.util.List;

/** Values about the credentials of one route that are well formed and do not go together. */
final class CredentialContradictions {
    /** Who has no session cannot sign out. */
    private static final List<Parameter<?>> OF_SESSIONS = List.of(
            Parameters.LOGOUT_URI_SUFFIX,
            Parameters.LOGOUT_QUERY_ARG,
            Parameters.LOGOUT_POST_ARG,
            NoticeParameters.TARGET);

    private final Faults faults;

    CredentialContradictions(Faults faults) {
        this.faults = faults;
    }

    void check(RouteValues route) {
        if (route.find(CredentialParameters.AUTH_METHODS).isEmpty()) {
            return;
        }
        boolean bearer = CredentialParameters.takes(route, Method.BEARER);
        if (bearer && route.set(AccessParameters.AUDIENCE_REQUIRED).isEmpty()) {
            faults.add(
                    route.key(CredentialParameters.AUTH_METHODS),
                    "For the route '" + route.name()
                            + "' audience_required is missing, without which a token would pass"
                            + " that its provider issued for any other service. Set it to what 'aud' of the"
                            + " tokens for this route holds, or remove bearer.");
        }
        if (!bearer) {
            useless(
                    route,
                    CredentialParameters.BEARER_LOGOUT_CHECK,
                    "without bearer in auth_methods. Add that, or remove this.");
        } else if (!CredentialParameters.takes(route, Method.SESSION)) {
            OF_SESSIONS.forEach(parameter -> useless(
                    route,
                    parameter,
                    "without session in auth_methods, as nobody is signed in. Add that, or remove this."));
        }
    }

    /** Of the route itself somebody thought that it does something. For all routes it may be meant for others. */
    private void useless(RouteValues route, Parameter<?> parameter, String why) {
        if (route.isSetForItself(parameter)) {
            faults.add(route.key(parameter), "Does nothing " + why);
        }
    }
}
