package io.curfew.login;

import io.curfew.config.PublicUrl;
import io.curfew.config.RefusalSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionSettings;
import io.curfew.page.Answer;
import io.curfew.page.Page;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import io.curfew.page.SetCookie;
import io.curfew.routing.RouteMatch;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Answers that end a request at the gate: a page for a person, a problem document for a program. */
final class Refusals {
    private static final Answer.Header RETRY_AFTER = new Answer.Header("Retry-After", "5");
    private static final String SIGN_OUT = Gate.OWN_PREFIX + "/logout";
    private static final Answer.Header CLOSE = new Answer.Header("Connection", "close");

    /** The URL at which a login of the target starts. */
    static String loginUrl(PublicUrl publicUrl, ReturnTarget target) {
        return publicUrl.resolve(Gate.OWN_PREFIX + "/login?return_to="
                + URLEncoder.encode(target.pathAndQuery(), StandardCharsets.UTF_8));
    }

    /** 401 with the place where a login starts, for a caller that cannot follow a redirect to the provider. */
    Answer unauthorized(RouteMatch match, ReturnTarget target) {
        String message = Objects.requireNonNullElse(
                match.route().access().refusals().unauthorized().message(),
                "Sign in first: open the login_uri of WWW-Authenticate in a browser.");
        Answer answer = unauthorized(new Problem(401, "No session", message), match.publicUrl(), target);
        return match.route().access().credentials().bearer() ? answer.with(BearerRefusals.CHALLENGE) : answer;
    }

    private static Answer unauthorized(Problem problem, PublicUrl publicUrl, ReturnTarget target) {
        return Answer.problem(problem)
                .with(new Answer.Header(
                        "WWW-Authenticate",
                        "OpenIDConnect realm=\"curfew\", login_uri=\"" + loginUrl(publicUrl, target) + "\""));
    }

    /** 403 for a program, and a page or another place for a person, who is signed in and still may not pass. */
    Answer forbidden(GateVerdict.Forbidden forbidden, RequestKind kind) {
        RefusalSettings.Refusal settings =
                forbidden.match().route().access().refusals().forbidden();
        PublicUrl publicUrl = forbidden.match().publicUrl();
        if (kind != RequestKind.NAVIGATION) {
            String own = "The session does not have what " + forbidden.parameter() + " of this route says.";
            return Answer.problem(new Problem(403, "Forbidden", Objects.requireNonNullElse(settings.message(), own)));
        }
        URI elsewhere = settings.uri();
        return elsewhere == null
                ? Answer.page(403, LoginPages.forbidden(settings.message(), publicUrl.resolve(SIGN_OUT)))
                : sentTo(elsewhere, publicUrl);
    }

    /** The page of a login that its user or the provider ended, or where the route sends such a browser. */
    Answer loginRefused(Route route, PublicUrl publicUrl, Page page) {
        RefusalSettings.Refusal settings = route.access().refusals().unauthorized();
        URI elsewhere = settings.uri();
        String message = settings.message();
        if (elsewhere != null) {
            return sentTo(elsewhere, publicUrl);
        }
        return Answer.page(403, message == null ? page : new Page(page.title(), List.of(message), page.actions()));
    }

    /** The same for one that failed for another reason. */
    Answer loginFailed(Route route, PublicUrl publicUrl, Page page) {
        URI elsewhere = route.access().refusals().unexpectedUri();
        return elsewhere == null ? Answer.page(503, page) : sentTo(elsewhere, publicUrl);
    }

    /** To a place of the configuration: a URL, or a path below the context root. */
    static Answer sentTo(URI place, PublicUrl publicUrl) {
        return Answer.seeOther(location(place, publicUrl));
    }

    static String location(URI place, PublicUrl publicUrl) {
        String text = place.toASCIIString();
        return place.isAbsolute() ? text : publicUrl.resolve(text);
    }

    /** A person reads it once; a program may ask again, so that the page is still told. */
    Answer evicted(RouteMatch match, ReturnTarget target, RequestKind kind) {
        SessionSettings session = match.route().session();
        if (kind != RequestKind.NAVIGATION) {
            Problem problem = new Problem(
                    401,
                    "The session was ended by a newer one",
                    "Its user signed in elsewhere and may have "
                            + session.rules().limit().most() + " at a time."
                            + " To sign in here again, open the login_uri of WWW-Authenticate in a browser.",
                    "session_evicted");
            return unauthorized(problem, match.publicUrl(), target);
        }
        Answer answer = Answer.page(
                403, LoginPages.evicted(session.rules().limit().most(), loginUrl(match.publicUrl(), target)));
        for (SetCookie cleared : SessionCookies.cleared(session)) {
            answer = answer.with(cleared);
        }
        return answer;
    }

    Answer refused(GateVerdict.Refused refused, RequestKind kind) {
        return Answer.problem(new Problem(refused.status(), refused.title(), refused.detail()), kind);
    }

    /** What cannot be read in one way only; after it nothing more is read from an HTTP/1 connection. HTTP/2 has no such field. */
    Answer ambiguous(RequestFraming.Fault fault, String protocol) {
        Answer answer = Answer.problem(new Problem(fault.status(), "The request is ambiguous", fault.sentence()));
        return protocol.startsWith("HTTP/2") ? answer : answer.with(CLOSE);
    }

    /** 405: a login is started and finished by navigating. */
    Answer methodNotAllowed(RequestKind kind) {
        return Answer.problem(new Problem(405, "Not like this", "A login is a GET."), kind)
                .with(new Answer.Header("Allow", "GET, HEAD"));
    }

    /** 400: the client broke its request off. */
    Answer unreadableBody() {
        return Answer.problem(new Problem(400, "The body cannot be read", "The form body of the request broke off."));
    }

    /** 503: without the store nobody knows who is signed in, so nobody passes. */
    Answer storeUnavailable(RequestKind kind) {
        Problem problem = new Problem(
                503, "Not available right now", "The session store does not answer. Try again in a few seconds.");
        return Answer.problem(problem, kind).with(RETRY_AFTER);
    }

    /** 503: without the keys of its issuer nobody knows whether a token counts, so it does not. */
    Answer keysUnavailable(RequestKind kind) {
        Problem problem = new Problem(
                503,
                "Not available right now",
                "The access token cannot be checked at the moment. Try again in a few seconds.");
        return Answer.problem(problem, kind).with(RETRY_AFTER);
    }
}
