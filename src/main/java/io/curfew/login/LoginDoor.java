package io.curfew.login;

import io.curfew.config.Settings;
import io.curfew.provider.AccessTokens;
import io.curfew.provider.HandshakeRelay;
import io.curfew.provider.UserInfo;
import io.curfew.routing.RouteTable;
import io.curfew.session.Logins;
import io.curfew.session.Sessions;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts the login door together; what it opens with is the {@link GateModule}. */
public final class LoginDoor {
    private LoginDoor() {}

    /** The module to register with the container. */
    public static GateModule open(
            Settings settings,
            RouteTable table,
            Sessions sessions,
            Logins logins,
            HandshakeRelay relay,
            AccessTokens accessTokens,
            UserInfo.Endpoints userInfo,
            Clock clock) {
        String contextPath = settings.publicUrl().contextPath();
        Refusals refusals = new Refusals();
        UserClaims claims = new UserClaims(settings.routes());
        LoginEndpoint login = new LoginEndpoint(
                settings.publicUrl().isHttps(),
                new LoginRoutes(settings.routes(), contextPath),
                relay,
                new PendingLogins(logins, new SecureRandom(), clock, settings.publicUrl()),
                new UserFacts(claims, accessTokens, userInfo),
                new LoginCompletion(sessions, clock, claims),
                refusals);
        return new GateModule(new Gate(table, sessions, contextPath), login, refusals, new OutageLog(clock));
    }
}
