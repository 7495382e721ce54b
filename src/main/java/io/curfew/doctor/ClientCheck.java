package io.curfew.doctor;

import io.curfew.config.Registration;
import io.curfew.provider.ProviderProbe;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.util.List;

/** Whether the provider knows the client and believes it: asked by a code that cannot exist. */
final class ClientCheck {
    private enum Credentials {
        ACCEPTED,
        REFUSED,
        UNKNOWN
    }

    private final ProviderQuestions questions;
    private final AuthorizationCheck authorization;
    private final EndSessionCheck endSession;

    ClientCheck(ProviderQuestions questions) {
        this.questions = questions;
        authorization = new AuthorizationCheck(questions);
        endSession = new EndSessionCheck(questions);
    }

    void check(RegistrationUse use, Metadata metadata, Notes notes) {
        Notes ofClient = new Notes();
        // whoever is another issuer gets no secret that is for the configured one
        Credentials credentials =
                notes.has(FindingCode.ISSUER_DIFFERS) ? Credentials.UNKNOWN : credentials(use, metadata, ofClient);
        Notes ofLogin = new Notes();
        authorization.check(use, metadata, ofLogin);
        if (credentials == Credentials.REFUSED && ofLogin.has(FindingCode.REDIRECT_URI_REFUSED)) {
            notes.found(
                    FindingCode.CLIENT_UNKNOWN,
                    "The provider refuses the credentials of '"
                            + use.registration().clientId() + "', and its logins before it asks who signs in.");
            return;
        }
        notes.addAll(ofClient);
        notes.addAll(ofLogin);
        endSession.check(use, metadata, notes);
    }

    private Credentials credentials(RegistrationUse use, Metadata metadata, Notes notes) {
        Registration registration = use.registration();
        URI endpoint = metadata.endpoint("token_endpoint").orElseThrow();
        List<String> methods = metadata.texts("token_endpoint_auth_methods_supported");
        String form = "grant_type=authorization_code&code=not-a-code&redirect_uri="
                + ProviderQuestions.encoded(use.callbackUrls().get(0));
        ProviderProbe answer;
        try {
            answer = questions.token(registration, endpoint, methods, form);
        } catch (ProviderUnavailableException failure) {
            notes.found(FindingCode.TOKEN_ENDPOINT_UNREACHABLE, failure.sentence());
            return Credentials.UNKNOWN;
        }
        if (answer.status() == 401 || answer.error().equals("invalid_client")) {
            notes.found(
                    FindingCode.CLIENT_REFUSED,
                    "The token endpoint answered " + answer.shown() + " to the client '" + registration.clientId()
                            + "'.");
            return Credentials.REFUSED;
        }
        // whether the client may use codes is asked at the authorization endpoint
        if (answer.status() == 400
                && List.of("invalid_grant", "unauthorized_client").contains(answer.error())) {
            notes.fine("The token endpoint knows the client, and takes its credentials.");
            return Credentials.ACCEPTED;
        }
        notes.found(
                FindingCode.CLIENT_UNSURE,
                "The token endpoint answered " + answer.shown() + " to a code that cannot exist.");
        return Credentials.UNKNOWN;
    }
}
