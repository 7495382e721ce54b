package io.curfew.ground;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** A logout token that is valid unless something is changed. */
public final class LogoutTokenBuilder {
    public static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    private final Map<String, Object> header = new LinkedHashMap<>();
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private JWK key;
    private JWSAlgorithm algorithm = JWSAlgorithm.RS256;

    private LogoutTokenBuilder(JWK key) {
        this.key = key;
    }

    /** As Keycloak writes them: {@code sub} and {@code sid}, two minutes to live. */
    public static LogoutTokenBuilder valid(String issuer, String clientId, JWK key, Instant now) {
        LogoutTokenBuilder builder = new LogoutTokenBuilder(key);
        builder.header.put("alg", "RS256");
        builder.header.put("typ", "logout+jwt");
        builder.header.put("kid", key.getKeyID());
        builder.claims.put("iss", issuer);
        builder.claims.put("aud", clientId);
        builder.claims.put("iat", now.getEpochSecond());
        builder.claims.put("exp", now.getEpochSecond() + 120);
        builder.claims.put("jti", UUID.randomUUID().toString());
        builder.claims.put("sub", "alice");
        builder.claims.put("sid", "sid-1");
        builder.claims.put("events", Map.of(EVENT, Map.of()));
        return builder;
    }

    public LogoutTokenBuilder claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public LogoutTokenBuilder without(String name) {
        claims.remove(name);
        return this;
    }

    public LogoutTokenBuilder header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    public LogoutTokenBuilder withoutHeader(String name) {
        header.remove(name);
        return this;
    }

    /** Signs with another key; the header stays as it is. */
    public LogoutTokenBuilder key(JWK other) {
        key = other;
        return this;
    }

    /** Signs by another algorithm and says so. */
    public LogoutTokenBuilder algorithm(JWSAlgorithm other) {
        algorithm = other;
        header.put("alg", other.getName());
        return this;
    }

    public String build() {
        return TestKeys.sign(header, payload(), key, algorithm);
    }

    /** Properly signed, but with this text where the claims belong. */
    public String buildWithPayload(String payload) {
        return TestKeys.sign(header, payload, key, algorithm);
    }

    /** The claims as JSON. */
    public String payload() {
        return JSONObjectUtils.toJSONString(claims);
    }

    /** With an empty signature and {@code alg} as given. */
    public String unsigned(String alg) {
        header.put("alg", alg);
        return input() + ".";
    }

    /** The oldest forgery: HS256, with the public key that everybody can read as the secret. */
    public String signedWithThePublicKeyAsSecret() {
        header.put("alg", "HS256");
        try {
            byte[] secret = key.toRSAKey().toPublicKey().getEncoded();
            String input = input();
            return input + "."
                    + new MACSigner(secret)
                            .sign(new JWSHeader(JWSAlgorithm.HS256), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String input() {
        return Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "." + Base64URL.encode(payload());
    }
}
