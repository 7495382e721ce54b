package io.curfew.login;

import io.curfew.config.ProviderSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import io.curfew.session.LiveSession;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.LoginTerms;
import io.curfew.session.Presented;
import io.curfew.session.Sessions;
import io.curfew.session.SessionsToEnd;
import io.curfew.session.UserSessions;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Turns what the mechanism verified into a session of ours. */
final class LoginCompletion {
    /** How long an ID token may have been on its way. */
    private static final Duration LONGEST_EXCHANGE = Duration.ofMinutes(2);

    private static final System.Logger LOG = System.getLogger(LoginCompletion.class.getName());

    private final Sessions sessions;
    private final SessionsToEnd toEnd;
    private final Clock clock;
    private final UserClaims userClaims;
    private final TokenPolicies tokenPolicies;
    private final LoginTrail trail;
    private final UserSessions userSessions;

    /** One for sessions whose tokens nobody looks after, and that tells nobody. */
    LoginCompletion(Sessions sessions, Clock clock, UserClaims userClaims) {
        this(sessions, clock, userClaims, new TokenPolicies(List.of(), clock), LoginTrail.NONE);
    }

    LoginCompletion(
            Sessions sessions, Clock clock, UserClaims userClaims, TokenPolicies tokenPolicies, LoginTrail trail) {
        this.sessions = sessions;
        this.toEnd = new SessionsToEnd(sessions);
        this.clock = clock;
        this.userClaims = userClaims;
        this.tokenPolicies = tokenPolicies;
        this.trail = trail;
        this.userSessions = new UserSessions(sessions);
    }

    /**
     * Begins the session, and ends the one that the browser had before; empty when the ID token is not one that we asked for.
     *
     * @param started when the browser was sent to log in, by our clock
     * @param presented by what the browser names the session it had: anything
     */
    Optional<LoginOutcome> complete(Route route, VerifiedLogin verified, Instant started, Presented presented) {
        Map<String, Object> claims = verified.claims();
        Optional<String> subject = text(claims, "sub");
        Optional<Instant> began = instant(claims, "iat");
        Optional<String> fault = fault(route, verified, began).or(() -> tooLongAgo(route, claims, started));
        if (fault.isPresent() || subject.isEmpty() || began.isEmpty()) {
            LOG.log(Level.WARNING, "A login was not accepted: {0} route={1}", fault.orElse("no sub."), route.name());
            return Optional.empty();
        }
        SessionSettings session = route.session();
        Optional<LiveSession> previous = toEnd.find(route, presented);
        Login login = new Login(
                route.sessionSpace(),
                subject.get(),
                text(claims, "sid").orElse(null),
                began.get(),
                started,
                userClaims.of(verified.known(), route.sessionSpace()),
                verified.tokens(),
                tokenPolicies.atLogin(
                        route.sessionSpace(), verified.tokens().refreshToken() != null, verified.expiresIn()),
                session.absoluteTimeout(),
                new LoginTerms(
                        presented.bound(),
                        session.rules().remember(),
                        session.rules().limit(),
                        session.idlingTimeout(),
                        session.rules().rollingTimeout(),
                        previous.map(LiveSession::key).orElse(null)));
        LoginOutcome outcome = sessions.begin(login.from(presented.place()));
        if (outcome instanceof LoginOutcome.Begun begun) {
            previous.ifPresent(replaced -> replace(route, begun, replaced, presented));
            trail.signedIn(route, begun.session(), presented.place().address());
        }
        return Optional.of(outcome);
    }

    private void replace(Route route, LoginOutcome.Begun begun, LiveSession replaced, Presented presented) {
        boolean wasOfUse = userSessions.isOfUse(replaced, route.session());
        if (toEnd.replaceBy(begun.session(), replaced)) {
            trail.replaced(route, replaced, wasOfUse, presented.place().address());
        }
    }

    /** What the mechanism leaves open: the issuer, the registered algorithm, and a clock by which logout tokens will count. */
    private Optional<String> fault(Route route, VerifiedLogin verified, Optional<Instant> began) {
        ProviderSettings expected = route.registration().provider();
        if (!text(verified.claims(), "iss")
                .orElse("")
                .equals(route.registration().issuer())) {
            return Optional.of("the ID token is of another issuer.");
        }
        if (!verified.algorithm().equals(expected.signingAlgorithm())) {
            return Optional.of("the ID token is not signed with id_token_signed_response_alg.");
        }
        Instant now = clock.instant();
        if (began.isEmpty()
                || began.get().isAfter(now.plus(expected.leeway()))
                || began.get().isBefore(now.minus(expected.leeway()).minus(LONGEST_EXCHANGE))) {
            return Optional.of("the clocks of provider and gateway are further apart than leeway allows,"
                    + " so logout tokens would be refused.");
        }
        return Optional.empty();
    }

    /** Whether the provider sent on somebody whom it should have asked again (OpenID Connect Core 1.0, section 3.1.2.1). */
    private static Optional<String> tooLongAgo(Route route, Map<String, Object> claims, Instant started) {
        Duration maxAge = route.access().login().maxAge();
        if (maxAge == null) {
            return Optional.empty();
        }
        Instant earliest = started.minus(maxAge)
                .minus(route.registration().provider().leeway())
                .truncatedTo(ChronoUnit.SECONDS);
        boolean recent = instant(claims, "auth_time")
                .filter(authenticated -> !authenticated.isBefore(earliest))
                .isPresent();
        return recent
                ? Optional.empty()
                : Optional.of("auth_time of the ID token is missing, or longer ago than max_age allows.");
    }

    private static Optional<String> text(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof String text && !text.isEmpty() ? Optional.of(text) : Optional.empty();
    }

    private static Optional<Instant> instant(Map<String, Object> claims, String name) {
        return claims.get(name) instanceof Number seconds
                ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
                : Optional.empty();
    }
}
