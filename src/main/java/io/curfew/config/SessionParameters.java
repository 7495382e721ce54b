package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The rows of how a session is known and held, behind those of {@link RequestParameters}. */
final class SessionParameters {
    private static final long YEAR_IN_SECONDS = 31_536_000;

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<Duration> ROLLING_TIMEOUT = TABLE.row(
            "session_rolling_timeout",
            Scope.BOTH,
            Forms.seconds(0, YEAR_IN_SECONDS),
            "3600",
            "how long an id in the session cookie is good for; a request in the last quarter gets the next; `0` switches it off");
    static final Parameter<Boolean> REMEMBER = TABLE.row(
            "session_remember",
            Scope.BOTH,
            Forms.FLAG,
            "false",
            "whether a second cookie outlives the browser and brings the session back");
    static final Parameter<String> REMEMBER_COOKIE_NAME = TABLE.row(
            "session_remember_cookie_name",
            Scope.BOTH,
            Forms.COOKIE_NAME,
            null,
            "that cookie; if not set, the name of the session cookie and `-remember`");
    static final Parameter<Duration> REMEMBER_ROLLING_TIMEOUT = TABLE.row(
            "session_remember_rolling_timeout",
            Scope.BOTH,
            Forms.seconds(0, YEAR_IN_SECONDS),
            "604800",
            "how long an id in that cookie is good for; each time it brings a session back there is a next; `0` switches it off");
    static final Parameter<Duration> REMEMBER_ABSOLUTE_TIMEOUT = TABLE.row(
            "session_remember_absolute_timeout",
            Scope.BOTH,
            Forms.seconds(1, YEAR_IN_SECONDS),
            "2592000",
            "how long after its login a session can be brought back, at most a year");
    static final Parameter<String> COOKIE_PATH =
            TABLE.row("session_cookie_path", Scope.BOTH, SessionForms.PATH, "/", "the `Path` of the session cookie");
    static final Parameter<String> COOKIE_DOMAIN = TABLE.row(
            "session_cookie_domain",
            Scope.BOTH,
            SessionForms.COOKIE_DOMAIN,
            null,
            "the `Domain` of the session cookie; none: the very host that sets it");
    static final Parameter<SameSite> COOKIE_SAME_SITE = TABLE.row(
            "session_cookie_same_site",
            Scope.BOTH,
            SessionForms.SAME_SITE,
            "Lax",
            "the `SameSite` of the session cookie; `Default` says nothing");
    static final Parameter<Boolean> COOKIE_HTTP_ONLY = TABLE.row(
            "session_cookie_http_only",
            Scope.BOTH,
            Forms.FLAG,
            "true",
            "whether the session cookie is hidden from scripts");
    static final Parameter<Boolean> COOKIE_SECURE = TABLE.row(
            "session_cookie_secure",
            Scope.BOTH,
            Forms.FLAG,
            null,
            "whether the session cookie is for https only; if not set, it is when `public_url` is https");
    static final Parameter<Set<Binding>> BIND = TABLE.row(
            "session_bind",
            Scope.BOTH,
            SessionForms.BIND,
            null,
            "what of the login's request every later one must have, or it has no session: `ip`, `scheme`, `user-agent`");
    static final Parameter<String> AUDIENCE = TABLE.row(
            "session_audience",
            Scope.BOTH,
            SessionForms.AUDIENCE,
            SessionRules.DEFAULT_AUDIENCE,
            "sessions of one audience are nothing to routes of another");
    static final Parameter<List<SessionHeader>> REQUEST_HEADERS = TABLE.row(
            "session_request_headers",
            Scope.BOTH,
            SessionForms.HEADERS,
            null,
            "what the upstream is told of the session; see [session headers](#session-headers)");
    static final Parameter<List<SessionHeader>> RESPONSE_HEADERS = TABLE.row(
            "session_response_headers",
            Scope.BOTH,
            SessionForms.HEADERS,
            null,
            "what the browser is told of the session; see [session headers](#session-headers)");
    static final Parameter<Integer> LIMIT = TABLE.row(
            "session_limit",
            Scope.BOTH,
            Forms.number(0, 10_000),
            "0",
            "how many sessions a user may have at the registration, on all nodes; `0` for any number");
    static final Parameter<LimitAction> LIMIT_ACTION = TABLE.row(
            "session_limit_action",
            Scope.BOTH,
            SessionForms.LIMIT_ACTION,
            "reject",
            "what a login beyond the limit does: it is refused, or that session of the user ends that began first");

    /** In these routes that share a session must agree. */
    static final List<Parameter<?>> OF_SESSION = List.of(
            ROLLING_TIMEOUT,
            REMEMBER,
            REMEMBER_COOKIE_NAME,
            REMEMBER_ROLLING_TIMEOUT,
            REMEMBER_ABSOLUTE_TIMEOUT,
            COOKIE_PATH,
            COOKIE_DOMAIN,
            COOKIE_SAME_SITE,
            COOKIE_HTTP_ONLY,
            COOKIE_SECURE,
            BIND,
            AUDIENCE);

    /** In these routes of one registration must agree. */
    static final List<Parameter<?>> OF_REGISTRATION = List.of(LIMIT, LIMIT_ACTION);

    private SessionParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
