package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The places that answers name, on their way to the browser. */
class PublicPathTest {
    private static final PublicUrl PUBLIC = new PublicUrl(URI.create("https://apps.example.com"));
    private static final PublicUrl IN_CONTEXT = new PublicUrl(URI.create("https://apps.example.com/gw"));

    private static RouteBuilder stripping() {
        return new RouteBuilder()
                .upstream("http://a.internal:8080", "https://b.internal")
                .stripPath();
    }

    private static String passed(PublicUrl publicUrl, Route route, String name, String value) {
        List<HeaderField> answer = List.of(new HeaderField(name, value));
        return new HeaderPolicy(publicUrl, List.of(route))
                .toClient(answer, RouteBuilder.match(route, route.path() + "/x", publicUrl))
                .get(0)
                .value();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/login|/orders/login",
                "/|/orders/",
                "/login?next=/x#y|/orders/login?next=/x#y",
                "/ordersx|/orders/ordersx",
                "/ORDERS/x|/orders/ORDERS/x",
                "/orders|/orders",
                "/orders/|/orders/",
                "/orders/login|/orders/login",
                "/orders?x|/orders?x",
                "/orders#x|/orders#x",
                "//evil.example/x|//evil.example/x",
                "/\\evil.example/x|/\\evil.example/x",
                "login|login",
                "../login|../login",
                "?x=1|?x=1",
                "#x|#x",
                "http://a.internal:8080/login|https://apps.example.com/orders/login",
                "HTTP://A.Internal:8080/login|https://apps.example.com/orders/login",
                "https://b.internal/login?x|https://apps.example.com/orders/login?x",
                "https://b.internal:443/login|https://apps.example.com/orders/login",
                "https://b.internal|https://apps.example.com/orders",
                "http://b.internal/login|http://b.internal/login",
                "https://b.internal:8443/login|https://b.internal:8443/login",
                "https://b.internal.evil/x|https://b.internal.evil/x",
                "https://b.internal@evil/x|https://b.internal@evil/x",
                "https://apps.example.com/login|https://apps.example.com/login",
                "mailto:a@b|mailto:a@b"
            })
    void aLocationLeadsBackToTheRoute(String location, String expected) {
        Route route = stripping().build();
        assertEquals(expected, passed(PUBLIC, route, "Location", location));
        assertEquals(expected, passed(PUBLIC, route, "content-location", location));
        assertEquals(location, passed(PUBLIC, route, "X-Location", location), "control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/base/login|/gw/orders/login",
                "/base|/gw/orders",
                "/base/two/login|/gw/orders/login",
                "/basement|/basement",
                "/gw/orders/login|/gw/orders/login",
                "http://a.internal:8080/base/x|https://apps.example.com/gw/orders/x",
                "http://a.internal:8080/base/two/x|https://apps.example.com/gw/orders/x",
                "http://a.internal:8080/x|http://a.internal:8080/x"
            })
    void basePathsAndTheContextRootAreOnTheWay(String location, String expected) {
        Route route = new RouteBuilder()
                .upstream("http://a.internal:8080/base", "http://a.internal:8080/base/two")
                .stripPath()
                .build();
        assertEquals(expected, passed(IN_CONTEXT, route, "Location", location));
    }

    /** At the upstream they are paths of its own; without its base path a browser would read a host. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "/app/login|/login",
                "/app//evil.example|https://apps.example.com//evil.example",
                "/app/\\evil.example|https://apps.example.com/\\evil.example",
                "/app/\t/evil.example|https://apps.example.com/\t/evil.example"
            })
    void whatIsLeftOfAPathNamesNoHost(String location, String expected) {
        Route route = new RouteBuilder()
                .path("")
                .upstream("http://a.internal:8080/app")
                .stripPath()
                .build();
        assertEquals(expected, passed(PUBLIC, route, "Location", location));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/login", "/", "/orders/login", "//x", "login", "https://elsewhere.example/"})
    void nothingChangesWhereThePathIsTheSame(String location) {
        Route kept = new RouteBuilder().upstream("http://a.internal:8080").build();
        assertEquals(location, passed(PUBLIC, kept, "Location", location));
        Route root = stripping().path("").build();
        assertEquals(location, passed(PUBLIC, root, "Location", location));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=1; Path=/x|a=1; Path=/orders/x",
                "a=1; Path=/|a=1; Path=/orders",
                "a=1;path=/x;HttpOnly|a=1;path=/orders/x;HttpOnly",
                "a=1; PATH = /x ; Secure|a=1; PATH =/orders/x; Secure",
                "a=1; Path=/x/; Path=/y|a=1; Path=/orders/x/; Path=/orders/y",
                "a=1; Path=/orders|a=1; Path=/orders",
                "a=1; Path=/orders/|a=1; Path=/orders/",
                "a=1; Path=/orders/x|a=1; Path=/orders/x",
                "a=1; Path=/ordersx|a=1; Path=/orders/ordersx",
                "a=1|a=1",
                "a=1; Path=|a=1; Path=",
                "a=1; Path|a=1; Path",
                "a=1; Path=x|a=1; Path=x",
                "a=1; Path=\"/x\"|a=1; Path=\"/x\"",
                "a=Path=/x; HttpOnly|a=Path=/x; HttpOnly",
                "Path=/x; HttpOnly|Path=/x; HttpOnly",
                "__Host-a=1; Path=/; Secure|__Host-a=1; Path=/; Secure",
                "__host-a=1; Path=/; Secure|__host-a=1; Path=/; Secure",
                "__Secure-a=1; Path=/; Secure|__Secure-a=1; Path=/orders; Secure",
                "a=1; Domain=a.internal; Path=/x|a=1; Path=/orders/x",
                "a=1; domain=.B.Internal|a=1",
                "a=1; Domain = b.internal ; Secure|a=1; Secure",
                "a=1; Domain=internal|a=1; Domain=internal",
                "a=1; Domain=xa.internal|a=1; Domain=xa.internal",
                "a=1; Domain=example.com|a=1; Domain=example.com",
                "a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=5; SameSite=None; Partitioned|a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT; Max-Age=5; SameSite=None; Partitioned"
            })
    void aCookieIsForTheRoute(String setCookie, String expected) {
        Route route = stripping().build();
        assertEquals(expected, passed(PUBLIC, route, "Set-Cookie", setCookie));
        assertEquals(setCookie, passed(PUBLIC, route, "X-Set-Cookie", setCookie), "control");
    }

    @ParameterizedTest
    @CsvSource({
        "a=1; Path=/base,a=1; Path=/gw/orders",
        "a=1; Path=/base/,a=1; Path=/gw/orders",
        "a=1; Path=/,a=1; Path=/gw/orders",
        "a=1; Path=/base/x,a=1; Path=/gw/orders/x",
        "a=1; Path=/other,a=1; Path=/other",
        "a=1; Path=/gw/orders/x,a=1; Path=/gw/orders/x"
    })
    void aCookieBelowABasePath(String setCookie, String expected) {
        Route route = stripping().upstream("http://a.internal:8080/base").build();
        assertEquals(expected, passed(IN_CONTEXT, route, "Set-Cookie", setCookie));
    }

    @Test
    void withoutStrippingOnlyTheDomainGoes() {
        Route route = new RouteBuilder().upstream("http://a.internal:8080").build();
        assertEquals("a=1; Path=/x", passed(PUBLIC, route, "Set-Cookie", "a=1; Domain=a.internal; Path=/x"));
        assertEquals("a=1; Path=/", passed(PUBLIC, route, "Set-Cookie", "a=1; Path=/"));
    }
}
