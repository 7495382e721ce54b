package io.curfew.ground;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.CredentialRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.representations.idm.RoleRepresentation;
import org.keycloak.representations.idm.UserRepresentation;
import org.keycloak.representations.idm.UserSessionRepresentation;

/** A realm of a running Keycloak, with what tests do to it through the admin client. */
public final class KeycloakRealm {
    private final KeycloakServer server;
    private final String name;

    private KeycloakRealm(KeycloakServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Makes a new, empty realm. */
    public static KeycloakRealm create(KeycloakServer server, String name) {
        RealmRepresentation realm = new RealmRepresentation();
        realm.setRealm(name);
        realm.setEnabled(true);
        realm.setSslRequired("none");
        server.adminClient().realms().create(realm);
        return new KeycloakRealm(server, name);
    }

    public String name() {
        return name;
    }

    public String issuer() {
        return server.issuer(name);
    }

    /** Adds a user with a full profile, so that the login asks for nothing but the password. Returns the user's id, the {@code sub}. */
    public String addUser(String username, String password) {
        CredentialRepresentation credential = new CredentialRepresentation();
        credential.setType(CredentialRepresentation.PASSWORD);
        credential.setValue(password);
        credential.setTemporary(false);
        UserRepresentation user = new UserRepresentation();
        user.setUsername(username);
        user.setEmail(username + "@example.org");
        user.setEmailVerified(true);
        user.setFirstName(Character.toUpperCase(username.charAt(0)) + username.substring(1));
        user.setLastName("Example");
        user.setEnabled(true);
        user.setCredentials(new ArrayList<>(List.of(credential)));
        try (Response response = resource().users().create(user)) {
            requireCreated(response, "user " + username);
        }
        return userId(username);
    }

    /** Makes a role of the realm and gives it to a user. */
    public void giveRole(String username, String role) {
        resource().roles().create(new RoleRepresentation(role, role, false));
        RoleRepresentation made = resource().roles().get(role).toRepresentation();
        resource().users().get(userId(username)).roles().realmLevel().add(List.of(made));
    }

    /** Adds a confidential client. */
    public void addClient(KeycloakClient client) {
        try (Response response = resource().clients().create(client.representation())) {
            requireCreated(response, "client " + client.id());
        }
    }

    /** Switches whether logout tokens for this client carry a {@code sid}. */
    public void setBackChannelSessionRequired(String clientId, boolean required) {
        setClientAttribute(clientId, "backchannel.logout.session.required", Boolean.toString(required));
    }

    /** Sets an attribute of a client, such as {@code access.token.lifespan}. */
    public void setClientAttribute(String clientId, String attribute, String value) {
        var representation = resource().clients().findByClientId(clientId).get(0);
        representation.getAttributes().put(attribute, value);
        resource().clients().get(representation.getId()).update(representation);
    }

    /** The user's id, which is the {@code sub} of all tokens. */
    public String userId(String username) {
        return resource().users().searchByUsername(username, true).get(0).getId();
    }

    /** The user's sessions at Keycloak; their ids are the {@code sid} of the tokens. */
    public List<UserSessionRepresentation> sessions(String username) {
        return resource().users().get(userId(username)).getUserSessions();
    }

    /** The {@code sid} of each of the user's sessions. */
    public List<String> sids(String username) {
        return sessions(username).stream().map(UserSessionRepresentation::getId).toList();
    }

    /** An administrator ends one session; Keycloak tells the clients before this returns. */
    public void endSession(String sid) {
        resource().deleteSession(sid, false);
    }

    /** An administrator logs the user out everywhere; Keycloak tells the clients before this returns. */
    public void logOutAllSessions(String username) {
        resource().users().get(userId(username)).logout();
    }

    /** What OAuth clients can ask this realm for without a browser. */
    public KeycloakTokens tokens(KeycloakClient client) {
        return new KeycloakTokens(issuer(), client);
    }

    /** The admin client's view, for what has no method here. */
    public RealmResource resource() {
        return server.adminClient().realm(name);
    }

    private static void requireCreated(Response response, String what) {
        if (response.getStatus() != 201) {
            throw new IllegalStateException("Keycloak did not create " + what + ": " + response.getStatus() + " "
                    + response.readEntity(String.class));
        }
    }
}
