package io.curfew.doctor;

import static io.curfew.provider.ProviderQuestions.encoded;

import io.curfew.config.Registration;
import io.curfew.provider.ProofKey;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.util.Set;

/**
 * Whether the provider would send a browser back to the gateway. Asked with {@code prompt=none}, so that it answers at once that
 * somebody would have to sign in (OpenID Connect Core 1.0, section 3.1.2.6); what it answers is looked at, never followed.
 */
final class AuthorizationCheck {
    private static final Set<String> WANTS_LOGIN =
            Set.of("login_required", "interaction_required", "account_selection_required", "consent_required");
    private static final String NOT_OURS = "https://curfew-doctor.invalid/oidc/callback";

    private final ProviderQuestions questions;

    AuthorizationCheck(ProviderQuestions questions) {
        this.questions = questions;
    }

    void check(RegistrationUse use, Metadata metadata, Notes notes) {
        URI endpoint = metadata.endpoint("authorization_endpoint").orElseThrow();
        String challenge = challenge(use.registration(), metadata);
        for (String redirectUri : use.callbackUrls()) {
            try {
                judge(use.registration(), endpoint, challenge, redirectUri, notes);
            } catch (ProviderUnavailableException failure) {
                notes.found(FindingCode.REDIRECT_URI_UNSURE, failure.sentence());
            }
        }
    }

    private void judge(Registration registration, URI endpoint, String challenge, String redirectUri, Notes notes) {
        SentBack answer = ask(registration, endpoint, challenge, redirectUri);
        if (answer.isTo(redirectUri)) {
            sentBack(answer, redirectUri, notes);
        } else if (answer.isRefusal()) {
            notes.found(
                    FindingCode.REDIRECT_URI_REFUSED,
                    "The authorization endpoint answered " + answer.status() + " to the redirect URI " + redirectUri
                            + ".");
        } else if (answer.status() / 100 == 5 || answer.isLike(ask(registration, endpoint, challenge, NOT_OURS))) {
            notes.found(
                    FindingCode.REDIRECT_URI_UNSURE,
                    "The authorization endpoint answered " + answer.status() + " to the redirect URI " + redirectUri
                            + ", as to one that is not ours.");
        } else {
            accepted(redirectUri, notes);
        }
    }

    private static void sentBack(SentBack answer, String redirectUri, Notes notes) {
        String error = answer.argument("error").orElse("");
        if (error.isEmpty() || WANTS_LOGIN.contains(error)) {
            accepted(redirectUri, notes);
        } else {
            notes.found(
                    FindingCode.AUTHORIZATION_REFUSED,
                    "The authorization endpoint sends browsers back with the error " + error
                            + answer.argument("error_description")
                                    .map(text -> " (" + text + ")")
                                    .orElse("")
                            + ".");
        }
    }

    private static void accepted(String redirectUri, Notes notes) {
        notes.fine("The redirect URI " + redirectUri + " is accepted.");
    }

    /** The arguments by which a login would bind its code, if it would: a provider may demand them of a client. */
    private static String challenge(Registration registration, Metadata metadata) {
        return ProofKey.isUsed(registration, metadata.texts("code_challenge_methods_supported"))
                ? "&code_challenge=" + ProofKey.of("curfew-doctor").challenge() + "&code_challenge_method="
                        + ProofKey.METHOD
                : "";
    }

    private SentBack ask(Registration registration, URI endpoint, String challenge, String redirectUri) {
        String arguments = "response_type=code&prompt=none&state=curfew-doctor&nonce=curfew-doctor&client_id="
                + encoded(registration.clientId()) + "&scope=" + encoded(String.join(" ", registration.scopes()))
                + "&redirect_uri=" + encoded(redirectUri) + challenge;
        return SentBack.of(questions.page(registration.provider(), SentBack.ask(endpoint, arguments)));
    }
}
