package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The rows of what a login adds and where it ends, and of what upstream and browser are told, in the table of {@link Parameters}. */
final class LoginParameters {
    private static final long YEAR_IN_SECONDS = 31_536_000;

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<String> LOGIN_ACTION = TABLE.row(
            "login_action",
            Scope.BOTH,
            AccessForms.LOGIN_ACTION,
            "upstream",
            "where a login ends: at the URL that was asked for, or with `redirect` at `login_redirect_uri`");
    static final Parameter<URI> LOGIN_REDIRECT_URI = TABLE.row(
            "login_redirect_uri",
            Scope.BOTH,
            UrlForms.REDIRECT,
            null,
            "where a login ends with `login_action=redirect`: a URL, or a path below the context root");
    static final Parameter<Duration> MAX_AGE = TABLE.row(
            "max_age",
            Scope.BOTH,
            Forms.seconds(0, YEAR_IN_SECONDS),
            null,
            "how long ago a user may have signed in at the provider when a login begins; `auth_time` is checked");
    static final Parameter<List<String>> AUDIENCE = TABLE.row(
            "audience",
            Scope.BOTH,
            AccessForms.AUDIENCE,
            null,
            "`audience` of the authorization request; of a list with spaces between");
    static final Parameter<List<String>> ARGUMENT_NAMES = TABLE.row(
            "authorization_query_args_names",
            Scope.BOTH,
            AccessForms.ARGUMENT_NAMES,
            null,
            "further query arguments of the authorization request, by commas");
    static final Parameter<List<String>> ARGUMENT_VALUES = TABLE.row(
            "authorization_query_args_values",
            Scope.BOTH,
            AccessForms.ARGUMENT_VALUES,
            null,
            "their values, one for each");
    static final Parameter<List<String>> CLIENT_ARGUMENTS = TABLE.row(
            "authorization_query_args_client",
            Scope.BOTH,
            AccessForms.ARGUMENT_NAMES,
            null,
            "query arguments that a login takes over from the request that starts it, by commas");

    static final Parameter<String> UPSTREAM_USER_INFO_HEADER = TABLE.row(
            "upstream_user_info_header",
            Scope.BOTH,
            HeaderForms.HEADER,
            null,
            "the request header that carries the userinfo, as JSON in base64");
    static final Parameter<Boolean> HIDE_CREDENTIALS = TABLE.row(
            "hide_credentials",
            Scope.BOTH,
            Forms.FLAG,
            "false",
            "whether a client's `Authorization` is kept from the upstream; the gateway's cookies always are");
    static final Parameter<List<String>> DOWNSTREAM_HEADERS_CLAIMS = TABLE.row(
            "downstream_headers_claims",
            Scope.BOTH,
            Forms.CLAIMS,
            null,
            "the claims that the browser is told, by commas");
    static final Parameter<List<String>> DOWNSTREAM_HEADERS_NAMES = TABLE.row(
            "downstream_headers_names",
            Scope.BOTH,
            HeaderForms.ANSWER_HEADERS,
            null,
            "the response headers that carry them, one for each claim");
    static final Parameter<TokenHeader> DOWNSTREAM_ACCESS_TOKEN_HEADER = TABLE.row(
            "downstream_access_token_header",
            Scope.BOTH,
            HeaderForms.ANSWER_TOKEN_HEADER,
            null,
            "the response header that carries the access token");
    static final Parameter<TokenHeader> DOWNSTREAM_ID_TOKEN_HEADER = TABLE.row(
            "downstream_id_token_header",
            Scope.BOTH,
            HeaderForms.ANSWER_TOKEN_HEADER,
            null,
            "the response header that carries the ID token");
    static final Parameter<String> DOWNSTREAM_USER_INFO_HEADER = TABLE.row(
            "downstream_user_info_header",
            Scope.BOTH,
            HeaderForms.ANSWER_HEADER,
            null,
            "the response header that carries the userinfo, as JSON in base64");

    private LoginParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
