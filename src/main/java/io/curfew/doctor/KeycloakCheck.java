package io.curfew.doctor;

import io.curfew.config.Registration;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the client in Keycloak is as the gateway needs it; corrects it where that was asked for. */
final class KeycloakCheck {
    private static final Pattern ISSUER = Pattern.compile("(https?://.+)/realms/([^/]+)/?");
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    /** What the same thing looks like from outside. */
    private static final Map<FindingCode, Set<FindingCode>> FROM_OUTSIDE = Map.of(
            FindingCode.KEYCLOAK_CLIENT_MISSING,
            EnumSet.range(FindingCode.CLIENT_REFUSED, FindingCode.POST_LOGOUT_URI_UNSURE),
            FindingCode.KEYCLOAK_CLIENT_DISABLED,
            EnumSet.range(FindingCode.CLIENT_REFUSED, FindingCode.POST_LOGOUT_URI_UNSURE),
            FindingCode.KEYCLOAK_REDIRECT_URIS,
            Set.of(FindingCode.REDIRECT_URI_REFUSED),
            FindingCode.KEYCLOAK_STANDARD_FLOW,
            Set.of(FindingCode.AUTHORIZATION_REFUSED),
            FindingCode.KEYCLOAK_POST_LOGOUT_URIS,
            Set.of(FindingCode.POST_LOGOUT_URI_REFUSED),
            FindingCode.KEYCLOAK_CLIENT_AUTHENTICATOR,
            Set.of(FindingCode.CLIENT_REFUSED));

    private final ProviderQuestions questions;
    private final KeycloakAccess access;

    KeycloakCheck(ProviderQuestions questions, KeycloakAccess access) {
        this.questions = questions;
        this.access = access;
    }

    /** What stands before {@code /realms/} in an issuer of Keycloak. */
    static Optional<String> base(String issuer) {
        Matcher matcher = ISSUER.matcher(issuer);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Issuers elsewhere are none of the administrator's. */
    void check(RegistrationUse use, Notes notes) {
        Registration registration = use.registration();
        Matcher issuer = ISSUER.matcher(registration.issuer());
        if (!issuer.matches() || !issuer.group(1).equals(access.base())) {
            return;
        }
        if (!isSafe(registration)) {
            notes.found(
                    FindingCode.KEYCLOAK_NOT_ASKED,
                    "The way to " + registration.issuer() + " is not safe for a password.");
            return;
        }
        try (KeycloakAdmin admin = KeycloakAdmin.signIn(questions, registration.provider(), access, issuer.group(2))) {
            check(use, admin, notes);
        } catch (KeycloakAdmin.RefusedException refusal) {
            notes.found(FindingCode.KEYCLOAK_REFUSED, refusal.sentence());
        } catch (ProviderUnavailableException failure) {
            notes.found(FindingCode.KEYCLOAK_UNREACHABLE, failure.sentence());
        }
    }

    /** Leaves out of the other notes what is found here as well. */
    static void leaveOutSecondSights(Notes notes) {
        FROM_OUTSIDE.forEach((code, others) -> {
            if (notes.has(code)) {
                notes.leaveOut(others);
            }
        });
    }

    private void check(RegistrationUse use, KeycloakAdmin admin, Notes notes) {
        String clientId = use.registration().clientId();
        Optional<Map<String, Object>> client = admin.client(clientId);
        if (client.isEmpty()) {
            notes.found(FindingCode.KEYCLOAK_CLIENT_MISSING, "The realm has no client '" + clientId + "'.");
            return;
        }
        KeycloakClientView view = new KeycloakClientView(client.get(), use);
        if (!view.isEnabled()) {
            notes.found(FindingCode.KEYCLOAK_CLIENT_DISABLED, "The client '" + clientId + "' is disabled.");
        }
        if (view.isFrontChannel()) {
            notes.found(FindingCode.KEYCLOAK_FRONTCHANNEL, "The client '" + clientId + "' has front-channel logout.");
        }
        List<KeycloakClientView.Change> changes = view.changes();
        if (changes.isEmpty()) {
            notes.fine("The client in Keycloak is set up for this gateway.");
        } else if (access.mends()) {
            mend(admin, client.get(), view, notes);
        } else {
            changes.forEach(change -> notes.found(change.code(), change.sentence()));
        }
    }

    private static void mend(KeycloakAdmin admin, Map<String, Object> client, KeycloakClientView view, Notes notes) {
        List<KeycloakClientView.Change> changes = view.changes();
        try {
            admin.change(client, view.members(changes));
            changes.forEach(change -> notes.mended(change.code(), change.done()));
        } catch (KeycloakAdmin.RefusedException | ProviderUnavailableException failure) {
            changes.forEach(change -> notes.found(change.code(), change.sentence()));
            throw failure;
        }
    }

    private static boolean isSafe(Registration registration) {
        URI issuer = URI.create(registration.issuer());
        return "https".equals(issuer.getScheme())
                ? registration.provider().sslVerify()
                : THIS_MACHINE.contains(String.valueOf(issuer.getHost()));
    }
}
