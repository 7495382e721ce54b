package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.UpstreamSettings.TokenHeader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AssertionSettingsTest {
    private static final String ON =
            "curfew.upstream_assertion_header=authorization:bearer; curfew.session_secret=" + Values.SECRET;

    @Test
    void nobodyIsToldUnlessTheConfigurationSaysSo() {
        assertNull(Values.valid().route("orders").upstream().assertion());
    }

    @Test
    void oneLineIsEnough() {
        assertEquals(
                new AssertionSettings(
                        new TokenHeader("authorization", true), "orders", Duration.ofMinutes(1), List.of("groups")),
                Values.valid().changed(ON).route("orders").upstream().assertion());
        assertEquals(List.of(), Values.valid().changed(ON).read().notices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curfew.route.orders.upstream_assertion_audience=urn:example:orders",
                "curfew.upstream_assertion_lifetime=10",
                "curfew.upstream_assertion_lifetime=600",
                // for the assertion, though nothing is demanded of groups
                "curfew.route.orders.groups_claim=realm_access,roles",
                "curfew.upstream_id_token_header=X-Id-Token",
                // of one provider the users are the same
                "curfew.route.orders.upstream_assertion_audience=billing"
            })
    void theseAreRight(String change) {
        assertEquals(
                List.of(), Values.valid().changed(ON).changed(change).read().notices());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "curfew.upstream_assertion_lifetime=9 | curfew.upstream_assertion_lifetime | from 10 to 600",
                "curfew.upstream_assertion_lifetime=601 | curfew.upstream_assertion_lifetime | from 10 to 600",
                "curfew.route.orders.upstream_assertion_audience=a,b | curfew.route.orders.upstream_assertion_audience"
                        + " | without a comma",
                "curfew.route.orders.upstream_assertion_audience=a b | curfew.route.orders.upstream_assertion_audience"
                        + " | visible ASCII",
                "curfew.upstream_assertion_audience=all | curfew.upstream_assertion_audience | route",
                "curfew.upstream_assertion_header=cookie | curfew.upstream_assertion_header | by the gateway itself",
                "curfew.upstream_assertion_header=X-A:basic | curfew.upstream_assertion_header | followed by :bearer",
                "curfew.upstream_access_token_header=Authorization | curfew.upstream_assertion_header"
                        + " | the access token (upstream_access_token_header)",
                "curfew.route.orders.upstream_id_token_header=AUTHORIZATION | curfew.upstream_assertion_header"
                        + " | the ID token (upstream_id_token_header)",
                "curfew.upstream_assertion_header=X-U; curfew.upstream_user_info_header=x-u"
                        + " | curfew.upstream_user_info_header | already carries something else",
                "curfew.upstream_assertion_header=X-U; curfew.upstream_headers_claims=email;"
                        + " curfew.upstream_headers_names=x-u | curfew.upstream_assertion_header"
                        + " | a claim (upstream_headers_names)",
                "curfew.upstream_assertion_header; curfew.route.orders.upstream_assertion_audience=x"
                        + " | curfew.route.orders.upstream_assertion_audience | Has no effect",
                "curfew.upstream_assertion_header; curfew.route.orders.upstream_assertion_lifetime=20"
                        + " | curfew.route.orders.upstream_assertion_lifetime | Has no effect",
                "curfew.route.orders.issuer=https://other.example.com;"
                        + " curfew.route.orders.upstream_assertion_audience=billing"
                        + " | curfew.route.orders.upstream_assertion_audience | different issuers",
                "curfew.route.billing.issuer=https://other.example.com;"
                        + " curfew.route.billing.upstream_assertion_audience=orders"
                        + " | curfew.route.billing.upstream_assertion_audience | different issuers"
            })
    void theseAreNot(String change, String key, String words) {
        List<String> faults = Values.valid().changed(ON).changed(change).faults();
        assertTrue(
                faults.stream().anyMatch(fault -> fault.startsWith(key + ": ") && fault.contains(words)),
                faults::toString);
    }

    @Test
    void aKeyThatEveryStartChangesIsWorthALine() {
        assertEquals(
                List.of("curfew.upstream_assertion_header: session_secret is not set: the key that signs is another one"
                        + " after every start, and until an application has read it, it takes no assertion."),
                Values.valid()
                        .changed(ON)
                        .changed("curfew.session_secret")
                        .read()
                        .notices());
    }
}
