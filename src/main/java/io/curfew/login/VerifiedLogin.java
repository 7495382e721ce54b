package io.curfew.login;

import io.curfew.session.Tokens;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * What the mechanism got and verified.
 *
 * @param claims of the ID token, as JSON values
 */
record VerifiedLogin(Map<String, Object> claims, Tokens tokens) {
    VerifiedLogin {
        // a claim may be null in JSON, which Map.copyOf does not take
        claims = Collections.unmodifiableMap(new HashMap<>(claims));
    }

    @Override
    public String toString() {
        return "[verified login]";
    }
}
