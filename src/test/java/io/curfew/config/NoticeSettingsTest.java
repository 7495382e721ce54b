package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeSettingsTest {
    private static final String SECRET = "curfew.session_secret=" + Values.SECRET;
    private static final String KEY = "curfew.route.orders.logout_notify_uri";
    private static final String ON = SECRET + "; " + KEY + "=https://orders.internal/events";

    @Test
    void nobodyIsToldUnlessTheConfigurationSaysSo() {
        assertNull(Values.valid().route("orders").logout().notice());
    }

    @Test
    void oneLineIsEnough() {
        assertEquals(
                new NoticeSettings(URI.create("https://orders.internal/events"), "orders"),
                Values.valid().changed(ON).route("orders").logout().notice());
        assertEquals(List.of(), Values.valid().changed(ON).read().notices());
    }

    @Test
    void theAudienceIsThatOfTheAssertions() {
        Values values = Values.valid().changed(ON + "; curfew.route.orders.upstream_assertion_audience=urn:orders");
        assertEquals(
                new NoticeSettings(URI.create("https://orders.internal/events"), "urn:orders"),
                values.route("orders").logout().notice());
        assertEquals(List.of(), values.read().notices());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // by http, as the requests themselves
                "http://orders.internal/events",
                "http://ORDERS.internal:9090/events?from=curfew",
                "http://localhost:9090/events",
                "http://127.0.0.1:9090/",
                "https://hooks.example.com"
            })
    void theseAreRight(String uri) {
        assertEquals(
                List.of(),
                Values.valid().changed(SECRET + "; " + KEY + "=" + uri).read().notices());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "logout_notify_uri=http://other.internal/events | logout_notify_uri | a host of the route's own upstreams",
                "upstream=https://orders.internal; curfew.route.orders.logout_notify_uri=http://orders.internal/events"
                        + " | logout_notify_uri | a host of the route's own upstreams",
                "logout_notify_uri=https://user:pw@orders.internal/ | logout_notify_uri | user name or password",
                "logout_notify_uri=https://orders.internal/#here | logout_notify_uri | fragment",
                "logout_notify_uri=/events | logout_notify_uri | absolute",
                "logout_notify_uri=ftp://orders.internal/ | logout_notify_uri | absolute",
                "logout_notify_uri; curfew.route.orders.upstream_assertion_audience=x | upstream_assertion_audience"
                        + " | upstream_assertion_header or logout_notify_uri",
                "upstream_assertion_lifetime=20 | upstream_assertion_lifetime | Has no effect",
                "auth_methods=bearer; curfew.route.orders.audience_required=api | logout_notify_uri | Does nothing",
                "issuer=https://other.example.com; curfew.route.orders.upstream_assertion_audience=billing;"
                        + " curfew.route.billing.logout_notify_uri=https://billing.internal/"
                        + " | upstream_assertion_audience | different issuers"
            })
    void theseAreNot(String change, String parameter, String words) {
        List<String> faults = Values.valid()
                .changed(ON)
                .changed("curfew.route.orders." + change)
                .faults();
        assertTrue(
                faults.stream()
                        .anyMatch(fault ->
                                fault.startsWith("curfew.route.orders." + parameter + ": ") && fault.contains(words)),
                faults::toString);
    }

    @Test
    void itIsSetForOneRoute() {
        List<String> faults = Values.valid()
                .changed("curfew.logout_notify_uri=https://orders.internal/events")
                .faults();
        assertTrue(faults.get(0).startsWith("curfew.logout_notify_uri: "), faults::toString);
    }

    @Test
    void aKeyThatEveryStartChangesIsWorthALine() {
        assertEquals(
                List.of(KEY + ": session_secret is not set: the key that signs is another one after every start, and"
                        + " until an application has read it, it takes no notice."),
                Values.valid()
                        .changed(KEY + "=https://orders.internal/events")
                        .read()
                        .notices());
    }
}
