package io.curfew.backchannel;

import io.curfew.config.BackChannelScope;
import io.curfew.config.Registration;
import io.curfew.provider.CompactToken;
import io.curfew.provider.SigningKeyVerdict;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Verifies logout tokens. What is cheap comes first: no key is looked up and no signature is computed for a token that names
 * another algorithm, issuer, audience or type.
 *
 * @see <a href="https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation">OpenID Connect Back-Channel Logout 1.0
 *     incorporating errata set 1, section 2.6</a>
 */
public final class LogoutTokenVerifier {
    private static final int LONGEST_TOKEN = 16 * 1024;
    private static final Set<String> TYPES = Set.of("", "jwt", "logout+jwt");

    /** Where the keys come from: {@code Providers::signingKey}. */
    @FunctionalInterface
    public interface SigningKeys {
        /** The key of the registration's provider with this {@code kid}; never throws. */
        SigningKeyVerdict signingKey(Registration registration, @Nullable String kid);
    }

    private final List<Registration> registrations;
    private final SigningKeys keys;
    private final Clock clock;

    /** @param registrations all of the configuration: {@code iss} and {@code aud} choose among them */
    public LogoutTokenVerifier(List<Registration> registrations, SigningKeys keys, Clock clock) {
        this.registrations = List.copyOf(registrations);
        this.keys = keys;
        this.clock = clock;
    }

    /** Step by step as section 2.6; the numbers are its. */
    public LogoutTokenVerdict verify(String text) {
        if (text.length() > LONGEST_TOKEN) {
            return new LogoutTokenVerdict.Refused(LogoutTokenRefusal.TOO_LARGE);
        }
        // 1. encryption is never negotiated by this gateway
        if (CompactToken.isEncrypted(text)) {
            return new LogoutTokenVerdict.Refused(LogoutTokenRefusal.ENCRYPTED_NOT_SUPPORTED);
        }
        Optional<CompactToken> parsed = CompactToken.parse(text);
        if (parsed.isEmpty()) {
            return new LogoutTokenVerdict.Refused(LogoutTokenRefusal.MALFORMED);
        }
        CompactToken token = parsed.get();
        Optional<LogoutTokenRefusal> refusal = envelope(token);
        if (refusal.isPresent()) {
            return refused(refusal.get(), token);
        }
        // 3. the registered algorithm and no other; 4. iss and aud, which also choose the registration
        List<Registration> addressed = addressed(token);
        List<Registration> chosen = addressed.stream()
                .filter(registration -> registration
                        .provider()
                        .signingAlgorithm()
                        .equals(token.header().get("alg")))
                .toList();
        if (chosen.isEmpty()) {
            return refused(
                    addressed.isEmpty() ? LogoutTokenRefusal.AUDIENCE_WRONG : LogoutTokenRefusal.ALG_NOT_REGISTERED,
                    token);
        }
        return verify(token, chosen.get(0), widest(chosen));
    }

    /** One token may be for several clients of ours; it ends no less than each of them wants. */
    private static BackChannelScope widest(List<Registration> registrations) {
        Set<BackChannelScope> scopes = registrations.stream()
                .map(registration -> registration.client().backChannelScope())
                .collect(Collectors.toSet());
        if (scopes.contains(BackChannelScope.SUBJECT)) {
            return BackChannelScope.SUBJECT;
        }
        return scopes.contains(BackChannelScope.AUTO) ? BackChannelScope.AUTO : BackChannelScope.SID;
    }

    private LogoutTokenVerdict verify(CompactToken token, Registration registration, BackChannelScope scope) {
        // 2. the signature, by a key of the provider
        SigningKeyVerdict key =
                keys.signingKey(registration, (String) token.header().get("kid"));
        if (key instanceof SigningKeyVerdict.Unavailable unavailable) {
            return new LogoutTokenVerdict.KeysUnavailable(unavailable.reason());
        }
        if (key instanceof SigningKeyVerdict.Unknown unknown && !unknown.isCertain()) {
            return new LogoutTokenVerdict.KeysUnavailable(
                    "it names a key that is not known, and the provider was asked for its keys a moment ago.");
        }
        if (!(key instanceof SigningKeyVerdict.Found found)) {
            return refused(LogoutTokenRefusal.KEY_UNKNOWN, token);
        }
        if (!token.isSigned(registration.provider().signingAlgorithm(), found.key())) {
            return refused(LogoutTokenRefusal.SIGNATURE_INVALID, token);
        }
        // 4. to 8.: what the provider really said
        LogoutClaims claims = new LogoutClaims(token.claims());
        return claims.refusal(registration.provider(), clock.instant())
                .map(refusal -> refused(refusal, token))
                .orElseGet(() -> new LogoutTokenVerdict.Accepted(claims.logoutToken(registration.provider()), scope));
    }

    /** What can be seen without knowing who signed. */
    private Optional<LogoutTokenRefusal> envelope(CompactToken token) {
        Map<String, Object> header = token.header();
        Object algorithm = header.get("alg");
        Object issuer = token.claims().get("iss");
        return Stream.of(
                        LogoutClaims.when(
                                algorithm instanceof String name && name.equalsIgnoreCase("none"),
                                LogoutTokenRefusal.ALG_NONE),
                        LogoutClaims.when(!(algorithm instanceof String), LogoutTokenRefusal.ALG_NOT_REGISTERED),
                        LogoutClaims.when(
                                header.containsKey("crit") || header.containsKey("b64"),
                                LogoutTokenRefusal.CRIT_NOT_UNDERSTOOD),
                        LogoutClaims.when(!isTypeAllowed(header), LogoutTokenRefusal.TYP_WRONG),
                        LogoutClaims.when(
                                header.containsKey("kid") && !(header.get("kid") instanceof String),
                                LogoutTokenRefusal.MALFORMED),
                        LogoutClaims.when(
                                !(issuer instanceof String text) || text.isEmpty(), LogoutTokenRefusal.ISSUER_MISSING),
                        LogoutClaims.when(
                                registrations.stream()
                                        .noneMatch(registration ->
                                                registration.issuer().equals(issuer)),
                                LogoutTokenRefusal.UNKNOWN_ISSUER))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Explicit typing (section 2.4): another kind of JWT of the same provider must not pass for a logout token. */
    private static boolean isTypeAllowed(Map<String, Object> header) {
        if (!header.containsKey("typ")) {
            return true;
        }
        if (!(header.get("typ") instanceof String type)) {
            return false;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(lower.startsWith("application/") ? lower.substring("application/".length()) : lower);
    }

    /** The registrations at the token's issuer whose client is in its audience. */
    private List<Registration> addressed(CompactToken token) {
        Object audience = token.claims().get("aud");
        List<?> clients = audience instanceof List<?> several
                ? several
                : Stream.ofNullable(audience).toList();
        if (!clients.stream().allMatch(String.class::isInstance)) {
            return List.of();
        }
        return registrations.stream()
                .filter(registration ->
                        registration.issuer().equals(token.claims().get("iss")))
                .filter(registration -> clients.contains(registration.clientId()))
                .toList();
    }

    private static LogoutTokenVerdict refused(LogoutTokenRefusal refusal, CompactToken token) {
        return new LogoutTokenVerdict.Refused(
                refusal,
                Objects.toString(token.claims().get("iss"), null),
                Objects.toString(token.claims().get("jti"), null));
    }
}
