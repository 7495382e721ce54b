package io.curfew;

import io.curfew.config.Settings;
import io.curfew.console.MySessions;
import io.curfew.console.MySessionsResource;
import io.curfew.console.OperatorEndpoint;
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
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The console door: users, their pages and operators look at sessions. */
final class ConsoleWiring implements AutoCloseable {
    private final Watchers watchers;
    private final SessionEndpoint pages;
    private final Set<Object> resources;
    private final AdminWiring admin;

    /** @param operators resources of other rooms, for operators */
    ConsoleWiring(
            Halls halls,
            LoginWiring login,
            SessionTokenRevocation revocation,
            Function<OperatorEndpoint, Set<Object>> operators) {
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
                sessions,
                settings.publicUrl(),
                settings.routes(),
                revocation::revokeUnused,
                halls.audit().trail()::tell,
                halls.seal(),
                clock);
        resources = Set.of(new SessionResource(pages, clock), new MySessionsResource(mySessions, signedIn::sessions));
        admin = new AdminWiring(halls, login, revocation, signedIn::sessions, operators);
    }

    Watchers watchers() {
        return watchers;
    }

    Map<String, Servlet> servlets() {
        Map<String, Servlet> servlets = new HashMap<>(admin.servlets());
        servlets.put(
                CurfewApplication.PATH + SessionEventsServlet.PATH,
                new SessionEventsServlet(pages, watchers, ClientConnectionContext::watch));
        servlets.put(CurfewApplication.PATH + WatchScriptServlet.PATH, new WatchScriptServlet());
        return servlets;
    }

    Set<Object> resources() {
        return Stream.of(resources, admin.resources()).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void close() {
        try (admin;
                watchers) {
            // closed in reverse order
        }
    }
}
