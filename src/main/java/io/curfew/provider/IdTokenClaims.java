package io.curfew.provider;

import com.nimbusds.jose.Payload;
import com.nimbusds.jose.util.Base64URL;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Claims of an ID token that was verified when it came, or that goes back to its provider unread. Nothing is verified here.
 *
 * @param audience sorted
 * @param expires {@code exp}; never, where there is none
 */
public record IdTokenClaims(String issuer, String subject, List<String> audience, Instant expires) {
    public IdTokenClaims {
        audience = List.copyOf(audience);
    }

    /** Empty for what is no signed token, for example an encrypted one. */
    public static Optional<IdTokenClaims> of(String idToken) {
        String[] parts = idToken.split("\\.", -1);
        Map<String, Object> claims = parts.length == 3 ? new Payload(new Base64URL(parts[1])).toJSONObject() : null;
        if (claims == null
                || !(claims.get("iss") instanceof String issuer)
                || !(claims.get("sub") instanceof String subject)) {
            return Optional.empty();
        }
        Instant expires =
                claims.get("exp") instanceof Number seconds ? Instant.ofEpochSecond(seconds.longValue()) : Instant.MAX;
        return Optional.of(new IdTokenClaims(issuer, subject, audience(claims.get("aud")), expires));
    }

    /** Whether both tell one client of one user of one provider (OpenID Connect Core 1.0, section 12.2). */
    public boolean isOfSameUser(IdTokenClaims other) {
        return issuer.equals(other.issuer) && subject.equals(other.subject) && audience.equals(other.audience);
    }

    private static List<String> audience(@Nullable Object value) {
        List<?> values = value instanceof List<?> list ? list : List.of(String.valueOf(value));
        return values.stream().map(String::valueOf).sorted().toList();
    }

    @Override
    public String toString() {
        return "[claims]";
    }
}
