package io.curfew.config;

import static io.curfew.config.Parameter.Scope.BOTH;
import static io.curfew.config.Parameter.Scope.GLOBAL;
import static io.curfew.config.Parameter.Scope.ROUTE;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The table of all parameters, in the order of the documentation, which a test compares with it. */
final class Parameters {
    /** Marks and indexes live as long as sessions may; a year is more than anybody should stay signed in. */
    private static final long YEAR_IN_SECONDS = 31_536_000;

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<PublicUrl> PUBLIC_URL = TABLE.required(
            "public_url",
            GLOBAL,
            UrlForms.PUBLIC_URL,
            "where browsers and providers reach the gateway, with its context root");
    static final Parameter<List<Secret>> SESSION_SECRET = TABLE.row(
            "session_secret",
            GLOBAL,
            Forms.SECRETS,
            null,
            "what tokens in sessions are sealed with, 32 characters or more; of a list the first seals and all open");
    static final Parameter<TrustedIps> TRUSTED_IPS = TABLE.row(
            "trusted_ips",
            GLOBAL,
            IpForms.TRUSTED,
            null,
            "addresses and ranges of proxies in front that are believed about whom they forward a request for");

    static final Parameter<String> ISSUER =
            TABLE.required("issuer", BOTH, UrlForms.ISSUER, "the provider's issuer identifier, letter by letter");
    static final Parameter<String> CLIENT_ID =
            TABLE.required("client_id", BOTH, Forms.CLIENT_ID, "the gateway's client identifier at the provider");
    static final Parameter<Secret> CLIENT_SECRET =
            TABLE.required("client_secret", BOTH, Forms.SECRET, "the gateway's client secret at the provider");
    static final Parameter<List<String>> SCOPES = TABLE.row(
            "scopes", BOTH, Forms.SCOPES, "openid", "the scopes asked for, by commas or spaces; `openid` among them");
    static final Parameter<String> SIGNING_ALGORITHM = TABLE.row(
            "id_token_signed_response_alg",
            BOTH,
            Forms.ALGORITHM,
            "RS256",
            "the algorithm of ID tokens and logout tokens: RS, PS or ES with 256, 384 or 512");
    static final Parameter<Boolean> LOGOUT_TOKEN_EXP_REQUIRED = TABLE.row(
            "logout_token_exp_required",
            BOTH,
            Forms.FLAG,
            "true",
            "`false` for a provider that leaves `exp` out of its logout tokens");
    static final Parameter<Duration> LEEWAY = TABLE.row(
            "leeway", BOTH, Forms.seconds(0, 300), "30", "how far the provider's clock may be off ours, at most 300");
    static final Parameter<Duration> TIMEOUT = TABLE.row(
            "timeout",
            BOTH,
            Forms.milliseconds(1, Integer.MAX_VALUE),
            "10000",
            "limit of each wait in a call to the provider");
    static final Parameter<Boolean> SSL_VERIFY =
            TABLE.row("ssl_verify", BOTH, Forms.FLAG, "true", "whether the provider's certificate is verified");
    static final Parameter<URI> END_SESSION_ENDPOINT = TABLE.row(
            "end_session_endpoint", BOTH, UrlForms.ENDPOINT, null, "used in place of the one that discovery names");
    static final Parameter<URI> REVOCATION_ENDPOINT = TABLE.row(
            "revocation_endpoint", BOTH, UrlForms.ENDPOINT, null, "used in place of the one that discovery names");

    static final Parameter<String> SESSION_COOKIE_NAME = TABLE.row(
            "session_cookie_name",
            BOTH,
            Forms.COOKIE_NAME,
            "__Host-curfew",
            "the session cookie; see [cookie names](#cookie-names) for its default");
    static final Parameter<Duration> SESSION_IDLING_TIMEOUT = TABLE.row(
            "session_idling_timeout",
            BOTH,
            Forms.seconds(0, YEAR_IN_SECONDS),
            "900",
            "a session ends after this long without a request; `0` switches it off");
    static final Parameter<Duration> SESSION_ABSOLUTE_TIMEOUT = TABLE.row(
            "session_absolute_timeout",
            BOTH,
            Forms.seconds(1, YEAR_IN_SECONDS),
            "86400",
            "a session ends this long after its login, at most a year");

