package io.curfew.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hosts of a route: what may be written, and what goes together. */
class HostsTest {
    private static final String NO_NAME =
            "is not the name of a host: letters, digits and '-' between dots, no dot at its end; IDNs as xn--….";

    private static List<String> hosts(String value) {
        return Values.valid()
                .with("curfew.route.orders.hosts", value)
                .read()
                .routes()
                .get(1)
                .requests()
                .hosts();
    }

    private static List<String> faults(String value) {
        return Values.valid().with("curfew.route.orders.hosts", value).faults();
    }

    @Test
    void theyAreNamesInLowerCase() {
        assertEquals(
                List.of("app.example.com", "b", "xn--bcher-kva.example", "127.0.0.1", "1.a"),
                hosts("App.Example.COM, b ,xn--bcher-kva.example,127.0.0.1,1.a"));
        assertEquals(List.of(), Values.valid().read().routes().get(1).requests().hosts(), "none if not set");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "app.example.com.",
                ".example.com",
                "a..b",
                "-a.example",
                "a-.example",
                "a_b.example",
                "bücher.example",
                "app.example.com/x",
                "a b",
                "user@app.example.com",
                "1.2.3",
                "1.2.3.256",
                "app.1x",
                "%61.example",
                "ſ.example"
            })
    void anythingElseIsRefused(String host) {
        assertEquals(List.of("curfew.route.orders.hosts: The value '" + host + "' " + NO_NAME), faults(host));
    }

    @Test
    void labelsAndNamesHaveTheLengthsOfDns() {
        String label = "a".repeat(63);
        String longest = label + "." + label + "." + label + "." + "a".repeat(61);
        assertEquals(List.of(longest), hosts(longest));
        assertEquals(1, faults(longest + "a").size());
        assertEquals(1, faults("a" + label + ".example").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "*.example.com", "app.*", "a*.example.com"})
    void aPatternIsRefusedByName(String host) {
        assertEquals(
                List.of("curfew.route.orders.hosts: The host '" + host
                        + "' is a pattern. Name each host: each has a redirect URI of its own at the provider."),
                faults(host));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app.example.com:443", "https://app.example.com", "[::1]", "::1"})
    void aPortOrASchemeIsRefusedByName(String host) {
        assertEquals(
                List.of(
                        "curfew.route.orders.hosts: The host '" + host
                                + "' has a ':' in it. Write a name or an IPv4 address; scheme and port are those of public_url."),
                faults(host));
    }

    @Test
    void noneIsInTheListTwice() {
        assertEquals(
                List.of("curfew.route.orders.hosts: The host 'A.example' is in the list twice."),
                faults("a.example,A.example"));
    }

    @Test
    void theyAreSetForARouteAlone() {
        assertEquals(
                1, Values.valid().with("curfew.hosts", "a.example").faults().size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a.example|b.example|0",
                "a.example|''|0",
                "''|a.example|0",
                "a.example|b.example,A.example|1",
                "a.example|a.example|1",
                "''|''|1",
            })
    void onePathMayHaveOneRouteOfEachHost(String orders, String billing, int faults) {
        Values values = Values.valid().with("curfew.route.orders.path", "/billing");
        if (!orders.isEmpty()) {
            values.with("curfew.route.orders.hosts", orders);
        }
        if (!billing.isEmpty()) {
            values.with("curfew.route.billing.hosts", billing);
        }
        List<String> found = values.faults();
        assertEquals(faults, found.size(), found::toString);
        if (faults == 1) {
            assertEquals(
                    List.of("curfew.route.orders.path: The route 'billing' has the same path '/billing'."
                            + " Give each route its own, or other methods or hosts."),
                    found);
        }
    }
}
