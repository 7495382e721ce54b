package io.curfew.login;

import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mechanism got and verified.
 *
 * @param known the claims of the ID token, and what else the provider says of the user
 * @param expiresIn the seconds that the access token lives; empty when the provider does not say
 */
record VerifiedLogin(KnownClaims known, Tokens tokens, OptionalLong expiresIn) {
    /** The header was parsed and verified before; this reads one member of it again. */
    private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*\"([A-Za-z0-9]+)\"");

    /** One that knows the ID token alone. */
    VerifiedLogin(Map<String, Object> claims, Tokens tokens) {
        this(claims, tokens, OptionalLong.empty());
    }

    VerifiedLogin(Map<String, Object> claims, Tokens tokens, OptionalLong expiresIn) {
        this(KnownClaims.of(claims), tokens, expiresIn);
    }

    /** The claims of the ID token, as JSON values. */
    Map<String, Object> claims() {
        return known.idToken();
    }

    VerifiedLogin with(KnownClaims claims) {
        return new VerifiedLogin(claims, tokens, expiresIn);
    }

    /** {@code alg} of the ID token's header, or empty text. */
    String algorithm() {
        String header = tokens.idToken().split("\\.", 2)[0];
        Matcher found = ALGORITHM.matcher(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8));
        return found.find() ? found.group(1) : "";
    }

    @Override
    public String toString() {
        return "[verified login]";
    }
}
