package io.curfew.backchannel;

import io.curfew.backchannel.LogoutTokenVerifier.SigningKeys;
import io.curfew.config.BackChannelScope;
import io.curfew.config.Registration;
import io.curfew.provider.CompactToken;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One token under verification: what the steps so far have made of it. */
final class LogoutTokenCase {
    static final int LONGEST_TOKEN = 16 * 1024;
    private static final Set<String> TYPES = Set.of("", "jwt", "logout+jwt");

    private final List<Registration> registrations;
    private final SigningKeys keys;
    private final Instant now;
    private final String text;
    private @Nullable CompactToken token;
    private List<Registration> addressed = List.of();
    private List<Registration> chosen = List.of();
    private @Nullable PublicKey key;

    LogoutTokenCase(List<Registration> registrations, SigningKeys keys, Instant now, String text) {
        this.registrations = registrations;
        this.keys = keys;
        this.now = now;
        this.text = text;
    }

    /** Whether the steps before have left what this one looks at. */
    boolean isReadyFor(LogoutTokenStep step) {
        return switch (step) {
            case SIZE -> true;
            case ENCRYPTION, FORM -> text.length() <= LONGEST_TOKEN;
            case SIGNED, EXTENSIONS, TYPE, KEY_ID, ISSUER, AUDIENCE, SUBJECT, EVENTS, NONCE, IDENTIFIER ->
                token != null;
            case ALGORITHM, TIMES -> !addressed.isEmpty();
            case KEY -> !chosen.isEmpty();
            case SIGNATURE -> key != null;
        };
    }

    /** Makes a step that it is ready for: why the token is not accepted; empty when the step is passed. */
    Optional<LogoutTokenVerdict> check(LogoutTokenStep step) {
        return step == LogoutTokenStep.KEY ? findKey() : refusal(step).map(refusal -> refused(refusal, token));
    }

    private Optional<LogoutTokenRefusal> refusal(LogoutTokenStep step) {
        return switch (step) {
            case SIZE -> LogoutClaims.when(text.length() > LONGEST_TOKEN, LogoutTokenRefusal.TOO_LARGE);
            case ENCRYPTION ->
                LogoutClaims.when(CompactToken.isEncrypted(text), LogoutTokenRefusal.ENCRYPTED_NOT_SUPPORTED);
            case FORM -> parse();
            case SIGNED -> signed();
            case EXTENSIONS ->
                LogoutClaims.when(
                        header().containsKey("crit") || header().containsKey("b64"),
                        LogoutTokenRefusal.CRIT_NOT_UNDERSTOOD);
            case TYPE -> LogoutClaims.when(!isTypeAllowed(), LogoutTokenRefusal.TYP_WRONG);
            case KEY_ID ->
                LogoutClaims.when(
                        header().containsKey("kid") && !(header().get("kid") instanceof String),
                        LogoutTokenRefusal.MALFORMED);
            case ISSUER -> issuer();
            case AUDIENCE -> audience();
            case ALGORITHM -> algorithm();
            case KEY -> Optional.empty();
            case SIGNATURE ->
                LogoutClaims.when(
                        !parsed().isSigned(registration().provider().signingAlgorithm(), Objects.requireNonNull(key)),
                        LogoutTokenRefusal.SIGNATURE_INVALID);
            case TIMES -> claims().times(registration().provider(), now);
            case SUBJECT -> claims().whose();
            case EVENTS -> claims().event();
            case NONCE -> claims().nonce();
            case IDENTIFIER -> claims().identifier();
        };
    }

    private Optional<LogoutTokenRefusal> parse() {
        token = CompactToken.parse(text).orElse(null);
        return LogoutClaims.when(token == null, LogoutTokenRefusal.MALFORMED);
    }

    private Optional<LogoutTokenRefusal> signed() {
        Object algorithm = header().get("alg");
        if (algorithm instanceof String name && name.equalsIgnoreCase("none")) {
            return Optional.of(LogoutTokenRefusal.ALG_NONE);
        }
        return LogoutClaims.when(!(algorithm instanceof String), LogoutTokenRefusal.ALG_NOT_REGISTERED);
    }

