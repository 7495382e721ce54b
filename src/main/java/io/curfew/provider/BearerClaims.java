package io.curfew.provider;

import io.curfew.config.Registration;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The claims of what may be an access token, looked at before anything is proven: that is what costs. */
final class BearerClaims {
    /** What only an ID token has (OpenID Connect Core 1.0, sections 2 and 3.3.2.11). */
    private static final Set<String> OF_ID_TOKENS = Set.of("nonce", "at_hash", "c_hash", "s_hash");

    /** What an access token has and no ID token (RFC 9068, sections 2.2 and 2.2.3; some providers write {@code scp}). */
    private static final Set<String> OF_ACCESS_TOKENS = Set.of("scope", "scp", "client_id");

    /** What the claim {@code typ} of an access token says: Keycloak's; it has ID, Refresh, Offline and Logout too. */
    private static final Set<String> KINDS = Set.of("bearer", "at+jwt");

    private static final int LONGEST_IDENTIFIER = 1024;
    private static final double LAST_SECOND = 253_402_300_799.0; // the year 9999

    private final Map<String, Object> claims;

    BearerClaims(Map<String, Object> claims) {
        this.claims = claims;
    }

    /**
     * The first reason against it.
     *
     * @param isTyped whether the header says {@code at+jwt}
     */
    Optional<BearerTokenRefusal> refusal(Registration registration, boolean isTyped, Instant now) {
        return Stream.<Supplier<Optional<BearerTokenRefusal>>>of(
                        () -> when(!registration.issuer().equals(claims.get("iss")), BearerTokenRefusal.ISSUER_WRONG),
                        () -> when(!isAccessToken(isTyped), BearerTokenRefusal.NO_ACCESS_TOKEN),
                        // RFC 9449 and RFC 8705: without proof of the key it is a stolen one
                        () -> when(claims.containsKey("cnf"), BearerTokenRefusal.BOUND),
                        () -> times(registration.provider().leeway(), now),
                        () -> when(
                                !isIdentifier("sub") || (claims.containsKey("sid") && !isIdentifier("sid")),
                                BearerTokenRefusal.SUBJECT_WRONG))
                .map(Supplier::get)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** To be asked for only when there is no refusal. */
    BearerToken token() {
        return new BearerToken(
                (String) claims.getOrDefault("iss", ""),
                (String) claims.getOrDefault("sub", ""),
                (String) claims.get("sid"),
                time("iat").orElseThrow(),
                time("exp").orElseThrow(),
                claims);
    }

    private static Optional<BearerTokenRefusal> when(boolean wrong, BearerTokenRefusal refusal) {
        return wrong ? Optional.of(refusal) : Optional.empty();
    }

    /**
     * Whether it is one, and no ID token, refresh token, logout token or other event of the same issuer with the same keys. One that does not say
     * what it is must have what no ID token has.
     */
    private boolean isAccessToken(boolean isTyped) {
        if (claims.containsKey("events")
                || !saysNothingElse("typ", KINDS)
                || !saysNothingElse("token_use", Set.of("access"))) {
            return false;
        }
        if (isTyped || claims.containsKey("typ") || claims.containsKey("token_use")) {
            return true;
        }
        return OF_ID_TOKENS.stream().noneMatch(claims::containsKey)
                && OF_ACCESS_TOKENS.stream().anyMatch(claims::containsKey);
    }

    private boolean saysNothingElse(String claim, Set<String> words) {
        return !claims.containsKey(claim)
                || (claims.get(claim) instanceof String word && words.contains(word.toLowerCase(Locale.ROOT)));
    }

    private Optional<BearerTokenRefusal> times(Duration leeway, Instant now) {
        Optional<Instant> issued = time("iat");
        Optional<Instant> expires = time("exp");
        if (issued.isEmpty() || expires.isEmpty()) {
            return Optional.of(BearerTokenRefusal.TIMES_MISSING);
        }
        Instant latestStart = now.plus(leeway);
        boolean startsLater = claims.containsKey("nbf")
                && time("nbf").map(start -> start.isAfter(latestStart)).orElse(true);
        return Stream.of(
                        when(issued.get().isAfter(latestStart), BearerTokenRefusal.ISSUED_LATER),
                        when(startsLater, BearerTokenRefusal.NOT_YET_VALID),
                        when(!expires.get().isAfter(now.minus(leeway)), BearerTokenRefusal.EXPIRED))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private boolean isIdentifier(String name) {
        return claims.get(name) instanceof String text && !text.isEmpty() && text.length() <= LONGEST_IDENTIFIER;
    }

    /** A NumericDate (RFC 7519, section 2); empty when the claim is missing or none. Fractions of a second are dropped. */
    private Optional<Instant> time(String name) {
        return claims.get(name) instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }
}
