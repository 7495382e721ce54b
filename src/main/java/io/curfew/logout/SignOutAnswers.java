package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Json;
import io.curfew.page.Page;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import java.util.List;

/** The words of the sign-out: a page or a redirect for a person, JSON for a script. */
final class SignOutAnswers {
    private static final String LOGOUT_PATH = "/oidc/logout";

    private final String logoutPage;

    SignOutAnswers(PublicUrl publicUrl) {
        this.logoutPage = publicUrl.contextPath() + LOGOUT_PATH;
    }

    Answer confirmation() {
        return Answer.page(
                200,
                new Page(
                        "Do you want to sign out?",
                        List.of("You will be signed out of all applications that you use through this gateway in this"
                                + " browser, and be taken to your identity provider to sign out there too."),
                        List.of(new Page.Action.PostLeadingAway(logoutPage, "Sign out"))));
    }

    Answer signedOut(SignOutOutcome.SignedOut done, RequestKind kind) {
        return switch (kind) {
            case NAVIGATION -> Answer.seeOther(done.next());
            case CALL ->
                Answer.json(
                        200,
                        "{\"signed_out\":true,\"sessions_ended\":" + done.sessionsEnded() + ",\""
                                + (done.atProvider() ? "end_session_url" : "logged_out_url") + "\":"
                                + Json.quote(done.next().toASCIIString()) + "}");
        };
    }

    Answer notEnded(RequestKind kind) {
        Answer answer =
                switch (kind) {
                    case NAVIGATION ->
                        Answer.page(
                                503,
                                new Page(
                                        "You are not signed out yet",
                                        List.of(
                                                "Your session could not be ended just now, because the gateway cannot reach"
                                                        + " its session store. Nobody can use it while this lasts, and this"
                                                        + " browser has forgotten it.",
                                                "Please try again in a moment, so that it is really over."),
                                        List.of(new Page.Action.PostLeadingAway(logoutPage, "Try again"))));
                    case CALL ->
                        Answer.problem(new Problem(
                                503,
                                "The sign-out could not be completed.",
                                "The session store does not answer, so the session has not ended. Send a POST to "
                                        + logoutPage + " with the cookies of this answer in a moment."));
                };
        return answer.with(new Answer.Header("Retry-After", "5"));
    }

    Answer refused(SignOutGuard.Reason reason, RequestKind kind) {
        String sentence = sentence(reason);
        return switch (kind) {
            case NAVIGATION ->
                Answer.page(
                        403,
                        new Page(
                                "You have not been signed out",
                                List.of(sentence, "If you want to sign out, you can do it here."),
                                List.of(new Page.Action.Link(logoutPage, "Go to sign-out"))));
            case CALL ->
                Answer.problem(new Problem(
                        403,
                        "This request does not sign anybody out.",
                        sentence + " To sign out, open " + logoutPage
                                + " or send a POST from a page of the gateway's own" + " origin."));
        };
    }

    private static String sentence(SignOutGuard.Reason reason) {
        return switch (reason) {
            case PREFETCH -> "A page that is fetched in advance does not sign anybody out.";
            case FOREIGN_ORIGIN, CROSS_SITE ->
                "The request came from another site, and other sites cannot sign you out.";
            case UNPROVEN -> "Nothing shows that the request came from one of your applications.";
        };
    }
}
