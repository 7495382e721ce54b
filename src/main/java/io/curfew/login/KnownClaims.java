package io.curfew.login;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that the provider says of a user at a login, by where it says it.
 *
 * @param idToken of the ID token
 * @param accessToken of the access token, if the provider's signature is on it; else empty
 * @param unproven of an access token on which it is not; good for forbidding and nothing else
 * @param scope what the answer of the token endpoint says, or null
 * @param userInfo of the userinfo; empty when it was not asked
 * @param userInfoJson the same as it came; empty when it was not asked
 */
record KnownClaims(
        Map<String, Object> idToken,
        Map<String, Object> accessToken,
        Map<String, Object> unproven,
        @Nullable String scope,
        Map<String, Object> userInfo,
        String userInfoJson) {
    KnownClaims {
        // claims may be null in JSON, which Map.copyOf does not take
        idToken = Collections.unmodifiableMap(new HashMap<>(idToken));
        accessToken = Collections.unmodifiableMap(new HashMap<>(accessToken));
        unproven = Collections.unmodifiableMap(new HashMap<>(unproven));
        userInfo = Collections.unmodifiableMap(new HashMap<>(userInfo));
    }

    /** Those of an ID token alone. */
    static KnownClaims of(Map<String, Object> idToken) {
        return new KnownClaims(idToken, Map.of(), Map.of(), null, Map.of(), "");
    }

    KnownClaims withAccessToken(Map<String, Object> claims) {
        return new KnownClaims(idToken, claims, unproven, scope, userInfo, userInfoJson);
    }

    KnownClaims withUnproven(Map<String, Object> claims) {
        return new KnownClaims(idToken, accessToken, claims, scope, userInfo, userInfoJson);
    }

    KnownClaims withScope(@Nullable String granted) {
        return new KnownClaims(idToken, accessToken, unproven, granted, userInfo, userInfoJson);
    }

    KnownClaims withUserInfo(Map<String, Object> claims, String json) {
        return new KnownClaims(idToken, accessToken, unproven, scope, claims, json);
    }

    @Override
    public String toString() {
        return "[claims]";
    }
}
