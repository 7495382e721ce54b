package io.curfew.ground;

import com.nimbusds.jose.jwk.JWK;
import java.time.Instant;

/** Access tokens that clients bring, valid until a test changes one thing. */
public final class AccessTokenOf {
    private AccessTokenOf() {}

    /** As RFC 9068 has it: for one audience, of the user {@code alice} and the session {@code sid-1}, five minutes to live. */
    public static LogoutTokenBuilder issuer(String issuer, String audience, JWK key, Instant now) {
        return LogoutTokenBuilder.valid(issuer, audience, key, now)
                .without("events")
                .header("typ", "at+jwt")
                .claim("exp", now.getEpochSecond() + 300)
                .claim("client_id", "robot")
                .claim("scope", "openid read");
    }
}
