package io.curfew.backchannel;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A verified logout token: the provider itself says that sessions are over. At least one of {@code subject} and {@code sid} is
 * there.
 *
 * @param issuer {@code iss}
 * @param subject {@code sub}
 * @param sid {@code sid}: the provider's session
 * @param jti the token's own identifier
 * @param issuedAt {@code iat}, by the provider's clock
 * @param acceptableUntil from then on the verifier refuses this token by its age alone, by our clock
 */
public record LogoutToken(
        String issuer,
        @Nullable String subject,
        @Nullable String sid,
        String jti,
        Instant issuedAt,
        Instant acceptableUntil) {
    @Override
    public String toString() {
        return "[logout token]";
    }
}
