package io.curfew.login;

import io.curfew.config.Demands;
import io.curfew.config.Demands.Demand;
import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.provider.BearerToken;
import io.curfew.provider.BearerTokenRefusal;
import io.curfew.provider.BearerTokenVerdict;
import io.curfew.session.BearerCaller;
import io.curfew.session.BearerLogouts;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decides whether an access token opens a route: verified, for this route, with what it demands, and not logged out since. */
final class BearerTokens {
    /** What a scope may hold (RFC 6749, section 3.3), between spaces. */
    private static final Pattern SCOPES = Pattern.compile("[ !#-\\[\\]-~]+");

    /** What is said of a token. */
    sealed interface Verdict {
        /** It opens the route to this caller. */
        record Opens(BearerCaller caller) implements Verdict {}

        record Refused(BearerRefusal refusal) implements Verdict {}

        /** Nobody knows, as the keys of its issuer cannot be had; {@code reason} is safe to log. */
        record Unknown(String reason) implements Verdict {}
    }

    private final BiFunction<Registration, String, BearerTokenVerdict> verifier;
    private final BearerLogouts logouts;
    private final UserClaims userClaims;
    private final KnownBearers known;

    /**
     * @param routes all of the configuration
     * @param verifier {@link io.curfew.provider.BearerTokenVerifier#verify}
     */
    BearerTokens(
            List<Route> routes,
            BiFunction<Registration, String, BearerTokenVerdict> verifier,
            BearerLogouts logouts,
            Clock clock) {
        this.verifier = verifier;
        this.logouts = logouts;
        this.userClaims = new UserClaims(routes);
        this.known = new KnownBearers(clock);
    }

    /**
     * Decides.
     *
     * @throws io.curfew.session.StoreUnavailableException when nobody knows whether it was logged out
     */
    Verdict of(Route route, String token) {
        Optional<BearerCaller> before = known.find(route, token);
        Verdict verdict = before.<Verdict>map(Verdict.Opens::new).orElseGet(() -> verified(route, token));
        // each time: a token that was good a moment ago may be logged out by now
        if (verdict instanceof Verdict.Opens opens && logouts.isLoggedOut(opens.caller())) {
            return refused(BearerTokenRefusal.LOGGED_OUT);
        }
        if (before.isEmpty() && verdict instanceof Verdict.Opens opens) {
            known.remember(route, opens.caller());
        }
        return verdict;
    }

    private Verdict verified(Route route, String text) {
        BearerTokenVerdict verdict = verifier.apply(route.registration(), text);
        if (verdict instanceof BearerTokenVerdict.KeysUnavailable unavailable) {
            return new Verdict.Unknown(unavailable.reason());
        }
        if (verdict instanceof BearerTokenVerdict.Accepted accepted) {
            return meeting(route, accepted.token(), text);
        }
        return refused(((BearerTokenVerdict.Refused) verdict).refusal());
    }

    private Verdict meeting(Route route, BearerToken token, String text) {
        boolean logoutCheck = route.access().credentials().bearerLogoutCheck();
        Duration life = Duration.between(token.issued(), token.expires());
        if (logoutCheck && life.compareTo(logouts.longestLife()) > 0) {
            return refused(BearerTokenRefusal.LIVES_TOO_LONG);
        }
        Demands demands = route.access().demands();
        DemandCheck check = new DemandCheck(KnownClaims.of(token.claims()));
        // the reader sees to it that some audience is demanded; without, the token is for nobody
        if (demands.required().stream().filter(BearerTokens::isAudience).noneMatch(check::isMet)) {
            return refused(BearerTokenRefusal.AUDIENCE_WRONG);
        }
        Map<String, String> claims = userClaims.of(token.claims(), route.sessionSpace());
        DemandCheck.Verdict meets = DemandCheck.of(demands, claims);
        if (!(meets instanceof DemandCheck.Verdict.Met)) {
            return new Verdict.Refused(lacking(demands, meets));
        }
        return new Verdict.Opens(new BearerCaller(
                route.name(),
                token.issuer(),
                token.subject(),
                token.sid(),
                token.issued(),
                token.expires(),
                route.registration().provider().leeway(),
                logoutCheck,
                claims,
                text));
    }

    private static boolean isAudience(Demand demand) {
        return demand.parameter().equals(DemandCheck.AUDIENCE);
    }

    private static Verdict refused(BearerTokenRefusal refusal) {
        return new Verdict.Refused(BearerRefusal.invalid(refusal));
    }

    private static BearerRefusal lacking(Demands demands, DemandCheck.Verdict meets) {
        String parameter = meets instanceof DemandCheck.Verdict.NotMet notMet ? notMet.parameter() : "the demands";
        return new BearerRefusal(
                403,
                "insufficient_scope",
                "The token does not have what " + parameter + " of this route says.",
                parameter.equals("scopes_required") ? scope(demands) : null,
                null);
    }

    /** The scopes of the first alternative, if a challenge can say them. */
    private static @Nullable String scope(Demands demands) {
        return demands.required().stream()
                .filter(demand -> demand.parameter().equals("scopes_required"))
                .map(demand ->
                        String.join(" ", demand.anyOf().get(0).stream().sorted().toList()))
                .filter(scope -> SCOPES.matcher(scope).matches())
                .findFirst()
                .orElse(null);
    }
}
