package io.curfew.login;

import io.curfew.config.Settings;
import io.curfew.provider.HandshakeRelay;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.Logins;
import io.curfew.session.Sessions;
import java.security.SecureRandom;
import java.time.Clock;

/** Puts the login door together; what it opens with is the {@link GateModule}. */
public final class LoginDoor {
    private LoginDoor() {}

    /** The module to register with the container. */
    public static GateModule open(
            Settings settings, RouteTable table, Sessions sessions, Logins logins, HandshakeRelay relay, Clock clock) {
        String contextPath = settings.publicUrl().contextPath();
        Refusals refusals = new Refusals();
        Presentation presentation = new Presentation(settings.trustedIps());
        LoginEndpoint login = new LoginEndpoint(
                presentation,
                new LoginRoutes(settings.routes(), contextPath),
                relay,
                new PendingLogins(logins, new SecureRandom(), clock, settings.publicUrl()),
                new LoginCompletion(sessions, clock, new UserClaims(settings.routes())),
                refusals);
        Gate gate = new Gate(table, new BrowserSessions(sessions), presentation, contextPath);
        return new GateModule(gate, login, refusals, new OutageLog(clock));
    }
}
