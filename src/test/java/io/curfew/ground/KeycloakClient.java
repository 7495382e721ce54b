package io.curfew.ground;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.representations.idm.ProtocolMapperRepresentation;

/**
 * A confidential client to be registered at Keycloak; every {@code with…} gives a changed copy.
 *
 * @param id the {@code client_id}
 * @param secret the {@code client_secret}
 * @param redirectUris where Keycloak may send codes
 * @param attributes Keycloak's client attributes, among them where it sends logout tokens
 */
public record KeycloakClient(String id, String secret, List<String> redirectUris, Map<String, String> attributes) {
    private static final String FRONT_CHANNEL_LOGOUT_URL = "frontchannel.logout.url";

    public KeycloakClient {
        redirectUris = List.copyOf(redirectUris);
        attributes = Map.copyOf(attributes);
    }

    /** A client with a random secret that may use any URL below this base. */
    public static KeycloakClient at(String id, String baseUrl) {
        return new KeycloakClient(
                id,
                UUID.randomUUID().toString(),
                List.of(baseUrl + "/*"),
                Map.of("post.logout.redirect.uris", baseUrl + "/*"));
    }

    /** The client that a gateway node is, with its own callback, signed-out page and back-channel endpoint only. */
    public static KeycloakClient forGateway(String id, GatewayConfig gateway) {
        return new KeycloakClient(
                        id,
                        UUID.randomUUID().toString(),
                        List.of(gateway.callbackUrl()),
                        Map.of("post.logout.redirect.uris", gateway.loggedOutUrl()))
                .withBackChannelLogout(gateway.backChannelLogoutUrl());
    }

    /** Logout tokens go to this URL, carry a {@code sid}, and leave offline tokens alone. */
    public KeycloakClient withBackChannelLogout(String url) {
        return withAttribute("backchannel.logout.url", url)
                .withAttribute("backchannel.logout.session.required", "true")
                .withAttribute("backchannel.logout.revoke.offline.tokens", "false");
    }

    /** A frame of Keycloak's page loads this URL with {@code iss} and {@code sid}; then Keycloak sends no logout token. */
    public KeycloakClient withFrontChannelLogout(String url) {
        return withAttribute(FRONT_CHANNEL_LOGOUT_URL, url)
                .withAttribute("frontchannel.logout.session.required", "true");
    }

    /** With one more attribute of Keycloak's. */
    public KeycloakClient withAttribute(String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return new KeycloakClient(id, secret, redirectUris, more);
    }

    ClientRepresentation representation() {
        ClientRepresentation client = new ClientRepresentation();
        client.setClientId(id);
        client.setSecret(secret);
        client.setProtocol("openid-connect");
        client.setEnabled(true);
        client.setPublicClient(false);
        client.setClientAuthenticatorType("client-secret");
        client.setStandardFlowEnabled(true);
        client.setDirectAccessGrantsEnabled(true);
        client.setFrontchannelLogout(attributes.containsKey(FRONT_CHANNEL_LOGOUT_URL));
        client.setRedirectUris(redirectUris);
        client.setAttributes(new HashMap<>(attributes));
        client.setProtocolMappers(new ArrayList<>(List.of(ownAudience())));
        return client;
    }

    /** Keycloak's introspection endpoint says "not active" to a client that is not in the token's audience. */
    private ProtocolMapperRepresentation ownAudience() {
        ProtocolMapperRepresentation mapper = new ProtocolMapperRepresentation();
        mapper.setName("own audience");
        mapper.setProtocol("openid-connect");
        mapper.setProtocolMapper("oidc-audience-mapper");
        mapper.setConfig(new HashMap<>(Map.of(
                "included.client.audience", id,
                "access.token.claim", "true",
                "introspection.token.claim", "true",
                "id.token.claim", "false")));
        return mapper;
    }
}
