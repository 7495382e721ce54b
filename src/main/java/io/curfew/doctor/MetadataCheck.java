package io.curfew.doctor;

import io.curfew.config.ClientAuthMethod;
import io.curfew.config.Registration;
import io.curfew.provider.OutsideText;
import io.curfew.provider.ProviderProbe;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Whether the provider offers what the gateway uses, and publishes a key for it. */
final class MetadataCheck {
    private final ProviderQuestions questions;

    MetadataCheck(ProviderQuestions questions) {
        this.questions = questions;
    }

    void check(RegistrationUse use, Metadata metadata, Notes notes) {
        logout(use, metadata, notes);
        tokenAuthentication(use.registration(), metadata, notes);
        String algorithm = use.registration().provider().signingAlgorithm();
        List<String> offered = metadata.texts("id_token_signing_alg_values_supported");
        if (offered.isEmpty() || offered.contains(algorithm)) {
            keys(use.registration(), metadata, notes);
        } else {
            notes.found(
                    FindingCode.ALGORITHM_UNSUPPORTED,
                    algorithm + " is registered, and the provider signs by " + Shown.list(offered) + ".");
        }
    }

    private static void logout(RegistrationUse use, Metadata metadata, Notes notes) {
        if (!metadata.says("backchannel_logout_supported")) {
            notes.found(
                    FindingCode.BACKCHANNEL_UNSUPPORTED,
                    "The discovery document does not say backchannel_logout_supported.");
        } else if (!metadata.says("backchannel_logout_session_supported")) {
            notes.found(
                    FindingCode.BACKCHANNEL_SESSION_UNSUPPORTED,
                    "The discovery document does not say backchannel_logout_session_supported.");
        } else {
            notes.fine("The provider sends logout tokens, with a sid.");
        }
        Registration registration = use.registration();
        boolean endsSessions = metadata.endpoint(
                        "end_session_endpoint", registration.provider().endSessionEndpoint())
                .isPresent();
        if (use.leavesProvider() && !endsSessions) {
            notes.found(
                    FindingCode.END_SESSION_MISSING,
                    "The discovery document has no end_session_endpoint, and none is configured.");
        } else if (endsSessions) {
            notes.fine("There is an end-session endpoint.");
        }
        boolean revokes = metadata.endpoint(
                        "revocation_endpoint", registration.provider().revocationEndpoint())
                .isPresent();
        if (use.revokes() && !revokes) {
            notes.found(
                    FindingCode.REVOCATION_MISSING,
                    "The discovery document has no revocation_endpoint, and none is configured.");
        } else if (revokes) {
            notes.fine("There is a revocation endpoint.");
        }
    }

    private static void tokenAuthentication(Registration registration, Metadata metadata, Notes notes) {
        List<String> offered = metadata.texts("token_endpoint_auth_methods_supported");
        ClientAuthMethod set = registration.client().tokenEndpoint();
        List<String> ours = Stream.of(
                        ClientAuthMethod.CLIENT_SECRET_BASIC,
                        ClientAuthMethod.CLIENT_SECRET_POST,
                        ClientAuthMethod.NONE)
                .filter(method -> set == null ? method != ClientAuthMethod.NONE : method == set)
                .map(method -> method.name().toLowerCase(Locale.ROOT))
                .toList();
        if (offered.isEmpty()) {
            return;
        }
        if (ours.stream().noneMatch(offered::contains)) {
            notes.found(
                    FindingCode.TOKEN_AUTH_UNSUPPORTED,
                    "The gateway uses " + String.join(" or ", ours) + ", and the token endpoint takes "
                            + Shown.list(offered) + ".");
        } else {
            notes.fine("The token endpoint takes the way in which the gateway proves who it is.");
        }
    }

    private void keys(Registration registration, Metadata metadata, Notes notes) {
        URI uri = metadata.endpoint("jwks_uri").orElseThrow();
        ProviderProbe answer;
        try {
            answer = questions.document(registration.provider(), uri);
        } catch (ProviderUnavailableException failure) {
            notes.found(FindingCode.KEYS_UNREACHABLE, failure.sentence());
            return;
        }
        String shown = OutsideText.shown(uri.toString());
        if (answer.status() != 200) {
            notes.found(FindingCode.KEYS_UNREACHABLE, shown + " answered " + answer.shown() + " instead of 200.");
            return;
        }
        String algorithm = registration.provider().signingAlgorithm();
        try {
            if (ProviderQuestions.hasKey(registration, uri, answer.json())) {
                notes.fine("The provider publishes a key for " + algorithm + ".");
            } else {
                notes.found(FindingCode.KEYS_UNFIT, "None of the keys at " + shown + " is for " + algorithm + ".");
            }
        } catch (ProviderUnavailableException unusable) {
            notes.found(FindingCode.KEYS_UNFIT, unusable.sentence());
        }
    }
}
