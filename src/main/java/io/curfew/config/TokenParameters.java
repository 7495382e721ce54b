package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import io.curfew.config.TokenSettings.RefreshFailure;
import java.time.Duration;
import java.util.List;

/** The rows of the gateway as a client and of the tokens during a session, behind those of {@link RequestParameters}. */
final class TokenParameters {
    private static final long DAY_IN_SECONDS = 86_400;
    private static final long YEAR_IN_SECONDS = 31_536_000;

    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<ClientAuthMethod> CLIENT_AUTH = TABLE.row(
            "client_auth",
            Scope.BOTH,
            TokenForms.AUTH_METHOD,
            null,
            "how the gateway proves itself to the provider: `client_secret_basic`, `client_secret_post` or `none`; not set: as"
                    + " discovery says");
    static final Parameter<ClientAuthMethod> TOKEN_AUTH = TABLE.row(
            "token_endpoint_auth_method",
            Scope.BOTH,
            TokenForms.AUTH_METHOD,
            null,
            "the same for the token endpoint alone");
    static final Parameter<ClientAuthMethod> REVOCATION_AUTH = TABLE.row(
            "revocation_endpoint_auth_method",
            Scope.BOTH,
            TokenForms.AUTH_METHOD,
            null,
            "the same for the revocation endpoint alone");
    static final Parameter<String> REVOCATION_TOKEN_PARAM = TABLE.row(
            "revocation_token_param_name",
            Scope.BOTH,
            Forms.ARGUMENT,
            "token",
            "the name under which the revocation endpoint is sent the token");
    static final Parameter<Boolean> PROOF_KEY = TABLE.row(
            "require_proof_key_for_code_exchange",
            Scope.BOTH,
            Forms.FLAG,
            null,
            "whether a login binds its code to a proof key (PKCE, S256); not set: where discovery lists `S256`");
    static final Parameter<Boolean> REFRESH_TOKENS = TABLE.row(
            "refresh_tokens",
            Scope.BOTH,
            Forms.FLAG,
            "true",
            "whether tokens that an application is told are refreshed before they expire");
    static final Parameter<RefreshFailure> REFRESH_FAILURE = TABLE.row(
            "refresh_failure",
            Scope.BOTH,
            TokenForms.FAILURE,
            "end",
            "what becomes of a session whose refresh the provider refuses");
    static final Parameter<Duration> CHECK_INTERVAL = TABLE.row(
            "session_check_interval",
            Scope.BOTH,
            Forms.seconds(0, DAY_IN_SECONDS),
            "0",
            "how often the provider is asked, by a refresh, whether the session of a user who is active still lives there;"
                    + " `0` for never");
    static final Parameter<Duration> CHECK_LIMIT = TABLE.row(
            "session_check_limit",
            Scope.BOTH,
            Forms.seconds(0, YEAR_IN_SECONDS),
            "3600",
            "a session ends when the provider has left that unanswered for so long; `0` for never");
    static final Parameter<BackChannelScope> BACK_CHANNEL_SCOPE = TABLE.row(
            "backchannel_logout_scope",
            Scope.BOTH,
            TokenForms.SCOPE,
            "sid",
            "which sessions a logout token with a `sid` ends: those of the `sid`, or all of the subject");

    private TokenParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
