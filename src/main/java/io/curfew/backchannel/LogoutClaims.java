package io.curfew.backchannel;

import io.curfew.config.ProviderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The claims of a logout token, which say nothing before its signature was verified. The numbers are those of section 2.6. */
final class LogoutClaims {
    static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";

    /** Without {@code exp} a token is as short-lived as section 2.4 recommends. */
    private static final Duration OLDEST_WITHOUT_EXP = Duration.ofMinutes(2);

    /** No {@code exp} makes a token live longer than this, so that what must be remembered of it is bounded too. */
    private static final Duration OLDEST = Duration.ofHours(1);

    private static final int LONGEST_IDENTIFIER = 1024;
    private static final double LAST_SECOND = 253_402_300_799.0; // the year 9999

    private final Map<String, Object> claims;

    LogoutClaims(Map<String, Object> claims) {
        this.claims = claims;
    }

    /** To be asked for only when nothing in them is refused. */
    LogoutToken logoutToken(ProviderSettings settings) {
        return new LogoutToken(
                (String) claims.getOrDefault("iss", ""),
                (String) claims.get("sub"),
                (String) claims.get("sid"),
                (String) claims.getOrDefault("jti", ""),
                time("iat").orElseThrow(),
                acceptableUntil(settings).orElseThrow());
    }

    static Optional<LogoutTokenRefusal> when(boolean wrong, LogoutTokenRefusal refusal) {
        return wrong ? Optional.of(refusal) : Optional.empty();
    }

    /** Of 4. */
    Optional<LogoutTokenRefusal> times(ProviderSettings settings, Instant now) {
        Optional<Instant> issued = time("iat");
        if (issued.isEmpty()) {
            return Optional.of(LogoutTokenRefusal.IAT_MISSING);
        }
        if (time("exp").isEmpty() && (settings.logoutTokenExpRequired() || claims.containsKey("exp"))) {
            return Optional.of(LogoutTokenRefusal.EXP_MISSING);
        }
        Instant latestStart = now.plus(settings.leeway());
        Instant earliestEnd = now.minus(settings.leeway());
        boolean startsLater = claims.containsKey("nbf")
                && time("nbf").map(start -> start.isAfter(latestStart)).orElse(true);
        boolean isExpired = time("exp").map(end -> !end.isAfter(earliestEnd)).orElse(false);
        boolean isOld = !acceptableUntil(settings).orElseThrow().isAfter(now);
        return Stream.of(
                        when(issued.get().isAfter(latestStart), LogoutTokenRefusal.IAT_FUTURE),
                        when(startsLater, LogoutTokenRefusal.NOT_YET_VALID),
                        when(isExpired, LogoutTokenRefusal.EXPIRED),
                        when(isOld, LogoutTokenRefusal.IAT_TOO_OLD))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Instant> acceptableUntil(ProviderSettings settings) {
        Optional<Instant> end = time("exp");
        Duration oldest = end.isPresent() ? OLDEST : OLDEST_WITHOUT_EXP;
        return time("iat")
                .map(issued -> issued.plus(oldest))
                .map(byAge -> end.filter(byAge::isAfter).orElse(byAge))
                .map(until -> until.plus(settings.leeway()));
    }

    /** 5. */
    Optional<LogoutTokenRefusal> whose() {
        return Stream.of(
                        when(isWrongIdentifier("sub"), LogoutTokenRefusal.SUB_WRONG),
                        when(isWrongIdentifier("sid"), LogoutTokenRefusal.SID_WRONG),
                        when(
                                !claims.containsKey("sub") && !claims.containsKey("sid"),
                                LogoutTokenRefusal.SUB_AND_SID_MISSING))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** 6. */
    Optional<LogoutTokenRefusal> event() {
        if (!claims.containsKey("events")) {
            return Optional.of(LogoutTokenRefusal.EVENTS_MISSING);
        }
        if (!(claims.get("events") instanceof Map<?, ?> events) || !events.containsKey(EVENT)) {
            return Optional.of(LogoutTokenRefusal.EVENTS_WRONG);
        }
        return when(!(events.get(EVENT) instanceof Map<?, ?>), LogoutTokenRefusal.EVENT_NOT_OBJECT);
    }

    /** 7. */
    Optional<LogoutTokenRefusal> nonce() {
        return when(claims.containsKey("nonce"), LogoutTokenRefusal.NONCE_PRESENT);
    }

    /** 8., as far as the token itself goes. */
    Optional<LogoutTokenRefusal> identifier() {
        return claims.containsKey("jti")
                ? when(isWrongIdentifier("jti"), LogoutTokenRefusal.JTI_WRONG)
                : Optional.of(LogoutTokenRefusal.JTI_MISSING);
    }

    private boolean isWrongIdentifier(String name) {
        if (!claims.containsKey(name)) {
            return false;
        }
        @Nullable Object value = claims.get(name);
        return !(value instanceof String text) || text.isEmpty() || text.length() > LONGEST_IDENTIFIER;
    }

    /** A NumericDate (RFC 7519, section 2); empty when the claim is missing or none. Fractions of a second are dropped. */
    Optional<Instant> time(String name) {
        return claims.get(name) instanceof Number number
                        && number.doubleValue() >= 0
                        && number.doubleValue() <= LAST_SECOND
                ? Optional.of(Instant.ofEpochSecond(number.longValue()))
                : Optional.empty();
    }
}
