package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.net.URI;
import java.util.List;
import java.util.Set;

/** The rows of who may pass, and what is answered to who may not, in the table of {@link Parameters}. */
final class AccessParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<List<Set<String>>> SCOPES_REQUIRED = demand("scopes_required", "scopes");
    static final Parameter<List<String>> SCOPES_CLAIM = claim("scopes_claim", "scope", "the scopes");
    static final Parameter<List<Set<String>>> AUDIENCE_REQUIRED = demand("audience_required", "audiences");
    static final Parameter<List<String>> AUDIENCE_CLAIM = claim("audience_claim", "aud", "the audience");
    static final Parameter<List<Set<String>>> ROLES_REQUIRED = demand("roles_required", "roles");
    static final Parameter<List<String>> ROLES_CLAIM = claim("roles_claim", "roles", "the roles");
    static final Parameter<List<Set<String>>> GROUPS_REQUIRED = demand("groups_required", "groups");
    static final Parameter<List<String>> GROUPS_CLAIM = claim("groups_claim", "groups", "the groups");
    static final Parameter<List<String>> CLAIMS_FORBIDDEN = TABLE.row(
            "claims_forbidden",
            Scope.BOTH,
            AccessForms.CLAIM_PATH,
            null,
            "claims, by commas: who has one of them may not pass");
    static final Parameter<Boolean> SEARCH_USER_INFO = TABLE.row(
            "search_user_info",
            Scope.BOTH,
            Forms.FLAG,
            "false",
            "whether a login asks for the userinfo and claims are looked for there too");

    static final Parameter<URI> FORBIDDEN_REDIRECT_URI = TABLE.row(
            "forbidden_redirect_uri",
            Scope.BOTH,
            UrlForms.REDIRECT,
            null,
            "where a browser is sent whose user may not pass: a URL, or a path below the context root; none: our own page");
    static final Parameter<String> FORBIDDEN_ERROR_MESSAGE = TABLE.row(
            "forbidden_error_message",
            Scope.BOTH,
            AccessForms.MESSAGE,
            null,
            "the sentence of that page, and of the problem document for programs");
    static final Parameter<Boolean> FORBIDDEN_DESTROY_SESSION = TABLE.row(
            "forbidden_destroy_session",
            Scope.BOTH,
            Forms.FLAG,
            "false",
            "whether the session ends of a request that may not pass");
    static final Parameter<URI> UNAUTHORIZED_REDIRECT_URI = TABLE.row(
            "unauthorized_redirect_uri",
            Scope.BOTH,
            UrlForms.REDIRECT,
            null,
            "where a browser is sent whose login was refused: a URL or a path; none: our own page");
    static final Parameter<String> UNAUTHORIZED_ERROR_MESSAGE = TABLE.row(
            "unauthorized_error_message",
            Scope.BOTH,
            AccessForms.MESSAGE,
            null,
            "the sentence of that page, and of the 401 for programs");
    static final Parameter<Boolean> UNAUTHORIZED_DESTROY_SESSION = TABLE.row(
            "unauthorized_destroy_session",
            Scope.BOTH,
            Forms.FLAG,
            "true",
            "whether a session ends that must be begun anew before it can be decided whether it may pass");
    static final Parameter<URI> UNEXPECTED_REDIRECT_URI = TABLE.row(
            "unexpected_redirect_uri",
            Scope.BOTH,
            UrlForms.REDIRECT,
            null,
            "where a browser is sent whose login fails because the provider does not answer: a URL or a path; none: our own page");

    private AccessParameters() {}

    private static Parameter<List<Set<String>>> demand(String name, String what) {
        return TABLE.row(
                name,
                Scope.BOTH,
                AccessForms.DEMAND,
                null,
                "the " + what + " needed to pass: alternatives by commas, of each all words between its spaces");
    }

    private static Parameter<List<String>> claim(String name, String fallback, String what) {
        return TABLE.row(
                name,
                Scope.BOTH,
                AccessForms.CLAIM_PATH,
                fallback,
                "the claim that holds " + what + "; of a list each is within the one before");
    }

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
