package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.TokenSettings.RefreshFailure;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenParametersTest {
    private static ClientSettings client(String changes) {
        return Values.valid().changed(changes).route("orders").registration().client();
    }

    @Test
    void withoutAWordItIsLikeThis() {
        Route route = Values.valid().route("orders");
        assertEquals(new TokenSettings(true, RefreshFailure.END, Duration.ZERO, Duration.ofHours(1)), route.tokens());
        assertEquals(ClientSettings.DEFAULT, route.registration().client());
    }

    @Test
    void everythingCanBeSet() {
        Route route = Values.valid()
                .changed("curfew.refresh_tokens=false; curfew.refresh_failure=keep; curfew.session_check_limit=7")
                .changed("curfew.revocation_token_param_name=credential; curfew.backchannel_logout_scope=auto")
                .route("orders");
        assertEquals(
                new TokenSettings(false, RefreshFailure.KEEP, Duration.ZERO, Duration.ofSeconds(7)), route.tokens());
        assertEquals("credential", route.registration().client().revocationTokenParam());
        assertEquals(BackChannelScope.AUTO, route.registration().client().backChannelScope());
        assertEquals(
                Duration.ofMinutes(5),
                Values.valid()
                        .changed("curfew.session_check_interval=300")
                        .route("orders")
                        .tokens()
                        .checkInterval());
    }

    @Test
    void anEndpointsOwnMethodWinsOverTheOneForAll() {
        ClientSettings one = client("curfew.client_auth=client_secret_post");
        assertEquals(ClientAuthMethod.CLIENT_SECRET_POST, one.tokenEndpoint());
        assertEquals(ClientAuthMethod.CLIENT_SECRET_POST, one.revocationEndpoint());

        ClientSettings own = client(
                "curfew.client_auth=client_secret_post;"
                        + " curfew.token_endpoint_auth_method=client_secret_basic; curfew.revocation_endpoint_auth_method=none");
        assertEquals(ClientAuthMethod.CLIENT_SECRET_BASIC, own.tokenEndpoint());
        assertEquals(ClientAuthMethod.NONE, own.revocationEndpoint());

        assertNull(
                client("curfew.token_endpoint_auth_method=client_secret_basic").revocationEndpoint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_secret_jwt", "private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth"})
    void methodsThatNeedKeysAreRefusedByName(String method) {
        for (String name : List.of("client_auth", "token_endpoint_auth_method", "revocation_endpoint_auth_method")) {
            assertEquals(
                    List.of("curfew." + name + ": The method '" + method
                            + "' is not offered: the gateway proves itself by"
                            + " client_secret_basic, client_secret_post or none. Set one of these."),
                    Values.valid().changed("curfew." + name + "=" + method).faults());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client_auth=basic",
                "refresh_failure=ignore",
                "backchannel_logout_scope=all",
                "session_check_interval=-1",
                "session_check_interval=86401",
                "session_check_limit=1h",
                "revocation_token_param_name=a b"
            })
    void otherValuesAreFaults(String change) {
        List<String> faults = Values.valid().changed("curfew." + change).faults();
        assertEquals(1, faults.size(), faults::toString);
        assertTrue(faults.get(0).startsWith("curfew." + change.substring(0, change.indexOf('='))), faults::toString);
    }

    @Test
    void aPublicClientNeedsNoSecret() {
        Values without = Values.valid().changed("curfew.client_secret");
        assertEquals(1, without.faults().size());

        Registration registration =
                without.changed("curfew.client_auth=none").route("orders").registration();
        assertEquals("", registration.clientSecret().value());
        assertEquals(ClientAuthMethod.NONE, registration.client().tokenEndpoint());
        assertEquals(ClientAuthMethod.NONE, registration.client().revocationEndpoint());

        assertEquals(
                ClientAuthMethod.NONE,
                Values.valid()
                        .changed("curfew.client_secret; curfew.token_endpoint_auth_method=none")
                        .route("orders")
                        .registration()
                        .client()
                        .revocationEndpoint());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            curfew.client_secret; curfew.token_endpoint_auth_method=none; curfew.route.orders.revocation_endpoint_auth_method=client_secret_post; curfew.route.billing.revocation_endpoint_auth_method=client_secret_post | revocation_endpoint_auth_method: For the route 'orders' there is no client_secret to prove anything with.
            curfew.refresh_failure=keep; curfew.session_check_interval=60 | refresh_failure: For the route 'orders' session_check_interval is to end sessions
            curfew.route.orders.refresh_failure=keep | refresh_failure: The routes 'billing' and 'orders' share a session and differ
            curfew.route.orders.session_check_interval=60 | session_check_interval: The routes 'billing' and 'orders' share a session and differ
            curfew.route.orders.backchannel_logout_scope=subject | backchannel_logout_scope: The routes 'billing' and 'orders' are one registration
            curfew.route.orders.client_auth=client_secret_post | client_auth: The routes 'billing' and 'orders' are one registration
            """)
    void contradictionsAreFaults(String changes, String fault) {
        List<String> faults = Values.valid().changed(changes).faults();
        assertTrue(faults.stream().anyMatch(found -> found.contains(fault)), faults::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            curfew.client_auth=none | curfew.client_auth: The client proves nothing: whoever gets hold of a refresh token can use it, and of a code too where there is no PKCE.
            curfew.token_endpoint_auth_method=none | curfew.token_endpoint_auth_method: The client proves nothing: whoever gets hold of a refresh token can use it, and of a code too where there is no PKCE.
            curfew.route.orders.session_check_limit=3600 | curfew.route.orders.session_check_limit: Has no effect: session_check_interval is 0.
            """)
    void saysWhatIsUnwise(String changes, String notice) {
        assertEquals(List.of(notice), Values.valid().changed(changes).read().notices());
    }
}
