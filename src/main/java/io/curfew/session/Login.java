package io.curfew.session;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a finished handshake tells the session hall.
 *
 * @param issuer {@code iss} of the ID token
 * @param clientId the client the login was made for
 * @param subject {@code sub} of the ID token
 * @param sid {@code sid} of the ID token: the provider's session, not ours
 * @param began {@code iat} of the ID token: the provider's clock, as in a logout token
 * @param claims claims for headers and for showing, as text
 * @param tokens to be sealed
 * @param absoluteTimeout how long the session may live at most
 */
public record Login(
        String issuer,
        String clientId,
        String subject,
        @Nullable String sid,
        Instant began,
        Map<String, String> claims,
        Tokens tokens,
        Duration absoluteTimeout) {
    public Login {
        claims = Map.copyOf(claims);
    }

    @Override
    public String toString() {
        return "[login]";
    }
}