    private boolean isTypeAllowed() {
        if (!header().containsKey("typ")) {
            return true;
        }
        if (!(header().get("typ") instanceof String type)) {
            return false;
        }
        String lower = type.toLowerCase(Locale.ROOT);
        return TYPES.contains(lower.startsWith("application/") ? lower.substring("application/".length()) : lower);
    }

    private Optional<LogoutTokenRefusal> issuer() {
        Object issuer = parsed().claims().get("iss");
        if (!(issuer instanceof String name) || name.isEmpty()) {
            return Optional.of(LogoutTokenRefusal.ISSUER_MISSING);
        }
        return LogoutClaims.when(
                registrations.stream()
                        .noneMatch(registration -> registration.issuer().equals(issuer)),
                LogoutTokenRefusal.UNKNOWN_ISSUER);
    }

    /** The registrations at the token's issuer whose client is in its audience. */
    private Optional<LogoutTokenRefusal> audience() {
        Object audience = parsed().claims().get("aud");
        List<?> clients = audience instanceof List<?> several
                ? several
                : Stream.ofNullable(audience).toList();
        addressed = registrations.stream()
                .filter(registration -> clients.stream().allMatch(String.class::isInstance))
                .filter(registration ->
                        registration.issuer().equals(parsed().claims().get("iss")))
                .filter(registration -> clients.contains(registration.clientId()))
                .toList();
        return LogoutClaims.when(addressed.isEmpty(), LogoutTokenRefusal.AUDIENCE_WRONG);
    }

    private Optional<LogoutTokenRefusal> algorithm() {
        chosen = addressed.stream()
                .filter(registration ->
                        registration.provider().signingAlgorithm().equals(header().get("alg")))
                .toList();
        return LogoutClaims.when(chosen.isEmpty(), LogoutTokenRefusal.ALG_NOT_REGISTERED);
    }

    private Optional<LogoutTokenVerdict> findKey() {
        SigningKeyVerdict verdict = keys.signingKey(registration(), (String) header().get("kid"));
        if (verdict instanceof SigningKeyVerdict.Unavailable unavailable) {
            return Optional.of(new LogoutTokenVerdict.KeysUnavailable(unavailable.reason()));
        }
        if (verdict instanceof SigningKeyVerdict.Unknown unknown && !unknown.isCertain()) {
            return Optional.of(new LogoutTokenVerdict.KeysUnavailable(
                    "it names a key that is not known, and the provider was asked for its keys a moment ago."));
        }
        if (!(verdict instanceof SigningKeyVerdict.Found found)) {
            return Optional.of(refused(LogoutTokenRefusal.KEY_UNKNOWN, token));
        }
        key = found.key();
        return Optional.empty();
    }

    /** The verdict when every step was passed. */
    LogoutTokenVerdict.Accepted accepted() {
        return new LogoutTokenVerdict.Accepted(
                claims().logoutToken(registration().provider()), widest());
    }

    /** One token may be for several clients of ours; it ends no less than each of them wants. */
    private BackChannelScope widest() {
        Set<BackChannelScope> scopes = chosen.stream()
                .map(registration -> registration.client().backChannelScope())
                .collect(Collectors.toSet());
        if (scopes.contains(BackChannelScope.SUBJECT)) {
            return BackChannelScope.SUBJECT;
        }
        return scopes.contains(BackChannelScope.AUTO) ? BackChannelScope.AUTO : BackChannelScope.SID;
    }

    private static LogoutTokenVerdict refused(LogoutTokenRefusal refusal, @Nullable CompactToken token) {
        return token == null
                ? new LogoutTokenVerdict.Refused(refusal)
                : new LogoutTokenVerdict.Refused(
                        refusal,
                        Objects.toString(token.claims().get("iss"), null),
                        Objects.toString(token.claims().get("jti"), null));
    }

    int length() {
        return text.length();
    }

    Instant now() {
        return now;
    }

    Map<String, Object> header() {
        return parsed().header();
    }

    LogoutClaims claims() {
        return new LogoutClaims(parsed().claims());
    }

    CompactToken parsed() {
        return Objects.requireNonNull(token, "a step before the token was read");
    }

    Registration registration() {
        return chosen.isEmpty() ? addressed.get(0) : chosen.get(0);
    }
}
