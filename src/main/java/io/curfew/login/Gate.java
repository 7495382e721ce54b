package io.curfew.login;

import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.page.RequestKind;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.BrowserSessions;
import io.curfew.session.LiveSession;
import io.curfew.session.Presented;
import io.curfew.session.Recognised;
import io.curfew.session.StoreUnavailableException;
import java.util.Optional;
import java.util.function.BiFunction;

/** The gate: one verdict for every request, from its path, its session cookie or access token, and what kind of caller it shows to be. */
final class Gate {
    /** The paths of the gateway itself; they win over every route. */
    static final String OWN_PREFIX = "/oidc";

    /** No route at the host takes the request. */
    static final GateVerdict.Refused NOTHING_HERE = new GateVerdict.Refused(
            404, "Nothing is here", "No application is configured for this host, path and method.");

    private final RouteTable routes;
    private final BrowserSessions sessions;
    private final Presentation presentation;
    private final BiFunction<Route, LiveSession, Optional<LiveSession>> tokenKeeping;
    private final BearerGate bearers;
    private final LoginTrail trail;
    private final String contextPath;

    /** One that leaves tokens as they are, and tells nobody. */
    Gate(
            RouteTable routes,
            BrowserSessions sessions,
            Presentation presentation,
            BearerGate bearers,
            String contextPath) {
        this(routes, sessions, presentation, bearers, (route, live) -> Optional.of(live), LoginTrail.NONE, contextPath);
    }

    /** @param tokenKeeping {@link TokenKeeping#keep} */
    Gate(
            RouteTable routes,
            BrowserSessions sessions,
            Presentation presentation,
            BearerGate bearers,
            BiFunction<Route, LiveSession, Optional<LiveSession>> tokenKeeping,
            LoginTrail trail,
            String contextPath) {
        this.routes = routes;
        this.sessions = sessions;
        this.presentation = presentation;
        this.bearers = bearers;
        this.tokenKeeping = tokenKeeping;
        this.trail = trail;
        this.contextPath = contextPath;
    }

    /**
     * Decides.
     *
     * @throws StoreUnavailableException when nobody knows whether the session lives
     */
    GateVerdict decide(GateRequest request) {
        PathVerdict verdict = RequestPath.of(request.rawPath(), contextPath);
        if (verdict instanceof PathVerdict.Refused refused) {
            return new GateVerdict.Refused(
                    400, "The path cannot be used", refused.reason().sentence());
        }
        HostRoutes here = routes.at(request.host());
        RequestPath path = ((PathVerdict.Normal) verdict).path();
        if (path.value().equals(OWN_PREFIX) || path.value().startsWith(OWN_PREFIX + "/")) {
            return new GateVerdict.OwnPath(path.value().substring(OWN_PREFIX.length()), here);
        }
        Optional<RouteMatch> match = here.match(path, request.method(), request::signsOut);
        if (match.isEmpty()) {
            return NOTHING_HERE;
        }
        return decide(request, match.get());
    }

    /** Where a request comes from, as trusted proxies tell it. */
    String client(GateRequest request) {
        return presentation.client(request);
    }

    private GateVerdict decide(GateRequest request, RouteMatch match) {
        Route route = match.route();
        if (request.signsOut(match)) {
            return new GateVerdict.SignOut(match);
        }
        if (!route.requests().runOnPreflight() && request.isPreflight()) {
            return new GateVerdict.ForwardPreflight(match);
        }
        return bearers.decide(request, match).orElseGet(() -> decideBySession(request, match));
    }

    private GateVerdict decideBySession(GateRequest request, RouteMatch match) {
        Route route = match.route();
        boolean anonymous = match.isAnonymous();
        Presented presented = presentation.of(request, route);
        Optional<Recognised> live = liveSession(presented, route, anonymous);
        DemandCheck.Verdict meets = live.isPresent()
                ? DemandCheck.of(
                        route.access().demands(), live.get().session().session().claims())
                : DemandCheck.UNDECIDED;
        if (live.isPresent() && meets instanceof DemandCheck.Verdict.Met) {
            return forward(match, live.get());
        }
        if (anonymous) {
            return new GateVerdict.ForwardAnonymously(match, false);
        }
        if (live.isPresent()
                && refuse(live.get(), request, route, meets) instanceof DemandCheck.Verdict.NotMet notMet) {
            return new GateVerdict.Forbidden(match, notMet.parameter());
        }
        ReturnTarget target = ReturnTarget.ofRequest(contextPath + match.path().value(), request.rawQuery())
                .orElseGet(() -> ReturnTarget.home(contextPath, match.routePath()));
        if (sessions.wasEvicted(route, presented)) {
            return new GateVerdict.Evicted(match, target);
        }
        return request.kind() == RequestKind.NAVIGATION
                ? new GateVerdict.StartLogin(match, target)
                : new GateVerdict.Unauthorized(match, target);
    }

    /** Ends the session that may not pass, where the route says so. */
    private DemandCheck.Verdict refuse(Recognised live, GateRequest request, Route route, DemandCheck.Verdict meets) {
        RefusalSettings refusals = route.access().refusals();
        RefusalSettings.Refusal refusal =
                meets instanceof DemandCheck.Verdict.NotMet ? refusals.forbidden() : refusals.unauthorized();
        if (refusal.endsSession() && sessions.end(live.session())) {
            trail.mayNotPass(route, live.session(), presentation.client(request));
        }
        return meets;
    }

    private static GateVerdict forward(RouteMatch match, Recognised live) {
        return new GateVerdict.Forward(
                match,
                live.session(),
                SessionCookies.of(match.route().session(), live.nextId(), live.nextRemembered()));
    }

    /** The session of the request, used by it; where none is needed, an unknown one is none. */
    private Optional<Recognised> liveSession(Presented presented, Route route, boolean anonymous) {
        try {
            return sessions.use(route, presented)
                    .flatMap(live -> tokenKeeping.apply(route, live.session()).map(live::with));
        } catch (StoreUnavailableException e) {
            if (anonymous) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
