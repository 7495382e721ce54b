package io.curfew.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.ConfigReader;
import io.curfew.config.RawValues;
import io.curfew.doctor.KeycloakClientView.Change;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A client in Keycloak that fits, and one thing of it that does not. */
class KeycloakClientViewTest {
    private static final String CALLBACK = "https://apps.example.com/oidc/callback";
    private static final String LOGGED_OUT = "https://apps.example.com/oidc/logged-out";

    private final Map<String, Object> attributes = new HashMap<>(Map.of(
            "backchannel.logout.url", "https://apps.example.com/oidc/backchannel-logout",
            "backchannel.logout.session.required", "true",
            "post.logout.redirect.uris", LOGGED_OUT));
    private final Map<String, Object> client = new HashMap<>(Map.of(
            "clientId",
            "gateway",
            "rootUrl",
            "https://apps.example.com",
            "publicClient",
            false,
            "standardFlowEnabled",
            true,
            "clientAuthenticatorType",
            "client-secret",
            "redirectUris",
            List.of(CALLBACK),
            "attributes",
            attributes));
    private Examination examination = Examination.of("https://id.example.com/realms/work");

    private KeycloakClientView view() {
        var settings = ConfigReader.read(RawValues.of(examination.configuration()), "");
        return new KeycloakClientView(client, RegistrationUse.of(settings).get(0));
    }

    private Change only(FindingCode code) {
        List<Change> changes = view().changes();
        assertEquals(List.of(code), changes.stream().map(Change::code).toList());
        return changes.get(0);
    }

    @Test
    void nothingIsToBeChangedWhereAllFits() {
        assertEquals(List.of(), view().changes());
        assertTrue(view().isEnabled());
        assertFalse(view().isFrontChannel());
    }

    @Test
    void theBackChannelUrlIsOursLetterForLetter() {
        attributes.put("backchannel.logout.url", "https://apps.example.com/oidc/backchannel-logout/");
        assertEquals(
                "https://apps.example.com/oidc/backchannel-logout",
                only(FindingCode.KEYCLOAK_BACKCHANNEL_URL).value());
        attributes.remove("backchannel.logout.url");
        assertEquals(
                "backchannel.logout.url: not set -> 'https://apps.example.com/oidc/backchannel-logout'",
                only(FindingCode.KEYCLOAK_BACKCHANNEL_URL).done());
    }

    @Test
    void offlineSessionsEndIfOfflineTokensAreAskedFor() {
        attributes.put("backchannel.logout.revoke.offline.tokens", "true");
        assertEquals("false", only(FindingCode.KEYCLOAK_OFFLINE_TOKENS).value());
        examination = examination.with("curfew.scopes", "openid,offline_access");
        assertEquals(List.of(), view().changes());
        attributes.put("backchannel.logout.revoke.offline.tokens", "false");
        assertEquals("true", only(FindingCode.KEYCLOAK_OFFLINE_TOKENS).value());
    }

    @Test
    void redirectUrisAreAddedAndNeverTakenAway() {
        for (String fitting : List.of("https://apps.example.com/*", "/oidc/callback", "/*", "*")) {
            client.put("redirectUris", List.of(fitting));
            assertEquals(List.of(), view().changes(), fitting);
        }
        client.put("redirectUris", List.of("https://other.example.com/*", "/oidc/callback/"));
        assertEquals(
                List.of("https://other.example.com/*", "/oidc/callback/", CALLBACK),
                only(FindingCode.KEYCLOAK_REDIRECT_URIS).value());
        client.remove("redirectUris");
        assertEquals(List.of(CALLBACK), only(FindingCode.KEYCLOAK_REDIRECT_URIS).value());
    }

    @Test
    void postLogoutRedirectUrisAreAddedAndNeverTakenAway() {
        attributes.put("post.logout.redirect.uris", "https://a.example.com/x##" + LOGGED_OUT);
        assertEquals(List.of(), view().changes());
        Map<String, String> cases = Map.of(
                "https://a.example.com/x",
                "https://a.example.com/x##" + LOGGED_OUT,
                "+",
                CALLBACK + "##" + LOGGED_OUT,
                "-",
                LOGGED_OUT,
                "",
                LOGGED_OUT);
        cases.forEach((before, after) -> {
            attributes.put("post.logout.redirect.uris", before);
            assertEquals(after, only(FindingCode.KEYCLOAK_POST_LOGOUT_URIS).value(), before);
        });
        client.put("redirectUris", List.of("https://apps.example.com/*"));
        attributes.put("post.logout.redirect.uris", "+");
        assertEquals(List.of(), view().changes());
    }

    @Test
    void aPublicClientIsFoundUnlessTheGatewayIsOne() {
        client.put("publicClient", true);
        Change change = only(FindingCode.KEYCLOAK_CLIENT_AUTHENTICATOR);
        assertEquals("publicClient: 'true' -> 'false', with the configured secret", change.done());
        assertEquals(Map.of("publicClient", false, "secret", Examination.SECRET), view().members(List.of(change)));
        examination = examination.with("curfew.token_endpoint_auth_method", "none");
        assertEquals(List.of(), view().changes());
    }

    @Test
    void onlyWhatChangesIsSent() {
        attributes.put("backchannel.logout.session.required", "false");
        client.put("standardFlowEnabled", false);
        assertEquals(
                Map.of(
                        "standardFlowEnabled",
                        true,
                        "attributes",
                        Map.of("backchannel.logout.session.required", "true")),
                view().members(view().changes()));
    }
}
