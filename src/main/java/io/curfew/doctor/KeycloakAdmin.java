package io.curfew.doctor;

import static io.curfew.provider.ProviderQuestions.encoded;

import io.curfew.config.ProviderSettings;
import io.curfew.provider.ProviderProbe;
import io.curfew.provider.ProviderQuestions;
import io.curfew.provider.ProviderUnavailableException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is asked of Keycloak's admin REST API: one client, and a change of it. Closing it signs the administrator out. */
final class KeycloakAdmin implements AutoCloseable {
    /** Keycloak does not do what it was asked; the message is fit to be shown. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        RefusedException(String sentence) {
            super(sentence);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }

    private final ProviderQuestions questions;
    private final ProviderSettings settings;
    private final URI protocol;
    private final URI realm;
    private final Map<String, Object> tokens;

    private KeycloakAdmin(
            ProviderQuestions questions,
            ProviderSettings settings,
            URI protocol,
            URI realm,
            Map<String, Object> tokens) {
        this.questions = questions;
        this.settings = settings;
        this.protocol = protocol;
        this.realm = realm;
        this.tokens = tokens;
    }

    /**
     * Signs the administrator in, as Keycloak's own command line does.
     *
     * @param realm the name of the realm that will be asked about
     */
    static KeycloakAdmin signIn(
            ProviderQuestions questions, ProviderSettings settings, KeycloakAccess access, String realm) {
        URI protocol = URI.create(access.base() + "/realms/" + encoded(access.realm()) + "/protocol/openid-connect/");
        ProviderProbe answer = questions.form(
                settings,
                protocol.resolve("token"),
                "grant_type=password&client_id=admin-cli&username=" + encoded(access.user()) + "&password="
                        + encoded(access.password().value()));
        Map<String, Object> tokens = answer.json();
        if (answer.status() != 200 || !(tokens.get("access_token") instanceof String)) {
            throw new RefusedException("Keycloak answered " + answer.shown() + " to the administrator's password.");
        }
        return new KeycloakAdmin(
                questions, settings, protocol, URI.create(access.base() + "/admin/realms/" + realm), tokens);
    }

    /** The client as Keycloak shows it; empty when there is none. */
    Optional<Map<String, Object>> client(String clientId) {
        URI uri = URI.create(realm + "/clients?clientId=" + encoded(clientId));
        ProviderProbe answer = questions.bearing(settings, token(), "GET", uri, null);
        if (answer.status() != 200) {
            throw new RefusedException(
                    "Keycloak answered " + answer.shown() + " when it was asked for the client '" + clientId + "'.");
        }
        return answer.list().stream()
                .map(KeycloakAdmin::object)
                .filter(client -> clientId.equals(client.get("clientId")))
                .findFirst();
    }

    /** Changes these members of a client, and nothing else. */
    void change(Map<String, Object> client, Map<String, Object> members) {
        Map<String, Object> body = new HashMap<>(members);
        body.put("clientId", client.get("clientId"));
        URI uri = URI.create(realm + "/clients/" + encoded(String.valueOf(client.get("id"))));
        ProviderProbe answer = questions.bearing(settings, token(), "PUT", uri, body);
        if (answer.status() != 204) {
            throw new RefusedException("Keycloak answered " + answer.shown() + " when the client was to be changed.");
        }
    }

    /** Ends the session that the sign-in began. Where that fails it ends by itself, as it would have. */
    @Override
    public void close() {
        if (tokens.get("refresh_token") instanceof String refreshToken) {
            try {
                questions.form(
                        settings,
                        protocol.resolve("logout"),
                        "client_id=admin-cli&refresh_token=" + encoded(refreshToken));
            } catch (ProviderUnavailableException ignored) {
                // what was found does not depend on it
            }
        }
    }

    private String token() {
        return String.valueOf(tokens.get("access_token"));
    }

    static Map<String, Object> object(Object json) {
        Map<String, Object> members = new HashMap<>();
        if (json instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (value != null) {
                    members.put(String.valueOf(name), value);
                }
            });
        }
        return members;
    }
}
