package io.curfew.provider;

import io.curfew.config.Registration;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens that clients bring. What is cheap comes first: no key is looked up and no signature is computed for a token
 * that its own words rule out.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9068#section-4">RFC 9068, section 4</a>
 */
public final class BearerTokenVerifier {
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final String ACCESS_TOKEN = "at+jwt";

    /** Where the keys come from: {@link Providers#signingKey}. */
    @FunctionalInterface
    public interface SigningKeys {
        /** The key of the registration's provider with this {@code kid}; never throws. */
        SigningKeyVerdict signingKey(Registration registration, @Nullable String kid);
    }

    private final SigningKeys keys;
    private final Clock clock;

    public BearerTokenVerifier(SigningKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** Never throws; for whom the token is, the caller has to look. */
    public BearerTokenVerdict verify(Registration registration, String text) {
        if (text.length() > LONGEST_TOKEN) {
            return new BearerTokenVerdict.Refused(BearerTokenRefusal.TOO_LARGE);
        }
        if (CompactToken.isEncrypted(text)) {
            return new BearerTokenVerdict.Refused(BearerTokenRefusal.ENCRYPTED);
        }
        Optional<CompactToken> parsed = CompactToken.parse(text);
        if (parsed.isEmpty()) {
            return new BearerTokenVerdict.Refused(BearerTokenRefusal.MALFORMED);
        }
        CompactToken token = parsed.get();
        BearerClaims claims = new BearerClaims(token.claims());
        Instant now = clock.instant();
        boolean isTyped = ACCESS_TOKEN.equals(type(token.header()));
        return header(registration, token.header())
                .or(() -> claims.refusal(registration, isTyped, now))
                .<BearerTokenVerdict>map(BearerTokenVerdict.Refused::new)
                .orElseGet(() -> signed(registration, token, claims));
    }

    private static Optional<BearerTokenRefusal> header(Registration registration, Map<String, Object> header) {
        if (!registration.provider().signingAlgorithm().equals(header.get("alg"))) {
            return Optional.of(BearerTokenRefusal.ALG_NOT_REGISTERED);
        }
        if (header.containsKey("crit") || header.containsKey("b64")) {
            return Optional.of(BearerTokenRefusal.CRIT_NOT_UNDERSTOOD);
        }
        if (header.containsKey("kid") && !(header.get("kid") instanceof String)) {
            return Optional.of(BearerTokenRefusal.MALFORMED);
        }
        String type = type(header);
        return type.equals(ACCESS_TOKEN) || type.equals("jwt")
                ? Optional.empty()
                : Optional.of(BearerTokenRefusal.TYP_WRONG);
    }

    /** In lower case and without the prefix that may be left out (RFC 7515, section 4.1.9); none is the usual one. */
    private static String type(Map<String, Object> header) {
        if (!header.containsKey("typ")) {
            return "jwt";
        }
        String lower = header.get("typ") instanceof String text ? text.toLowerCase(Locale.ROOT) : "";
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private BearerTokenVerdict signed(Registration registration, CompactToken token, BearerClaims claims) {
        SigningKeyVerdict key =
                keys.signingKey(registration, (String) token.header().get("kid"));
        if (key instanceof SigningKeyVerdict.Unavailable unavailable) {
            return new BearerTokenVerdict.KeysUnavailable(unavailable.reason());
        }
        if (key instanceof SigningKeyVerdict.Unknown unknown && !unknown.isCertain()) {
            return new BearerTokenVerdict.KeysUnavailable(
                    "A token names a key that is not known, and the provider was asked for its keys a moment ago.");
        }
        if (!(key instanceof SigningKeyVerdict.Found found)) {
            return new BearerTokenVerdict.Refused(BearerTokenRefusal.KEY_UNKNOWN);
        }
        return token.isSigned(registration.provider().signingAlgorithm(), found.key())
                ? new BearerTokenVerdict.Accepted(claims.token())
                : new BearerTokenVerdict.Refused(BearerTokenRefusal.SIGNATURE_INVALID);
    }
}
