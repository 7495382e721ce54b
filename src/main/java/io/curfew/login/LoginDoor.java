package io.curfew.login;

import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.BearerTokenVerdict;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.TokenRefresh.Held;
import io.curfew.provider.TokenRefresh.RefreshOutcome;
import io.curfew.provider.UserInfo;
import io.curfew.routing.RouteTable;
import io.curfew.session.BearerLogouts;
import io.curfew.session.BrowserSessions;
import io.curfew.session.Logins;
import io.curfew.session.Sessions;
import io.curfew.session.TokenRenewals;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;

/** Puts the login door together; what it opens with is the {@link GateModule}. */
public final class LoginDoor {
    private LoginDoor() {}

    /**
     * Looks after the tokens of sessions.
     *
     * @param refresher {@link io.curfew.provider.TokenRefresh#refresh}
     * @param discarded is told tokens that no session took
     */
    public static TokenKeeping keeping(
            Settings settings,
            Sessions sessions,
            TokenRenewals renewals,
            BiFunction<Registration, Held, RefreshOutcome> refresher,
            BiConsumer<Route, Tokens> discarded,
            Clock clock) {
        UserClaims userClaims = new UserClaims(settings.routes(), settings.admin());
        TokenRenewal renewal = new TokenRenewal(sessions, renewals, refresher, userClaims, clock);
        return new TokenKeeping(new TokenPolicies(settings.routes(), clock), sessions, renewal, discarded, clock);
    }

    /**
     * The module to register with the container.
     *
     * @param bearerTokens {@link io.curfew.provider.BearerTokenVerifier#verify}
     */
    public static GateModule open(
            Settings settings,
            RouteTable table,
            Sessions sessions,
            Logins logins,
            HandshakeRelay relay,
            AccessTokens accessTokens,
            UserInfo.Endpoints userInfo,
            TokenKeeping keeping,
            BiFunction<Registration, String, BearerTokenVerdict> bearerTokens,
            BearerLogouts bearerLogouts,
            Clock clock) {
        String contextPath = settings.publicUrl().contextPath();
        Refusals refusals = new Refusals();
        UserClaims claims = new UserClaims(settings.routes(), settings.admin());
        Presentation presentation = new Presentation(settings.trustedIps());
        LoginEndpoint login = new LoginEndpoint(
                presentation,
                new LoginRoutes(settings.routes(), contextPath, settings.admin()),
                relay,
                new PendingLogins(logins, new SecureRandom(), clock, settings.publicUrl()),
                new UserFacts(claims, accessTokens, userInfo),
                new LoginCompletion(sessions, clock, claims, new TokenPolicies(settings.routes(), clock)),
                refusals);
        BearerGate bearers =
                new BearerGate(new BearerTokens(settings.routes(), bearerTokens, bearerLogouts, clock)::of);
        Gate gate = new Gate(table, new BrowserSessions(sessions), presentation, bearers, keeping::keep, contextPath);
        return new GateModule(
                gate, login, refusals, new OutageLog(clock), new OutageLog(clock, "Access tokens cannot be checked"));
    }
}
