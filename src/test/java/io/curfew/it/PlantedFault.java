package io.curfew.it;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.keycloak.representations.idm.ClientRepresentation;

/** Something that is wrong with the gateway's client in Keycloak, what an administrator's eye finds of it, and what can be seen from outside. */
enum PlantedFault {
    BACKCHANNEL_URL(
            "keycloak_backchannel_url", "", true, attribute("backchannel.logout.url", "https://old.example.com/")),
    BACKCHANNEL_SESSION(
            "keycloak_backchannel_session", "", true, attribute("backchannel.logout.session.required", "false")),
    OFFLINE_TOKENS("keycloak_offline_tokens", "", true, attribute("backchannel.logout.revoke.offline.tokens", "true")),
    POST_LOGOUT_URIS(
            "keycloak_post_logout_uris",
            "post_logout_uri_refused",
            true,
            attribute("post.logout.redirect.uris", "https://old.example.com/*")),
    REDIRECT_URIS(
            "keycloak_redirect_uris",
            "redirect_uri_refused",
            true,
            client -> client.setRedirectUris(List.of("https://old.example.com/oidc/callback"))),
    STANDARD_FLOW(
            "keycloak_standard_flow", "authorization_refused", true, client -> client.setStandardFlowEnabled(false)),
    AUTHENTICATOR(
            "keycloak_client_authenticator",
            "client_refused",
            true,
            client -> client.setClientAuthenticatorType("client-jwt")),
    PUBLIC("keycloak_client_authenticator", "", true, client -> client.setPublicClient(true)),
    DISABLED("keycloak_client_disabled", "client_unknown", false, client -> client.setEnabled(false)),
    SECRET("client_refused", "client_refused", false, client -> client.setSecret("another")),
    FRONTCHANNEL("keycloak_frontchannel", "", false, client -> client.setFrontchannelLogout(true));

    /** What is found with an administrator of Keycloak. */
    final String inside;

    /** What is found without; empty for nothing. */
    final String outside;

    /** Whether {@code --fix} mends it. */
    final boolean mendable;

    @SuppressWarnings("ImmutableEnumChecker")
    private final Consumer<ClientRepresentation> plant;

    PlantedFault(String inside, String outside, boolean mendable, Consumer<ClientRepresentation> plant) {
        this.inside = inside;
        this.outside = outside;
        this.mendable = mendable;
        this.plant = plant;
    }

    void in(ClientRepresentation client) {
        plant.accept(client);
    }

    private static Consumer<ClientRepresentation> attribute(String name, String value) {
        return client -> client.getAttributes().putAll(Map.of(name, value));
    }
}
