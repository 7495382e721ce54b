package io.curfew.login;

import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mechanism got and verified.
 *
 * @param known the claims of the ID token, and what else the provider says of the user
 */
record VerifiedLogin(KnownClaims known, Tokens tokens) {
    /** The header was parsed and verified before; this reads one member of it again. */
    private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*\"([A-Za-z0-9]+)\"");

    /** One that knows the ID token alone. */
    VerifiedLogin(Map<String, Object> claims, Tokens tokens) {
        this(KnownClaims.of(claims), tokens);
    }

    /** The claims of the ID token, as JSON values. */
    Map<String, Object> claims() {
        return known.idToken();
    }

    VerifiedLogin with(KnownClaims claims) {
        return new VerifiedLogin(claims, tokens);
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
