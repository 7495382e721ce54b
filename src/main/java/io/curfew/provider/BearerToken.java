package io.curfew.provider;

import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An access token that its provider has issued and that counts now. For whom it is ({@code aud}), nobody has looked.
 *
 * @param sid the provider's session; null where the token names none
 * @param issued {@code iat}, in whole seconds
 * @param expires {@code exp}, in whole seconds
 * @param claims all of them
 */
public record BearerToken(
        String issuer,
        String subject,
        @Nullable String sid,
        Instant issued,
        Instant expires,
        Map<String, Object> claims) {
    public BearerToken {
        // a claim may be null in JSON, which Map.copyOf does not take
        claims = Collections.unmodifiableMap(new HashMap<>(claims));
    }

    @Override
    public String toString() {
        return "[access token]";
    }
}
