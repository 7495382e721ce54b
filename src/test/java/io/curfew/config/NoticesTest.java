package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            curfew.public_url=http://localhost:9080 | curfew.public_url: The URL is http: cookies and tokens can be read on their way. Only for a developer's machine.
            curfew.issuer=http://localhost:8080/x | curfew.issuer: The URL is http: secrets and tokens can be read on their way to the provider.
            curfew.issuer=http://[::1]:8080/x | curfew.issuer: The URL is http: secrets and tokens can be read on their way to the provider.
            curfew.issuer=http://127.0.0.2/x | curfew.issuer: The URL is http: secrets and tokens can be read on their way to the provider.
            curfew.ssl_verify=false | curfew.ssl_verify: The provider's certificate is not verified: whoever is in between can sign in as anybody.
            curfew.trusted_ips=10.0.0.1,0.0.0.0/0 | curfew.trusted_ips: Every address is in it: whoever reaches the gateway can say who its clients are.
            curfew.trusted_ips=::/0 | curfew.trusted_ips: Every address is in it: whoever reaches the gateway can say who its clients are.
            curfew.logout_methods=GET | curfew.logout_methods: With GET a link that is merely followed signs out.
            curfew.logout_local_only=true | curfew.logout_local_only: Who signs out stays signed in at the provider: the next page signs in again without a question.
            curfew.logout_revoke_access_token=true | curfew.logout_revoke_access_token: Has no effect: logout_revoke is false.
            curfew.route.orders.logout_revoke_refresh_token=false | curfew.route.orders.logout_revoke_refresh_token: Has no effect: logout_revoke is false.
            curfew.route.orders.anonymous_paths=/a,/ | curfew.route.orders.anonymous_paths: Nobody has to sign in on this route: '/' is all of it.
            curfew.session_idling_timeout=90000 | curfew.session_idling_timeout: Has no effect: session_absolute_timeout is shorter and ends every session before.
            """)
    void saysWhatIsUnwise(String change, String notice) {
        assertEquals(List.of(notice), Values.valid().changed(change).read().notices());
    }

    @Test
    void aClusterInClearIsWorthALine() {
        assertEquals(
                List.of("curfew.cluster_plaintext_accepted: The nodes may talk in clear:"
                        + " whoever reaches their network can read, make and end sessions."),
                Values.embedded()
                        .changed("curfew.cluster_plaintext_accepted=true")
                        .read()
                        .notices());
        assertEquals(List.of(), Values.embedded().read().notices());
    }

    @Test
    void aSwitchThatOneRouteUsesIsUseful() {
        assertEquals(
                List.of(),
                Values.valid()
                        .changed("curfew.logout_revoke_access_token=false; curfew.route.orders.logout_revoke=true")
                        .read()
                        .notices());
    }

    @Test
    void aProviderByHttpIsFineForAGatewayByHttp() {
        assertEquals(
                2,
                Values.valid()
                        .changed("curfew.public_url=http://localhost:9080; curfew.issuer=http://keycloak:8080/realms/x")
                        .read()
                        .notices()
                        .size());
    }
}
