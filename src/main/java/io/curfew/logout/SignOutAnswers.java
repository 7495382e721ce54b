package io.curfew.logout;

import io.curfew.config.PublicUrl;
import io.curfew.page.Answer;
import io.curfew.page.Json;
import io.curfew.page.OriginGuard;
import io.curfew.page.Page;
import io.curfew.page.Problem;
import io.curfew.page.RequestKind;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/** The words of the sign-out: a page or a redirect for a person, JSON for a script. */
final class SignOutAnswers {
    private static final String LOGOUT_PATH = "/oidc/logout";

    private final SecureRandom random = new SecureRandom();
    private final String logoutPage;

    /**
     * Chromium holds every redirect after a form against {@code form-action}: the one from the provider back to us, from us to
     * {@code logout_redirect_uri}, and those of a provider to another one behind it, which nobody here can list.
     */
    private final List<String> leadsTo;

    SignOutAnswers(PublicUrl publicUrl) {
        this.logoutPage = publicUrl.contextPath() + LOGOUT_PATH;
        this.leadsTo = publicUrl.isHttps() ? List.of("'self'", "https:") : List.of("'self'", "https:", "http:");
    }

    /** @param local whether only the gateway is signed out of */
    Answer confirmation(SignOutArguments arguments, boolean local) {
        String here = "You will be signed out of all applications that you use through this gateway in this browser";
        String there = local
                ? ". You stay signed in at your identity provider."
                : ", and be taken to your identity provider to sign out there too.";
        return Answer.page(
                200,
                new Page(
                        "Do you want to sign out?",
                        List.of(here + there),
                        List.of(new Page.Action.PostLeadingAway(logoutPage + arguments.query(), "Sign out"))));
    }

    Answer signedOut(SignOutOutcome.SignedOut done, RequestKind kind) {
        Answer answer =
                switch (kind) {
                    case NAVIGATION -> leaving(done);
                    case CALL -> Answer.json(200, document(done));
                };
        return done.forgotten().isEmpty() ? answer : answer.with(ClearSiteData.header(done.forgotten()));
    }

    private Answer leaving(SignOutOutcome.SignedOut done) {
        EndSessionRequest request = done.request();
        if (request == null || !request.needsForm()) {
            return Answer.seeOther(done.next());
        }
        return Answer.page(
                200,
                new Page(
                        "Signing out",
                        List.of(
                                "Your session here has ended. You are being taken to your identity provider to sign out there"
                                        + " too."),
                        List.of(new Page.Action.SubmittedForm(
                                request.action(), request.fields(), "Continue", leadsTo, nonce()))));
    }

    private String document(SignOutOutcome.SignedOut done) {
        EndSessionRequest request = done.request();
        String document = "{\"signed_out\":true,\"sessions_ended\":" + done.sessionsEnded() + ",\""
                + (request == null ? "logged_out_url" : "end_session_url") + "\":"
                + Json.quote(done.next().toASCIIString());
        return request == null || !request.needsForm()
                ? document + "}"
                : document + ",\"end_session_form\":{\"action\":"
                        + Json.quote(request.action().toASCIIString()) + ",\"fields\":"
                        + request.fields().entrySet().stream()
                                .map(field -> Json.quote(field.getKey()) + ":" + Json.quote(field.getValue()))
                                .collect(Collectors.joining(",", "{", "}}}"));
    }

    private String nonce() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Base64.getEncoder().encodeToString(bits);
    }

    Answer notEnded(SignOutArguments arguments, RequestKind kind) {
        String again = logoutPage + arguments.query();
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
                                        List.of(new Page.Action.PostLeadingAway(again, "Try again"))));
                    case CALL ->
                        Answer.problem(new Problem(
                                503,
                                "The sign-out could not be completed.",
                                "The session store does not answer, so the session has not ended. Send a POST to "
                                        + again + " with the cookies of this answer in a moment."));
                };
        return answer.with(new Answer.Header("Retry-After", "5"));
    }

    Answer refused(OriginGuard.Reason reason, RequestKind kind) {
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

    private static String sentence(OriginGuard.Reason reason) {
        return switch (reason) {
            case PREFETCH -> "A page that is fetched in advance does not sign anybody out.";
            case FOREIGN_ORIGIN, CROSS_SITE ->
                "The request came from another site, and other sites cannot sign you out.";
            case UNPROVEN -> "Nothing shows that the request came from one of your applications.";
        };
    }
}
