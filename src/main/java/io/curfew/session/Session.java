package io.curfew.session;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session as it is stored. Times are seconds since the epoch.
 *
 * @param issuer {@code iss} of the ID token
 * @param clientId the client the login was made for
 * @param subject {@code sub} of the ID token
 * @param sid {@code sid} of the ID token: the provider's session, not ours
 * @param began {@code iat} of the ID token, by the provider's clock
 * @param expires when it ends at the latest, by our clock
 * @param lastSeen the last request that was saved, by our clock; in milliseconds since the epoch
 * @param claims claims for headers and for showing
 * @param sealedTokens the tokens, sealed and bound to the session's key
 */
public record Session(
        String issuer,
        String clientId,
        String subject,
        @Nullable String sid,
        long began,
        long expires,
        long lastSeen,
        Map<String, String> claims,
        String sealedTokens) {
    public Session {
        claims = Map.copyOf(claims);
    }

    /** The same session, used later. */
    Session seenAt(long millis) {
        return new Session(issuer, clientId, subject, sid, began, expires, millis, claims, sealedTokens);
    }

    @Nullable
    ProviderSession providerSession() {
        return sid == null ? null : new ProviderSession(issuer, sid);
    }

    ProviderSubject providerSubject() {
        return new ProviderSubject(issuer, subject);
    }

    @Override
    public String toString() {
        return "[session]";
    }
}