    static final Parameter<String> LOGOUT_URI_SUFFIX = TABLE.row(
            "logout_uri_suffix", BOTH, UrlForms.LOGOUT_SUFFIX, null, "a path of the route that ends with it signs out");
    static final Parameter<Set<String>> LOGOUT_METHODS = TABLE.row(
            "logout_methods",
            BOTH,
            Forms.LOGOUT_METHODS,
            "POST,DELETE",
            "the methods that sign out: POST, GET, DELETE");
    static final Parameter<String> LOGOUT_QUERY_ARG =
            TABLE.row("logout_query_arg", BOTH, Forms.ARGUMENT, null, "a request with this query argument signs out");
    static final Parameter<String> LOGOUT_POST_ARG =
            TABLE.row("logout_post_arg", BOTH, Forms.ARGUMENT, null, "a form with this argument signs out");
    static final Parameter<List<URI>> LOGOUT_REDIRECT_URI = TABLE.row(
            "logout_redirect_uri",
            BOTH,
            UrlForms.LOGOUT_REDIRECTS,
            null,
            "where the browser ends after the sign-out: URLs, or paths of the host, with the context root; the first, unless the sign-out's `return_to` is another; none: our own page");
    static final Parameter<Boolean> LOGOUT_REVOKE =
            TABLE.row("logout_revoke", BOTH, Forms.FLAG, "false", "whether a sign-out revokes tokens at the provider");
    static final Parameter<Boolean> LOGOUT_REVOKE_ACCESS_TOKEN =
            TABLE.row("logout_revoke_access_token", BOTH, Forms.FLAG, "true", "whether the access token is among them");
    static final Parameter<Boolean> LOGOUT_REVOKE_REFRESH_TOKEN = TABLE.row(
            "logout_revoke_refresh_token", BOTH, Forms.FLAG, "true", "whether the refresh token is among them");

    static final Parameter<List<String>> UPSTREAM_HEADERS_CLAIMS = TABLE.row(
            "upstream_headers_claims",
            BOTH,
            Forms.CLAIMS,
            null,
            "the claims that the upstream is told, by commas; `realm_access.roles` is `roles` in `realm_access`");
    static final Parameter<List<String>> UPSTREAM_HEADERS_NAMES = TABLE.row(
            "upstream_headers_names",
            BOTH,
            HeaderForms.CLAIM_HEADERS,
            null,
            "the request headers that carry them, one for each claim");
    static final Parameter<TokenHeader> UPSTREAM_ACCESS_TOKEN_HEADER = TABLE.row(
            "upstream_access_token_header",
            BOTH,
            HeaderForms.TOKEN_HEADER,
            null,
            "the request header that carries the access token, for example `authorization:bearer`");
    static final Parameter<TokenHeader> UPSTREAM_ID_TOKEN_HEADER = TABLE.row(
            "upstream_id_token_header",
            BOTH,
            HeaderForms.TOKEN_HEADER,
            null,
            "the request header that carries the ID token");

    static final Parameter<List<String>> PATH = TABLE.required(
            "path",
            ROUTE,
            UrlForms.ROUTE_PATHS,
            "requests on or below one of these paths belong to the route; `/` takes the rest");
    static final Parameter<List<URI>> UPSTREAM = TABLE.required(
            "upstream",
            ROUTE,
            UrlForms.UPSTREAMS,
            "where its requests are forwarded to: scheme, host, port, base path");
    static final Parameter<Boolean> STRIP_PATH = TABLE.row(
            "strip_path", BOTH, Forms.FLAG, "true", "whether the route's path is taken off before forwarding");
    static final Parameter<Duration> CONNECT_TIMEOUT = TABLE.row(
            "connect_timeout",
            BOTH,
            Forms.milliseconds(1, Integer.MAX_VALUE),
            "10000",
            "limit for opening a connection to the upstream");
    static final Parameter<Duration> READ_TIMEOUT = TABLE.row(
            "read_timeout",
            BOTH,
            Forms.milliseconds(1, Integer.MAX_VALUE),
            "60000",
            "limit of each wait for the upstream's answer");

    static final Parameter<Duration> WRITE_TIMEOUT = TABLE.row(
            "write_timeout",
            BOTH,
            Forms.milliseconds(1, Integer.MAX_VALUE),
            "60000",
            "limit of each wait for the upstream or the client to take what is sent to it");
    static final Parameter<List<String>> WEBSOCKET_ORIGINS = TABLE.row(
            "websocket_origins",
            BOTH,
            OriginForms.ORIGINS,
            null,
            "origins besides the gateway's own at that host whose pages may open WebSockets, by commas");
    static final Parameter<Integer> MAX_WEBSOCKETS = TABLE.row(
            "max_websockets",
            GLOBAL,
            Forms.count("a number of WebSockets", 1_000_000),
            "2000",
            "how many WebSockets may be open on one node");
    static final Parameter<Integer> MAX_SESSION_WATCHERS = TABLE.row(
            "max_session_watchers",
            GLOBAL,
            Forms.count("a number of open pages", 1_000_000),
            "5000",
            "how many open pages one node tells of the end of their session; each has a connection; `0` switches it off");

    private Parameters() {}

    static List<Parameter<?>> all() {
        return Stream.of(
                        TABLE.rows(),
                        UpstreamParameters.all(),
                        AssertionParameters.all(),
                        RequestParameters.all(),
                        SessionParameters.all(),
                        AccessParameters.all(),
                        LoginParameters.all(),
                        CredentialParameters.all(),
                        LeavingParameters.all(),
                        TokenParameters.all(),
                        AdminParameters.all(),
                        ClusterParameters.all())
                .<Parameter<?>>flatMap(List::stream)
                .toList();
    }

    static Optional<Parameter<?>> named(String name) {
        for (Parameter<?> parameter : all()) {
            if (parameter.name().equals(name)) {
                return Optional.of(parameter);
            }
        }
        return Optional.empty();
    }
}
