package io.curfew.login;

import io.curfew.page.SetCookie;
import io.curfew.routing.HostRoutes;
import io.curfew.routing.RouteMatch;
import io.curfew.session.BearerCaller;
import io.curfew.session.LiveSession;
import java.util.List;

/** What the gate says to one request. */
sealed interface GateVerdict {
    /**
     * A live session on a route: forward it.
     *
     * @param cookies what the browser gets with the answer
     */
    record Forward(RouteMatch match, LiveSession session, List<SetCookie> cookies) implements GateVerdict {}

    /** An access token that opens the route: forward it. */
    record ForwardBearer(RouteMatch match, BearerCaller caller) implements GateVerdict {}

    /** An access token that does not open the route, or none where only tokens do. */
    record BearerRefused(RouteMatch match, BearerRefusal refusal) implements GateVerdict {}

    /** An access token of which nobody knows whether it counts; {@code reason} is safe to log. */
    record KeysUnavailable(String reason) implements GateVerdict {}

    /** Nobody, and nobody is needed: forward it without saying who it is, and without an access token that does not count. */
    record ForwardAnonymously(RouteMatch match, boolean hasBadToken) implements GateVerdict {}

    /** A CORS preflight, which needs no session here: forward it without saying who it is, and without credentials. */
    record ForwardPreflight(RouteMatch match) implements GateVerdict {}

    /** A sign-out on a route; whether there is a session is the next door's question. */
    record SignOut(RouteMatch match) implements GateVerdict {}

    /** No session, and a person is looking: start a login and come back to the target. */
    record StartLogin(RouteMatch match, ReturnTarget target) implements GateVerdict {}

    /** No session, and a program is asking. */
    record Unauthorized(RouteMatch match, ReturnTarget target) implements GateVerdict {}

    /** A session that lacks what the route demands by this parameter. */
    record Forbidden(RouteMatch match, String parameter) implements GateVerdict {}

    /** The session of the request was ended to make room for another of the same user. */
    record Evicted(RouteMatch match, ReturnTarget target) implements GateVerdict {}

    /** A path of the gateway itself, without the reserved prefix: {@code /callback}; and what else is at the host. */
    record OwnPath(String path, HostRoutes here) implements GateVerdict {}

    /** Neither a route nor ours, or a path that cannot be decided on. */
    record Refused(int status, String title, String detail) implements GateVerdict {}
}
