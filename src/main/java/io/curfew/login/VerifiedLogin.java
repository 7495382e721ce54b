package io.curfew.login;

import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the mechanism got and verified.
 *
 * @param claims of the ID token, as JSON values
 * @param expiresIn the seconds that the access token lives; empty when the provider does not say
 */
record VerifiedLogin(Map<String, Object> claims, Tokens tokens, OptionalLong expiresIn) {
    /** The header was parsed and verified before; this reads one member of it again. */
    private static final Pattern ALGORITHM = Pattern.compile("\"alg\"\\s*:\\s*\"([A-Za-z0-9]+)\"");

    VerifiedLogin {
        // a claim may be null in JSON, which Map.copyOf does not take
        claims = Collections.unmodifiableMap(new HashMap<>(claims));
    }

    VerifiedLogin(Map<String, Object> claims, Tokens tokens) {
        this(claims, tokens, OptionalLong.empty());
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
