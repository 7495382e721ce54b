package io.curfew.provider;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims of an ID token that was verified when it came, or that goes back to its provider unread. Nothing is verified here.
 *
 * @param sid null where the provider says none
 * @param expires {@code exp}; never, where there is none
 */
public record IdTokenClaims(String subject, @Nullable String sid, Instant expires) {
    /** Empty for what is no signed token, for example an encrypted one. */
    public static Optional<IdTokenClaims> of(String idToken) {
        String[] parts = idToken.split("\\.", -1);
        Map<String, Object> claims = parts.length == 3 ? new Payload(new Base64URL(parts[1])).toJSONObject() : null;
        if (claims == null || !(claims.get("sub") instanceof String subject)) {
            return Optional.empty();
        }
        String sid = claims.get("sid") instanceof String text ? text : null;
        Instant expires =
                claims.get("exp") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.MAX;
        return Optional.of(new IdTokenClaims(subject, sid, expires));
    }

    @Override
    public String toString() {
        return "[claims]";
    }
}
