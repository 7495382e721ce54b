package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.IpAddress;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.config.TrustedIps;
import io.curfew.ground.RouteBuilder;
import io.curfew.routing.ForwardedChain;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a trusted proxy says of those behind it, and what of that is told. */
class ForwardedChainTest {
    private static final Route ROUTE = new RouteBuilder().build();
    private static final String PROXY = "10.0.0.1";
    private static final String REST = ";host=\"apps.example.com\";proto=https";

    private final HeaderPolicy policy = new HeaderPolicy(
            new PublicUrl(URI.create("https://apps.example.com")),
            List.of(ROUTE),
            new TrustedIps(List.of(new TrustedIps.Range(Objects.requireNonNull(IpAddress.of(PROXY))))));

    private List<HeaderField> sent(String peer, String... namesAndValues) {
        List<HeaderField> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new HeaderField(namesAndValues[i], namesAndValues[i + 1]));
        }
        ClientRequest request = new ClientRequest("GET", fields, peer, null, null);
        return policy.toUpstream(request, RouteBuilder.match(ROUTE, "/orders"), null, Optional.empty());
    }

    private static String value(List<HeaderField> fields, String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .collect(Collectors.joining(" | "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "198.51.100.1,203.0.113.5 | 198.51.100.1, 203.0.113.5, 10.0.0.1",
                "2001:db8::5 | 2001:db8::5, 10.0.0.1",
                "203.0.113.5:4711 | 203.0.113.5, 10.0.0.1",
                "[2001:db8::5] | 2001:db8::5, 10.0.0.1",
                "[2001:db8::5]:4711 | 2001:db8::5, 10.0.0.1",
                "unknown, 203.0.113.5 | unknown, 203.0.113.5, 10.0.0.1",
                ", ,203.0.113.5,, | 203.0.113.5, 10.0.0.1",
                "`` | 10.0.0.1",
                "garbage | 10.0.0.1",
                "6.6.6.6, garbage, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "203.0.113.5, garbage | 10.0.0.1",
                "6.6.6.6, 203.0.113.5 6.6.6.6 | 10.0.0.1",
                "6.6.6.256, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "localhost, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "[6.6.6.6], 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "[2001:db8::5, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "[2001:db8::5]x, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "6.6.6.6:, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "6.6.6.6:x, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "6.6.6.6:123456, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "fe80::1%eth0, 203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "`\"6.6.6.6\", 203.0.113.5` | 203.0.113.5, 10.0.0.1",
            })
    void theChainIsKeptUpToWhatIsMalformed(String said, String told) {
        assertEquals(told, value(sent(PROXY, "X-Forwarded-For", said), "X-Forwarded-For"));
        assertEquals("10.0.0.2", value(sent("10.0.0.2", "X-Forwarded-For", said), "X-Forwarded-For"), "control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "for=203.0.113.5 | 203.0.113.5, 10.0.0.1",
                "For=203.0.113.5;Proto=http;host=evil.example;by=_x | 203.0.113.5, 10.0.0.1",
                "for=198.51.100.1, for=203.0.113.5 | 198.51.100.1, 203.0.113.5, 10.0.0.1",
                "`for=\"[2001:db8::5]:4711\"` | 2001:db8::5, 10.0.0.1",
                "`for=\"203.0.113.5:80\"; proto=http` | 203.0.113.5, 10.0.0.1",
                "for=unknown, for=_hidden, for=203.0.113.5 | unknown, unknown, 203.0.113.5, 10.0.0.1",
                "`for=\"6.6.6.6, for=203.0.113.5` | 203.0.113.5, 10.0.0.1",
                "`for=6.6.6.6;x=\"a, b\", for=203.0.113.5` | 203.0.113.5, 10.0.0.1",
                "`for=6.6.6.6;x=\"a\\\"b\", for=203.0.113.5` | 203.0.113.5, 10.0.0.1",
                "proto=https | 10.0.0.1",
                "for=203.0.113.5;for=6.6.6.6 | 10.0.0.1",
                "for = 203.0.113.5 | 10.0.0.1",
                "for=2001:db8::5 | 10.0.0.1",
                "for=203.0.113.5;host | 10.0.0.1",
                "for=203.0.113.5;=x | 10.0.0.1",
                "for= | 10.0.0.1",
                "203.0.113.5 | 10.0.0.1",
                "`for=\"\"` | 10.0.0.1",
                "`for=\"` | 10.0.0.1",
            })
    void forwardedIsReadWhereThereIsNothingElse(String said, String told) {
        List<HeaderField> sent = sent(PROXY, "Forwarded", said);
        assertEquals(told, value(sent, "X-Forwarded-For"));
        assertEquals(elements(told), value(sent, "Forwarded"));
        assertEquals(elements("10.0.0.2"), value(sent("10.0.0.2", "Forwarded", said), "Forwarded"), "control");
    }

    private static String elements(String chain) {
        return Stream.of(chain.split(", ", -1))
                .map(node -> "for=" + (node.indexOf(':') < 0 ? node : "\"[" + node + "]\"") + REST)
                .collect(Collectors.joining(", "));
    }

    /** A proxy that writes the one field may hand the other one on as its client made it up. */
    @Test
    void forwardedIsNotBelievedBesideTheUsualField() {
        List<HeaderField> sent = sent(PROXY, "Forwarded", "for=6.6.6.6", "X-Forwarded-For", "203.0.113.5");
        assertEquals("203.0.113.5, 10.0.0.1", value(sent, "X-Forwarded-For"));
        assertEquals(elements("203.0.113.5, 10.0.0.1"), value(sent, "Forwarded"));
    }

    @Test
    void severalFieldsAreOneList() {
        List<HeaderField> sent = sent(
                PROXY, "X-Forwarded-For", "198.51.100.1", "X-A", "1", "x-forwarded-for", "198.51.100.2, 203.0.113.5");
        assertEquals("198.51.100.1, 198.51.100.2, 203.0.113.5, 10.0.0.1", value(sent, "X-Forwarded-For"));
        List<HeaderField> broken =
                sent(PROXY, "X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "x", "X-Forwarded-For", "203.0.113.5");
        assertEquals("203.0.113.5, 10.0.0.1", value(broken, "X-Forwarded-For"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X_Forwarded_For", "X.Forwarded.For", "X-Forwarded-For-", "X-Real-IP", "X-Client-IP"})
    void otherNamesAreNotBelieved(String name) {
        List<HeaderField> sent = sent(PROXY, name, "6.6.6.6", "X-Forwarded-For", "203.0.113.5");
        assertEquals("203.0.113.5, 10.0.0.1", value(sent, "X-Forwarded-For"));
        assertEquals("", value(sent, name));
    }

    /** Else a client could have its address taken away behind the proxy that tells it, and come from the proxy itself. */
    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "close, x-forwarded-for, Forwarded", "Forwarded"})
    void connectionDoesNotTakeTheChainAway(String options) {
        assertEquals(
                "203.0.113.5, 10.0.0.1",
                value(sent(PROXY, "Connection", options, "X-Forwarded-For", "203.0.113.5"), "X-Forwarded-For"));
        assertEquals(
                "203.0.113.5, 10.0.0.1",
                value(sent(PROXY, "Connection", options, "Forwarded", "for=203.0.113.5"), "X-Forwarded-For"));
    }

    @Test
    void schemeHostAndPortAreThoseOfThePublicUrl() {
        List<HeaderField> sent = sent(
                PROXY,
                "X-Forwarded-For",
                "203.0.113.5",
                "X-Forwarded-Proto",
                "http",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Port",
                "1",
                "X-Forwarded-Prefix",
                "/evil",
                "X-Forwarded-User",
                "root");
        assertEquals(
                List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Port"),
                sent.stream().map(HeaderField::name).toList());
        assertEquals("https", value(sent, "X-Forwarded-Proto"));
        assertEquals("apps.example.com", value(sent, "X-Forwarded-Host"));
        assertEquals("443", value(sent, "X-Forwarded-Port"));
    }

    @Test
    void aLongChainLosesItsLeft() {
        List<String> said =
                IntStream.range(0, 5_000).mapToObj(n -> "203.0.113." + n % 256).toList();
        String told = value(sent(PROXY, "X-Forwarded-For", String.join(",", said)), "X-Forwarded-For");
        List<String> expected = new ArrayList<>(said.subList(said.size() - ForwardedChain.MOST, said.size()));
        expected.add(PROXY);
        assertEquals(String.join(", ", expected), told);
    }

    @Test
    void aProxyThatSaysNothingIsTheClient() {
        List<HeaderField> sent = sent(PROXY);
        assertEquals(PROXY, value(sent, "X-Forwarded-For"));
        assertEquals("for=10.0.0.1" + REST, value(sent, "Forwarded"));
        assertEquals(
                "203.0.113.5, ::ffff:10.0.0.1",
                value(sent("::ffff:10.0.0.1", "X-Forwarded-For", "203.0.113.5"), "X-Forwarded-For"));
    }
}
