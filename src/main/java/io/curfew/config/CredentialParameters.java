package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rows of the credentials that a route takes, behind those of {@link LoginParameters}. */
final class CredentialParameters {
    /** A way to show who one is. */
    enum Method {
        SESSION,
        BEARER
    }

    /** Those of Kong's that are not offered, and why. */
    private static final Map<String, String> NOT_OFFERED = Map.of(
            "authorization_code", "a login in a browser is how a session begins: it is part of session",
            "password", "the gateway would be told the user's password",
            "client_credentials", "the gateway would be told the client's secret: a client gets its token itself",
            "introspection", "the provider would be asked about each token: bearer verifies it here",
            "userinfo", "the provider would be asked about each token: bearer verifies it here",
            "kong_oauth2", "it is Kong's own",
            "refresh_token", "the gateway would be handed refresh tokens: a client gets its next token itself");

    private static final Map<String, String> NO_PLACE = Map.of(
            "query", "a token in a URL stays in logs and histories (RFC 6750, section 5.3)",
            "body", "the bodies of requests are the application's",
            "cookie", "a browser would send the token without being asked, with any page's requests");

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<Set<Method>> AUTH_METHODS = TABLE.row(
            "auth_methods",
            Scope.BOTH,
            Form.open("list", CredentialParameters::methods),
            "session",
            "by what a request shows who sends it: `session`, `bearer` (an access token), or both");
    static final Parameter<String> BEARER_TOKEN_PARAM_TYPE = TABLE.row(
            "bearer_token_param_type",
            Scope.BOTH,
            Form.open("`header`", CredentialParameters::place),
            "header",
            "where the access token of `bearer` is: in `Authorization` and nowhere else");
    static final Parameter<Boolean> BEARER_LOGOUT_CHECK = TABLE.row(
            "bearer_logout_check",
            Scope.BOTH,
            Forms.FLAG,
            "true",
            "whether an access token is refused whose session (`sid`) or user the provider has logged out since");

    private CredentialParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }

    /** The settings in values without a fault. */
    static CredentialSettings read(RouteValues values) {
        Set<Method> methods = values.get(AUTH_METHODS);
        return new CredentialSettings(
                methods.contains(Method.SESSION), methods.contains(Method.BEARER), values.get(BEARER_LOGOUT_CHECK));
    }

    static boolean takes(RouteValues route, Method method) {
        return route.find(AUTH_METHODS)
                .filter(methods -> methods.contains(method))
                .isPresent();
    }

    private static Set<Method> methods(String value) throws MalformedValueException {
        Set<Method> methods = EnumSet.noneOf(Method.class);
        for (String part : Forms.list(value)) {
            methods.add(method(part));
        }
        return methods;
    }

    private static Method method(String value) throws MalformedValueException {
        refuse(value, NOT_OFFERED, "Set session, bearer, or both.");
        return switch (value) {
            case "session" -> Method.SESSION;
            case "bearer" -> Method.BEARER;
            default -> throw MalformedValueException.of(value, "session or bearer");
        };
    }

    private static String place(String value) throws MalformedValueException {
        for (String part : Forms.list(value)) {
            refuse(part, NO_PLACE, "Set header.");
            if (!part.equals("header")) {
                throw MalformedValueException.of(part, "header");
            }
        }
        return value;
    }

    private static void refuse(String value, Map<String, String> reasons, String instead)
            throws MalformedValueException {
        String reason = reasons.get(value);
        if (reason != null) {
            throw new MalformedValueException(Shown.quoted(value) + " is not offered: " + reason + ". " + instead);
        }
    }
}
