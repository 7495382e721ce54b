package io.curfew.login;

import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.page.RequestKind;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.PathVerdict;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import io.curfew.session.LiveSession;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import java.util.Optional;
import java.util.function.BiFunction;

/** The gate: one verdict for every request, from its path, its session cookie and what kind of caller it shows to be. */
final class Gate {
    /** The paths of the gateway itself; they win over every route. */
    static final String OWN_PREFIX = "/oidc";

    /** No route at the host takes the request. */
    static final GateVerdict.Refused NOTHING_HERE = new GateVerdict.Refused(
            404, "Nothing is here", "No application is configured for this host, path and method.");

    private final RouteTable routes;
    private final Sessions sessions;
    private final BiFunction<Route, LiveSession, Optional<LiveSession>> tokenKeeping;
    private final String contextPath;

    /** One that leaves tokens as they are. */
    Gate(RouteTable routes, Sessions sessions, String contextPath) {
        this(routes, sessions, (route, live) -> Optional.of(live), contextPath);
    }

    /** @param tokenKeeping {@link TokenKeeping#keep} */
    Gate(
            RouteTable routes,
            Sessions sessions,
            BiFunction<Route, LiveSession, Optional<LiveSession>> tokenKeeping,
            String contextPath) {
        this.routes = routes;
        this.sessions = sessions;
        this.tokenKeeping = tokenKeeping;
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

    private GateVerdict decide(GateRequest request, RouteMatch match) {
        Route route = match.route();
        if (request.signsOut(match)) {
            return new GateVerdict.SignOut(match);
        }
        if (!route.requests().runOnPreflight() && request.isPreflight()) {
            return new GateVerdict.ForwardPreflight(match);
        }
        boolean anonymous = match.isAnonymous();
        Optional<LiveSession> live = liveSession(request, route, anonymous);
        DemandCheck.Verdict meets = live.isPresent()
                ? DemandCheck.of(route.access().demands(), live.get().session().claims())
                : DemandCheck.UNDECIDED;
        if (live.isPresent() && meets instanceof DemandCheck.Verdict.Met) {
            return new GateVerdict.Forward(match, live.get());
        }
        if (anonymous) {
            return new GateVerdict.ForwardAnonymously(match);
        }
        if (live.isPresent() && refuse(live.get(), route, meets) instanceof DemandCheck.Verdict.NotMet notMet) {
            return new GateVerdict.Forbidden(match, notMet.parameter());
        }
        ReturnTarget target = ReturnTarget.ofRequest(contextPath + match.path().value(), request.rawQuery())
                .orElseGet(() -> ReturnTarget.home(contextPath, match.routePath()));
        return request.kind() == RequestKind.NAVIGATION
                ? new GateVerdict.StartLogin(match, target)
                : new GateVerdict.Unauthorized(match, target);
    }

    /** Ends the session that may not pass, where the route says so. */
    private DemandCheck.Verdict refuse(LiveSession live, Route route, DemandCheck.Verdict meets) {
        RefusalSettings refusals = route.access().refusals();
        RefusalSettings.Refusal refusal =
                meets instanceof DemandCheck.Verdict.NotMet ? refusals.forbidden() : refusals.unauthorized();
        if (refusal.endsSession()) {
            sessions.endAlone(live.key(), any -> {});
        }
        return meets;
    }

    /** The session of the request, used by it; where none is needed, an unknown one is none. */
    private Optional<LiveSession> liveSession(GateRequest request, Route route, boolean anonymous) {
        try {
            return request.cookie(route.session().cookieName())
                    .flatMap(value -> sessions.find(
                            value, route.sessionSpace(), route.session().idlingTimeout()))
                    .filter(live -> sessions.touch(live, route.session().idlingTimeout()))
                    .flatMap(live -> tokenKeeping.apply(route, live));
        } catch (StoreUnavailableException e) {
            if (anonymous) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
