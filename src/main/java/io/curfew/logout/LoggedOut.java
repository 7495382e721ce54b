package io.curfew.logout;

import io.curfew.audit.AuditTrail;
import io.curfew.config.PublicUrl;
import io.curfew.config.SiteData;
import io.curfew.logout.LogoutState.ProviderPart;
import io.curfew.page.Answer;
import io.curfew.page.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the browser ends after a sign-out ({@code post_logout_redirect_uri}). With the {@code state} of a sign-out of this very
 * browser it says what happened or goes where the configuration wants; without, it says nothing that it does not know and goes
 * nowhere.
 */
public final class LoggedOut {
    private final LogoutStates states;
    private final String logoutPage;

    /** Creates it. */
    public LoggedOut(LogoutStates states, PublicUrl publicUrl) {
        this.states = states;
        this.logoutPage = publicUrl.contextPath() + "/oidc/logout";
    }

    Answer answer(@Nullable String state, List<BrowserCookie> cookies) {
        Answer answer = state == null
                ? unknown()
                : states.open(state, cookies).map(this::known).orElseGet(this::unknown);
        return answer.with(states.clearedCookie());
    }

    private Answer known(LogoutState state) {
        String receipt = state.receipt();
        Answer answer = receipt == null ? told(state) : told(state).with(new Answer.Header(AuditTrail.HEADER, receipt));
        return state.clearCookies() ? answer.with(ClearSiteData.header(List.of(SiteData.COOKIES))) : answer;
    }

    private Answer told(LogoutState state) {
        URI redirect = state.redirectUri();
        // Whoever may still be signed in at the provider has to read that before going anywhere.
        if (redirect != null && state.provider() != ProviderPart.UNREACHABLE) {
            return Answer.seeOther(redirect);
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(
                switch (state.sessionsEnded()) {
                    case 0 -> "You had no open session here any more.";
                    case 1 -> "Your session here has ended.";
                    default -> "Your " + state.sessionsEnded() + " sessions here have ended.";
                });
        sentences.add(
                switch (state.provider()) {
                    case ASKED -> "You were sent to your identity provider to sign out there too.";
                    case NOT_OFFERED -> "Your identity provider offers no sign-out: you may still be signed in there.";
                    case UNREACHABLE ->
                        "Your identity provider could not be reached: you may still be signed in there.";
                    case NOT_ASKED ->
                        "You are still signed in at your identity provider, so the next page you open here may sign you in"
                                + " again without asking.";
                });
        switch (state.revocation()) {
            case REVOKED -> sentences.add("The access that was granted with your sign-in has been revoked.");
            case FAILED ->
                sentences.add(
                        "The access that was granted with your sign-in could not be revoked; it ends by itself in a while.");
            case NOT_OFFERED, NOT_ASKED -> {}
        }
        String receipt = state.receipt();
        if (receipt != null) {
            sentences.add("Receipt: " + receipt);
        }
        return Answer.page(
                200,
                new Page(
                        "You are signed out",
                        sentences,
                        redirect == null
                                ? List.of()
                                : List.of(new Page.Action.Link(redirect.toASCIIString(), "Continue"))));
    }

    private Answer unknown() {
        return Answer.page(
                200,
                new Page(
                        "Sign-out",
                        List.of(
                                "You come here after signing out, but this visit belongs to no sign-out of the last ten"
                                        + " minutes in this browser.",
                                "If you are not sure that you are signed out, sign out again."),
                        List.of(new Page.Action.Link(logoutPage, "Go to sign-out"))));
    }
}
