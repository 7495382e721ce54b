package io.curfew.login;

import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import io.curfew.config.TrustedIps;
import io.curfew.session.BrowserSessions;
import io.curfew.session.LiveSession;
import io.curfew.session.Presented;
import io.curfew.session.SessionKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The servlet edge at which pages of the gateway itself learn who a browser is, by the rules of the gate. Asking is no use of a session. */
public final class SignedInEndpoint {
    private record Rules(Route.SessionSpace space, SessionSettings session) {}

    private final BrowserSessions sessions;
    private final Presentation presentation;
    private final List<Route> routes;

    /** Creates it. */
    public SignedInEndpoint(BrowserSessions sessions, TrustedIps trusted, List<Route> routes) {
        this.sessions = sessions;
        this.presentation = new Presentation(trusted);
        // routes that share both find the same
        Map<Rules, Route> distinct = new LinkedHashMap<>();
        routes.stream()
                .filter(route -> route.access().credentials().session())
                .forEach(route -> distinct.putIfAbsent(new Rules(route.sessionSpace(), route.session()), route));
        this.routes = List.copyOf(distinct.values());
    }

    /**
     * The live sessions that the request's cookies name and that any route would take now, each once.
     *
     * @throws io.curfew.session.StoreUnavailableException when that cannot be said
     */
    public List<LiveSession> sessions(HttpServletRequest request) {
        GateRequestContext asked = new GateRequestContext(request);
        Set<SessionKey> seen = new HashSet<>();
        List<LiveSession> found = new ArrayList<>();
        for (Route route : routes) {
            Presented presented = presentation.of(asked, route);
            sessions.look(route, presented).filter(live -> seen.add(live.key())).ifPresent(found::add);
        }
        return found;
    }
}
