package io.curfew.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import io.curfew.config.Registration;
import io.curfew.provider.TokenRefresh.Held;
import java.text.ParseException;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Whether the ID token that came with a refresh is one for the login that is refreshed: signed as registered, of the same issuer,
 * for the same client and the same user.
 *
 * @see <a href="https://openid.net/specs/openid-connect-core-1_0.html#RefreshTokenResponse">OpenID Connect Core 1.0, section
 *     12.2</a>
 */
public final class RefreshedIdToken {
    private static final int LONGEST_TOKEN = 64 * 1024;

    /** What is to be done with it. */
    sealed interface Verdict {
        /** It takes the place of the one that is held. */
        record Verified(Map<String, Object> claims) implements Verdict {}

        /** There is none: the one that is held stays. */
        record Missing() implements Verdict {}

        /**
         * It cannot be taken now, for a fault of the moment that would meet all users at once, as a clock that is off or a key that
         * is not known yet: the one that is held stays.
         */
        record Unproven(String reason) implements Verdict {}

        /** It is not for this login; nor is what came with it. */
        record Wrong(String reason) implements Verdict {}
    }

    private final Providers providers;
    private final Clock clock;

    public RefreshedIdToken(Providers providers, Clock clock) {
        this.providers = providers;
        this.clock = clock;
    }

    /** @param answered the member {@code id_token} of the answer, or null */
    Verdict verify(Registration registration, Held held, @Nullable Object answered) {
        if (answered == null) {
            return new Verdict.Missing();
        }
        if (!(answered instanceof String text) || text.length() > LONGEST_TOKEN) {
            return unproven("is no text of at most " + LONGEST_TOKEN + " characters");
        }
        try {
            JWSObject token = JWSObject.parse(text);
            Map<String, Object> claims = token.getPayload().toJSONObject();
            return claims == null ? unproven("has no claims") : verify(registration, held, token, claims);
        } catch (ParseException | IllegalArgumentException e) {
            return unproven("is no signed JWT");
        }
    }

    private Verdict verify(Registration registration, Held held, JWSObject token, Map<String, Object> claims) {
        Optional<String> foreign = foreign(registration, held, claims);
        if (foreign.isPresent()) {
            return wrong(foreign.get());
        }
        return header(registration, token.getHeader())
                .or(() -> time(registration, claims))
                .map(RefreshedIdToken::unproven)
                .orElseGet(() -> signed(registration, token, claims));
    }

    private static Verdict wrong(String what) {
        return new Verdict.Wrong("The new ID token " + what + ".");
    }

    private static Verdict unproven(String what) {
        return new Verdict.Unproven("The new ID token " + what + ".");
    }

    private static Optional<String> header(Registration registration, JWSHeader header) {
        JOSEObjectType type = header.getType();
        return Stream.of(
                        when(
                                !header.getAlgorithm()
                                        .getName()
                                        .equals(registration.provider().signingAlgorithm()),
                                "is not signed with id_token_signed_response_alg"),
                        when(
                                header.getCriticalParams() != null || !header.isBase64URLEncodePayload(),
                                "demands an extension"),
                        when(type != null && !type.equals(JOSEObjectType.JWT), "is another kind of token"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What the claims must have in common with those of the login; {@code auth_time} may be that of a later proof. */
    private static Optional<String> foreign(Registration registration, Held held, Map<String, Object> claims) {
        Map<String, Object> before = claimsOf(held.idToken());
        return Stream.of(
                        when(!registration.issuer().equals(claims.get("iss")), "is of another issuer"),
                        when(!held.subject().equals(claims.get("sub")), "is about another user"),
                        when(!audience(claims).contains(registration.clientId()), "is for another client"),
                        when(!Objects.equals(before.get("azp"), claims.get("azp")), "has another azp"),
                        when(
                                claims.containsKey("nonce")
                                        && !Objects.equals(before.get("nonce"), claims.get("nonce")),
                                "has another nonce"),
                        when(
                                held.sid() != null
                                        && claims.containsKey("sid")
                                        && !Objects.equals(held.sid(), claims.get("sid")),
                                "is of another session"))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> time(Registration registration, Map<String, Object> claims) {
        long now = clock.instant().getEpochSecond();
        long leeway = registration.provider().leeway().toSeconds();
        if (!(claims.get("iat") instanceof Number issued) || issued.longValue() > now + leeway) {
            return Optional.of("has no iat, or one in the future");
        }
        return when(
                !(claims.get("exp") instanceof Number end) || end.longValue() <= now - leeway,
                "has no exp, or one in the past");
    }

    private static Optional<String> when(boolean wrong, String what) {
        return wrong ? Optional.of(what) : Optional.empty();
    }

    private static List<?> audience(Map<String, Object> claims) {
        Object audience = claims.get("aud");
        return audience instanceof List<?> several
                ? several
                : Stream.ofNullable(audience).toList();
    }

    private static Map<String, Object> claimsOf(String idToken) {
        try {
            Map<String, Object> claims = JWSObject.parse(idToken).getPayload().toJSONObject();
            return claims == null ? Map.of() : claims;
        } catch (ParseException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    private Verdict signed(Registration registration, JWSObject token, Map<String, Object> claims) {
        SigningKeyVerdict key =
                providers.signingKey(registration, token.getHeader().getKeyID());
        // a key that is not known may be one that was not looked for just now
        if (!(key instanceof SigningKeyVerdict.Found found)) {
            return unproven("is signed by a key that is not known now");
        }
        if (!JwsSignature.isGood(
                registration.provider().signingAlgorithm(),
                found.key(),
                token.getSigningInput(),
                token.getSignature())) {
            return wrong("has a wrong signature");
        }
        return new Verdict.Verified(Collections.unmodifiableMap(new HashMap<>(claims)));
    }
}
