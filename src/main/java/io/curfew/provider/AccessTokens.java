package io.curfew.provider;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import java.text.ParseException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads access tokens that are JWTs of their provider. To OAuth they are closed boxes, so one that is none is no fault. */
public final class AccessTokens {
    private final Providers providers;

    public AccessTokens(Providers providers) {
        this.providers = providers;
    }

    /**
     * What an access token says.
     *
     * @throws ProviderUnavailableException when the provider's keys cannot be had
     */
    public AccessTokenVerdict read(Registration registration, String token) {
        Optional<JWSObject> parsed = parse(token);
        Map<String, Object> claims = parsed.map(AccessTokens::claims).orElse(null);
        if (parsed.isEmpty() || claims == null) {
            return new AccessTokenVerdict.Closed();
        }
        return isVerified(registration, parsed.get()) && registration.issuer().equals(claims.get("iss"))
                ? new AccessTokenVerdict.Verified(claims)
                : new AccessTokenVerdict.Unverified(claims);
    }

    private boolean isVerified(Registration registration, JWSObject token) {
        JWSHeader header = token.getHeader();
        String algorithm = registration.provider().signingAlgorithm();
        if (!header.getAlgorithm().getName().equals(algorithm) || header.getCriticalParams() != null) {
            return false;
        }
        SigningKeyVerdict key = providers.signingKey(registration, header.getKeyID());
        if (key instanceof SigningKeyVerdict.Unavailable unavailable) {
            throw new ProviderUnavailableException(unavailable.reason());
        }
        return key instanceof SigningKeyVerdict.Found found
                && JwsSignature.isGood(algorithm, found.key(), token.getSigningInput(), token.getSignature());
    }

    private static Optional<JWSObject> parse(String token) {
        try {
            return Optional.of(JWSObject.parse(token));
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Map<String, Object> claims(JWSObject token) {
        return token.getPayload().toJSONObject();
    }

    /** {@code scope} of an answer of the token endpoint (RFC 6749, section 5.1), or null. */
    static @Nullable String scope(ProviderAnswer answer) {
        try {
            Object scope = answer.status() == 200
                    ? JSONObjectUtils.parse(answer.body()).get("scope")
                    : null;
            return scope instanceof String text ? text : null;
        } catch (ParseException e) {
            // the handshake itself says what is wrong with the answer
            return null;
        }
    }
}
