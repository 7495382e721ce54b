package io.curfew.launch.kong;

import static io.curfew.launch.kong.Carried.Kind.CLAIMS;
import static io.curfew.launch.kong.Carried.Kind.FIRST;
import static io.curfew.launch.kong.Carried.Kind.FLAG;
import static io.curfew.launch.kong.Carried.Kind.LIST;
import static io.curfew.launch.kong.Carried.Kind.TEXT;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a parameter of Kong's is carried over under its name.
 *
 * @param sameDefault the default of both, which need not be written: a dump of Kong's holds every default; empty where they differ
 */
record Carried(Kind kind, String sameDefault) {
    /** How a value of Kong's is written as one of ours. */
    enum Kind {
        TEXT,
        FLAG,
        LIST,
        FIRST,
        CLAIMS
    }

    /** By the name, in the order in which they are written. */
    static final Map<String, Carried> ALL = carried();

    private Carried(Kind kind) {
        this(kind, "");
    }

    private static Map<String, Carried> carried() {
        Map<String, Carried> all = new LinkedHashMap<>();
        all.put("issuer", new Carried(TEXT));
        all.put("client_id", new Carried(FIRST));
        all.put("client_secret", new Carried(FIRST));
        all.put("client_auth", new Carried(FIRST));
        all.put("token_endpoint_auth_method", new Carried(TEXT));
        all.put("scopes", new Carried(LIST, "openid"));
        all.put("leeway", new Carried(TEXT));
        all.put("timeout", new Carried(TEXT, "10000"));
        all.put("ssl_verify", new Carried(FLAG));
        all.put("end_session_endpoint", new Carried(TEXT));
        all.put("revocation_endpoint", new Carried(TEXT));
        all.put("revocation_endpoint_auth_method", new Carried(TEXT));
        all.put("revocation_token_param_name", new Carried(TEXT, "token"));
        all.put("require_proof_key_for_code_exchange", new Carried(FLAG));
        all.put("session_cookie_name", new Carried(TEXT, "session"));
        all.put("session_idling_timeout", new Carried(TEXT, "900"));
        all.put("session_absolute_timeout", new Carried(TEXT, "86400"));
        all.putAll(ofSession());
        all.put("refresh_tokens", new Carried(FLAG, "true"));
        all.put("logout_uri_suffix", new Carried(TEXT));
        all.put("logout_methods", new Carried(LIST, "POST,DELETE"));
        all.put("logout_query_arg", new Carried(TEXT));
        all.put("logout_post_arg", new Carried(TEXT));
        all.put("logout_redirect_uri", new Carried(LIST));
        all.put("logout_revoke", new Carried(FLAG, "false"));
        all.put("logout_revoke_access_token", new Carried(FLAG, "true"));
        all.put("logout_revoke_refresh_token", new Carried(FLAG, "true"));
        all.put("upstream_headers_claims", new Carried(CLAIMS));
        all.put("upstream_headers_names", new Carried(LIST));
        all.put("upstream_access_token_header", new Carried(TEXT));
        all.put("upstream_id_token_header", new Carried(TEXT));
        all.put("run_on_preflight", new Carried(FLAG, "true"));
        access(all);
        return all;
    }

    private static void access(Map<String, Carried> all) {
        Access.DEMANDS.forEach(name -> all.put(name, new Carried(LIST)));
        all.put("scopes_claim", new Carried(LIST, "scope"));
        all.put("audience_claim", new Carried(LIST, "aud"));
        all.put("roles_claim", new Carried(LIST, "roles"));
        all.put("groups_claim", new Carried(LIST, "groups"));
        all.put("search_user_info", new Carried(FLAG, "false"));
        all.put("forbidden_redirect_uri", new Carried(FIRST));
        all.put("forbidden_error_message", new Carried(TEXT));
        all.put("forbidden_destroy_session", new Carried(FLAG));
        all.put("unauthorized_redirect_uri", new Carried(FIRST));
        all.put("unauthorized_error_message", new Carried(TEXT));
        all.put("unauthorized_destroy_session", new Carried(FLAG, "true"));
        all.put("unexpected_redirect_uri", new Carried(FIRST));
        all.put("login_action", new Carried(TEXT, "upstream"));
        all.put("login_redirect_uri", new Carried(FIRST));
        all.put("max_age", new Carried(TEXT));
        all.put("audience", new Carried(LIST));
        all.put("authorization_query_args_names", new Carried(LIST));
        all.put("authorization_query_args_values", new Carried(LIST));
        all.put("authorization_query_args_client", new Carried(LIST));
        all.put("upstream_user_info_header", new Carried(TEXT));
        all.put("hide_credentials", new Carried(FLAG, "false"));
        all.put("downstream_headers_claims", new Carried(CLAIMS));
        all.put("downstream_headers_names", new Carried(LIST));
        all.put("downstream_access_token_header", new Carried(TEXT));
        all.put("downstream_id_token_header", new Carried(TEXT));
        all.put("downstream_user_info_header", new Carried(TEXT));
        all.put(Credentials.METHODS, new Carried(LIST));
        all.put(Credentials.PLACES, new Carried(LIST));
    }

    private static Map<String, Carried> ofSession() {
        Map<String, Carried> all = new LinkedHashMap<>();
        all.put("session_rolling_timeout", new Carried(TEXT, "3600"));
        all.put("session_remember", new Carried(FLAG, "false"));
        all.put("session_remember_cookie_name", new Carried(TEXT, "remember"));
        all.put("session_remember_rolling_timeout", new Carried(TEXT, "604800"));
        all.put("session_remember_absolute_timeout", new Carried(TEXT, "2592000"));
        all.put("session_cookie_path", new Carried(TEXT, "/"));
        all.put("session_cookie_domain", new Carried(TEXT));
        all.put("session_cookie_same_site", new Carried(TEXT, "Lax"));
        all.put("session_cookie_http_only", new Carried(FLAG, "true"));
        all.put("session_cookie_secure", new Carried(FLAG));
        all.put("session_bind", new Carried(LIST));
        all.put("session_audience", new Carried(TEXT, "default"));
        all.put("session_request_headers", new Carried(LIST));
        all.put("session_response_headers", new Carried(LIST));
        return all;
    }
}
