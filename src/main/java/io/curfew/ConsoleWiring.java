package io.curfew;

import io.curfew.config.Settings;
import io.curfew.console.MySessions;
import io.curfew.console.MySessionsResource;
import io.curfew.console.PageSession;
import io.curfew.console.SessionEndpoint;
import io.curfew.console.SessionEventsServlet;
import io.curfew.console.SessionResource;
import io.curfew.console.WatchScriptServlet;
import io.curfew.console.Watchers;
import io.curfew.login.GateModule;
import io.curfew.login.SignedInEndpoint;
import io.curfew.logout.SessionTokenRevocation;
import io.curfew.proxy.ClientConnectionContext;
import io.curfew.session.BrowserSessions;
import io.curfew.session.Sessions;
import io.curfew.session.WatchedSessions;
import jakarta.servlet.Servlet;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** The console door: users, their pages and operators look at sessions. */
final class ConsoleWiring implements AutoCloseable {
    private final Watchers watchers;
    private final SessionEndpoint pages;
    private final Set<Object> resources;

    ConsoleWiring(Halls halls, SessionTokenRevocation revocation) {
        Settings settings = halls.settings();
        Sessions sessions = halls.sessions();
        Clock clock = halls.clock();
        WatchedSessions watched = new WatchedSessions(halls.store().caches(), sessions);
        watchers = Watchers.start(watched, settings.maxSessionWatchers(), clock, halls.random());
        pages = new SessionEndpoint(
                new PageSession(halls.routes(), watched), GateModule.presenting(settings.trustedIps()));
        SignedInEndpoint signedIn =
                new SignedInEndpoint(new BrowserSessions(sessions), settings.trustedIps(), settings.routes());
        MySessions mySessions = new MySessions(
                sessions, settings.publicUrl(), settings.routes(), revocation::revokeUnused, halls.seal(), clock);
        resources = Set.of(new SessionResource(pages, clock), new MySessionsResource(mySessions, signedIn::sessions));
    }

    Watchers watchers() {
        return watchers;
    }

    Map<String, Servlet> servlets() {
        return Map.of(
                CurfewApplication.PATH + SessionEventsServlet.PATH,
                new SessionEventsServlet(pages, watchers, ClientConnectionContext::watch),
                CurfewApplication.PATH + WatchScriptServlet.PATH,
                new WatchScriptServlet());
    }

    Set<Object> resources() {
        return resources;
    }

    @Override
    public void close() {
        watchers.close();
    }
}
