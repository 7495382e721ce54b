package io.curfew.login;

import io.curfew.provider.BearerTokenRefusal;
import org.jspecify.annotations.Nullable;

/**
 * What a client that shows no good access token is told (RFC 6750, section 3).
 *
 * @param status the HTTP status
 * @param error the code; null for a client that showed none
 * @param sentence what is wrong: visible ASCII without quotation marks, and nothing of the token
 * @param scope the scopes that would do, or null
 * @param cause what is wrong with the token itself, or null
 */
record BearerRefusal(
        int status,
        @Nullable String error,
        String sentence,
        @Nullable String scope,
        @Nullable BearerTokenRefusal cause) {
    static final BearerRefusal MISSING =
            new BearerRefusal(401, null, "Send an access token in the Authorization header.", null, null);

    static final BearerRefusal MALFORMED = new BearerRefusal(
            400, "invalid_request", "The request must have one Authorization field with one bearer token.", null, null);

    static BearerRefusal invalid(BearerTokenRefusal cause) {
        return new BearerRefusal(401, "invalid_token", cause.sentence(), null, cause);
    }
}
