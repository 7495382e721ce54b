package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.ConfigReader;
import io.curfew.config.RawValues;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.Answer;
import io.curfew.routing.LogoutTrigger;
import io.curfew.routing.RouteMatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The attack: another site, or a browser that fetches in advance, signs the user out. */
class LogoutCsrfTest {
    private final World world = new World();
    private final Route route = new RouteBuilder().build();
    private final RoutedSession session = world.signIn(route, "alice");

    @Test
    void aLinkSignsNobodyOutUnlessTheConfigurationSaysSo() {
        Map<String, String> values = new HashMap<>(Map.of(
                "curfew.public_url", "https://apps.example.com",
                "curfew.issuer", "https://id.example.com",
                "curfew.client_id", "gateway",
                "curfew.client_secret", "secret",
                "curfew.logout_uri_suffix", "/logout",
                "curfew.logout_query_arg", "bye",
                "curfew.route.orders.path", "/orders",
                "curfew.route.orders.upstream", "http://orders.internal:8080"));
        assertFalse(signsOut(values, "GET"));
        assertFalse(signsOut(values, "HEAD"));
        assertTrue(signsOut(values, "POST"), "control");
        values.put("curfew.logout_methods", "GET");
        assertTrue(signsOut(values, "GET"), "control");
    }

    @ParameterizedTest
    @CsvSource({
        "POST, same-origin, '', https://apps.example.com, true",
        "POST, cross-site, '', https://evil.example, false",
        "POST, same-site, '', https://evil.example.com, false",
        "POST, cross-site, '', https://apps.example.com, false",
        "POST, '', '', https://apps.example.com.evil.example, false",
        "POST, '', '', null, false",
        "GET, cross-site, '', '', false",
        "GET, '', '', '', false",
        "GET, none, prefetch;prerender, '', false",
        "POST, same-origin, prefetch, https://apps.example.com, false",
    })
    void onlyTheUsersOwnDoingEndsTheSession(String method, String site, String purpose, String origin, boolean ends) {
        Map<String, String> headers = new HashMap<>();
        put(headers, "Sec-Fetch-Site", site);
        put(headers, "Sec-Purpose", purpose);
        put(headers, "Origin", origin);
        SignOut signOut = new SignOut(
                world.logout(),
                world.trail,
                (cookies, routes) -> List.of(session),
                world.pending(),
                List.of(route),
                world.publicUrl);

        Answer answer = signOut.onRoute(
                new SignOutRequest(method, world.publicUrl, headers::get, List.of(), SignOutArguments.NONE), route);

        assertEquals(!ends, world.live.containsKey(session.session()));
        assertEquals(!ends, answer.header("Set-Cookie").isEmpty(), "a refusal leaves the cookies alone");
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (!value.isEmpty()) {
            headers.put(name, value);
        }
    }

    private static boolean signsOut(Map<String, String> values, String method) {
        Route route = ConfigReader.read(RawValues.of(values), "").routes().get(0);
        RouteMatch suffix = RouteBuilder.match(route, "/orders/logout");
        RouteMatch argument = RouteBuilder.match(route, "/orders/x");
        return LogoutTrigger.signsOut(suffix, method, null) && LogoutTrigger.signsOut(argument, method, "bye=1");
    }
}
