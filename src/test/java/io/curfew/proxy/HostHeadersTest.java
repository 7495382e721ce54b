package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.routing.RouteTable;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What header fields say of the host, where a route names some. */
class HostHeadersTest {
    private static final PublicUrl PUBLIC_URL = new PublicUrl(URI.create("https://apps.example.com:8443"));
    private static final Route SHOP = new RouteBuilder()
            .path("/shop")
            .hosts("a.example.com", "b.example.com")
            .preserveHost()
            .stripPath()
            .build();
    private static final Route WIKI =
            new RouteBuilder().path("/wiki").preserveHost().build();
    private static final List<Route> ROUTES = List.of(SHOP, WIKI);

    private final RouteTable table = new RouteTable(PUBLIC_URL, ROUTES);
    private final HeaderPolicy policy = new HeaderPolicy(PUBLIC_URL, ROUTES);

    private RouteMatch match(String host, String path) {
        return table.at(host)
                .match(new RequestPath(path), "GET", signingOut -> false)
                .orElseThrow();
    }

    private String sent(String name, String host, String path) {
        ClientRequest request =
                new ClientRequest("GET", List.of(new HeaderField("Host", host + ":1")), "192.0.2.7", null, null);
        return policy.toUpstream(request, match(host, path), null, Optional.empty()).stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .collect(Collectors.joining("; "));
    }

    @ParameterizedTest
    @CsvSource({
        "a.example.com,/shop/1,a.example.com:8443,a.example.com:8443",
        "B.example.com,/shop/1,b.example.com:8443,b.example.com:8443",
        "a.example.com,/wiki/1,a.example.com:8443,a.example.com:1",
        "evil.example,/wiki/1,apps.example.com:8443,evil.example:1",
    })
    void theUpstreamIsToldOfAHostOfTheConfiguration(String host, String path, String forwarded, String preserved) {
        assertEquals(forwarded, sent("X-Forwarded-Host", host, path));
        assertEquals("for=192.0.2.7;host=\"" + forwarded + "\";proto=https", sent("Forwarded", host, path));
        assertEquals("8443", sent("X-Forwarded-Port", host, path));
        assertEquals(preserved, sent("Host", host, path));
    }

    @ParameterizedTest
    @CsvSource({"a.example.com", "b.example.com"})
    void aLocationOfTheUpstreamLeadsBackToTheHost(String host) {
        List<HeaderField> answer = List.of(new HeaderField("Location", "http://orders.internal:8080/2"));
        assertEquals(
                List.of(new HeaderField("Location", "https://" + host + ":8443/shop/2")),
                policy.toClient(answer, match(host, "/shop/1")));
    }

    @Test
    void aWebSocketMayBeOpenedByPagesOfItsOwnHostAlone() {
        try (OpenStreams streams =
                new OpenStreams((key, idle) -> Optional.empty(), (live, idle) -> false, (bearer, endless) -> true)) {
            WebSockets webSockets = new WebSockets(1, new WebSocketClient(), streams);
            RouteMatch atA = match("a.example.com", "/shop/1");
            assertEquals(Optional.empty(), webSockets.refusal(handshake("https://a.example.com:8443"), atA));
            for (String other : List.of("https://b.example.com:8443", "https://apps.example.com:8443")) {
                assertEquals(
                        403,
                        webSockets
                                .refusal(handshake(other), atA)
                                .orElseThrow()
                                .problem()
                                .status());
            }
        }
    }

    private static ClientRequest handshake(String origin) {
        return new ClientRequest(
                "GET",
                List.of(
                        new HeaderField("Upgrade", "websocket"),
                        new HeaderField("Connection", "Upgrade"),
                        new HeaderField("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
                        new HeaderField("Origin", origin)),
                "192.0.2.7",
                null,
                null);
    }
}
