package io.curfew.doctor;

import static io.curfew.provider.ProviderQuestions.encoded;

import io.curfew.config.Registration;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;

/** Whether the provider would send a browser back after a sign-out, as far as it tells somebody who is not signed in. */
final class EndSessionCheck {
    private static final String NOT_OURS = "https://curfew-doctor.invalid/oidc/logged-out";

    private final ProviderQuestions questions;

    EndSessionCheck(ProviderQuestions questions) {
        this.questions = questions;
    }

    void check(RegistrationUse use, Metadata metadata, Notes notes) {
        Registration registration = use.registration();
        URI endpoint = metadata.endpoint(
                        "end_session_endpoint", registration.provider().endSessionEndpoint())
                .orElse(null);
        if (endpoint == null || !use.leavesProvider()) {
            return;
        }
        for (String url : use.loggedOutUrls()) {
            try {
                judge(registration, endpoint, url, notes);
            } catch (ProviderUnavailableException failure) {
                notes.found(FindingCode.POST_LOGOUT_URI_UNSURE, failure.sentence());
            }
        }
    }

    private void judge(Registration registration, URI endpoint, String url, Notes notes) {
        SentBack answer = ask(registration, endpoint, back(url));
        if (answer.isRefusal() && !ask(registration, endpoint, "").isRefusal()) {
            notes.found(
                    FindingCode.POST_LOGOUT_URI_REFUSED,
                    "The end-session endpoint answered " + answer.status() + " to the post-logout redirect URI " + url
                            + ", and not without one.");
        } else if (!answer.isTo(url)
                && (answer.status() / 100 > 3 || answer.isLike(ask(registration, endpoint, back(NOT_OURS))))) {
            notes.found(
                    FindingCode.POST_LOGOUT_URI_UNSURE,
                    "The end-session endpoint answered " + answer.status() + " to the post-logout redirect URI " + url
                            + ", as to one that is not ours.");
        } else {
            notes.fine("The post-logout redirect URI " + url + " is accepted.");
        }
    }

    private static String back(String url) {
        return "&state=curfew-doctor&post_logout_redirect_uri=" + encoded(url);
    }

    private SentBack ask(Registration registration, URI endpoint, String back) {
        String arguments = "client_id=" + encoded(registration.clientId()) + back;
        return SentBack.of(questions.page(registration.provider(), SentBack.ask(endpoint, arguments)));
    }
}
