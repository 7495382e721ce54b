package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CookieNamesTest {
    /** SHA-256 of https://id.example.com/realms/work, line feed, second. */
    private static final String SECOND = "4e1c9fbf";

    private static String cookie(Values values, String route) {
        return values.route(route).session().cookieName();
    }

    @Test
    void onHttpThereIsNoHostPrefix() {
        assertEquals("__Host-curfew", cookie(Values.valid(), "orders"));
        assertEquals("curfew", cookie(Values.valid().changed("curfew.public_url=http://localhost:9080"), "orders"));
    }

    @Test
    void anotherRegistrationThanTheOneForAllHasASuffix() {
        Values values = Values.valid().changed("curfew.route.billing.client_id=second");
        assertEquals("__Host-curfew-" + SECOND, cookie(values, "billing"));
        assertEquals("__Host-curfew", cookie(values, "orders"));

        values.changed("curfew.route.orders.client_id=second");
        assertEquals("__Host-curfew-" + SECOND, cookie(values, "orders"));
    }

    @Test
    void aSingleRegistrationNeedsNoSuffixAndSeveralWithoutOneForAllEachHaveOne() {
        Values values = Values.valid()
                .changed(
                        "curfew.client_id; curfew.route.billing.client_id=second; curfew.route.orders.client_id=second");
        assertEquals("__Host-curfew", cookie(values, "billing"));

        values.changed("curfew.route.orders.client_id=first");
        Set<String> names = values.read().routes().stream()
                .map(route -> route.session().cookieName())
                .collect(Collectors.toSet());
        assertEquals(2, names.size());
        assertEquals("__Host-curfew-" + SECOND, cookie(values, "billing"));
    }

    @Test
    void aNameThatIsSetIsTaken() {
        Values values =
                Values.valid().changed("curfew.session_cookie_name=a; curfew.route.orders.session_cookie_name=b");
        assertEquals("a", cookie(values, "billing"));
        assertEquals("b", cookie(values, "orders"));
    }

    @Test
    void routesWithOtherCookiesMayHaveOtherTimeouts() {
        Values values = Values.valid()
                .changed("curfew.route.orders.session_cookie_name=b; curfew.route.orders.session_idling_timeout=5");
        assertEquals(5, values.route("orders").session().idlingTimeout().toSeconds());
        assertEquals(900, values.route("billing").session().idlingTimeout().toSeconds());
    }
}
