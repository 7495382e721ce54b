package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.ground.RouteBuilder;
import io.curfew.routing.RequestPath;
import io.curfew.routing.RouteMatch;
import io.curfew.session.Session;
import io.curfew.session.Tokens;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderPolicyTest {
    private static final PublicUrl PUBLIC_URL = new PublicUrl(URI.create("https://apps.example.com"));
    private static final Route ROUTE = new RouteBuilder()
            .claimHeader("sub", "X-User")
            .claimHeader("email", "X-User-Email")
            .build();
    private static final Route OTHER = new RouteBuilder()
            .path("/other")
            .cookieName("__Host-other")
            .claimHeader("groups", "X-Groups")
            .tokenHeader("X-Access-Token", false)
            .build();

    private final HeaderPolicy policy = new HeaderPolicy(PUBLIC_URL, List.of(ROUTE, OTHER));

    private static List<HeaderField> fields(String... namesAndValues) {
        List<HeaderField> fields = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new HeaderField(namesAndValues[i], namesAndValues[i + 1]));
        }
        return fields;
    }

    private static Session session(Map<String, String> claims) {
        return new Session(ROUTE.sessionSpace(), "alice", "s1", 0, 0, 0, 0, claims, "");
    }

    private static RouteMatch match(Route route) {
        return RouteBuilder.match(route, route.path());
    }

    private static ClientRequest request(String... namesAndValues) {
        return new ClientRequest("GET", fields(namesAndValues), "192.0.2.7", null, null);
    }

    /** What the upstream gets besides the forwarding headers. */
    private List<HeaderField> sent(Route route, Map<String, String> claims, String... namesAndValues) {
        Optional<Tokens> tokens = Optional.of(new Tokens("id", "access.token", null));
        return policy.toUpstream(request(namesAndValues), match(route), session(claims), tokens).stream()
                .filter(field -> !field.lowerCaseName().contains("forwarded"))
                .toList();
    }

    @Test
    void ordinaryHeadersPassInOrder() {
        String[] headers = {"Accept", "text/html", "X-A", "1", "x-a", "2", "Authorization", "Basic eA==", "X-Empty", ""
        };
        assertEquals(fields(headers), sent(ROUTE, Map.of(), headers));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-User",
                "x-user",
                "X-USER",
                "X_User",
                "x_user",
                "X-User_Email",
                "X_USER_EMAIL",
                "x.user",
                "X-User.",
                "X-User-",
                "X_User_",
                "X-Groups",
                "x_groups",
                "X-Access-Token",
                "X_Access.Token",
                "X-User ",
                "X-User\t",
                "X~User"
            })
    void identityHeaderFromTheClientNeverPassesEvenWithoutTheClaim(String name) {
        assertEquals(
                List.of(), sent(ROUTE, Map.of(), name, "root", name, "", name.toLowerCase(java.util.Locale.ROOT), "x"));
        assertEquals(
                fields("X-User", "alice"),
                sent(ROUTE, Map.of("sub", "alice"), name, "root"),
                "and does not stand beside ours");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Username", "X-Use", "User", "X-User-Agent"})
    void otherNamesPass(String name) {
        assertEquals(fields(name, "v"), sent(ROUTE, Map.of(), name, "v"));
    }

    @Test
    void connectionCannotRemoveWhatWeSet() {
        List<HeaderField> all = policy.toUpstream(
                request("Connection", "X-User, X-Forwarded-For,close", "connection", "x-a ,", "X-A", "1", "X-B", "2"),
                match(ROUTE),
                session(Map.of("sub", "alice")),
                Optional.empty());
        assertTrue(all.contains(new HeaderField("X-User", "alice")));
        assertTrue(all.contains(new HeaderField("X-Forwarded-For", "192.0.2.7")));
        assertTrue(all.contains(new HeaderField("X-B", "2")), "control");
        assertFalse(all.contains(new HeaderField("X-A", "1")), "what it names of the client's is removed");
        assertTrue(all.stream().noneMatch(field -> field.is("Connection")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection", "Keep-Alive", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "HTTP2-Settings",
                        "Proxy-Authorization",
                "Proxy-Connection", "Proxy", "proxy-foo", "Content-Length", "Host", "Expect", "expect", "HOST"
            })
    void hopByHopHeadersDoNotPass(String name) {
        assertEquals(fields("X-A", "1"), sent(ROUTE, Map.of(), name, "v", "X-A", "1"));
    }

    @Test
    void aClientThatTakesTrailersMakesTheGatewayTakeThem() {
        assertEquals(
                fields("X-A", "1", "TE", "trailers", "Connection", "TE"),
                sent(ROUTE, Map.of(), "TE", "deflate, Trailers", "Connection", "TE", "X-A", "1"));
        assertEquals(fields("X-A", "1"), sent(ROUTE, Map.of(), "TE", "deflate", "X-A", "1"), "control");
    }

    @Test
    void malformedFieldsDoNotPass() {
        assertEquals(
                fields("X-Tab", "a\tb", "X-Latin", "\u00FC"),
                sent(
                        ROUTE,
                        Map.of(),
                        "X A",
                        "1",
                        "",
                        "1",
                        "X:A",
                        "1",
                        "X-A",
                        "1\r\nX-User: root",
                        "X-B",
                        "a\0b",
                        "X-C",
                        "a\nb",
                        "X-D",
                        "\u2028",
                        "X-Tab",
                        "a\tb",
                        "X-Latin",
                        "\u00FC"));
    }

    @Test
    void claimsBecomeHeadersOfTheirRouteOnly() {
        Map<String, String> claims = Map.of("sub", "alice", "email", "", "groups", "a,b");
        assertEquals(fields("X-User", "alice"), sent(ROUTE, claims));
        assertEquals(fields("X-Groups", "a,b", "X-Access-Token", "access.token"), sent(OTHER, claims));
    }

    @Test
    void tokenHeaderCarriesTheTokenOrNothing() {
        Route bearer = new RouteBuilder().tokenHeader("Authorization", true).build();
        HeaderPolicy withBearer = new HeaderPolicy(PUBLIC_URL, List.of(bearer));
        ClientRequest request = request("authorization", "Bearer stolen", "X-A", "1");
        Session session = session(Map.of());
        HeaderField ours = new HeaderField("Authorization", "Bearer t-1");
        assertTrue(withBearer
                .toUpstream(request, match(bearer), session, Optional.of(new Tokens("i", "t-1", null)))
                .contains(ours));
        for (Optional<Tokens> none : List.of(
                Optional.<Tokens>empty(),
                Optional.of(new Tokens("i", "a\r\nX-User: root", null)),
                Optional.of(new Tokens("i", "", null)))) {
            assertTrue(withBearer.toUpstream(request, match(bearer), session, none).stream()
                    .noneMatch(field -> field.is("Authorization")));
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "alice,alice",
                "Alice B. (x) <a@b>,Alice B. (x) <a@b>",
                "100%,100%25",
                "%41dmin,%2541dmin",
                " admin,%20admin",
                "admin ,admin%20",
                "Gr\u00FCn,Gr%C3%BCn",
                "\u0130,%C4%B0",
                "a\u007Fb,a%7Fb",
                "\u2028,%E2%80%A8",
            })
    void claimIsEncodedSoThatItCanBeReadBack(String claim, String value) {
        assertEquals(fields("X-User", value), sent(ROUTE, Map.of("sub", claim)));
    }

    @Test
    void claimCannotBreakOutOfItsHeader() {
        assertEquals(
                fields("X-User", "a%0D%0AX-Groups: admin%00%09b"),
                sent(ROUTE, Map.of("sub", "a\r\nX-Groups: admin\0\tb")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=1; b=2|a=1; b=2",
                "a=1;b=2;;|a=1; b=2",
                "__Host-curfew=s; a=1|a=1",
                "a=1; __Host-curfew=s; b=2; __Host-curfew=t|a=1; b=2",
                "__Host-other=s; a=1|a=1",
                "__host-CURFEW=s; a=1|a=1",
                "__Host-curfew-login-x=1; curfew_logout=2; __Secure-curfew=3; CURFEW=4; a=1|a=1",
                "WASOidcState123=x; WASReqURLOidcp=y; a=1|a=1",
                "a=\"1; __Host-curfew=s; b=2\"|a=\"1; b=2\"",
                "__Host-curfew =s; a=1|a=1",
                "__Host-curfew; a=1|a=1",
                "xcurfew=1; other=2; __Host-app=3; a=curfew=1|xcurfew=1; other=2; __Host-app=3; a=curfew=1",
            })
    void ownCookiesAreTakenOut(String cookies, String expected) {
        assertEquals(fields("cookie", expected), sent(ROUTE, Map.of(), "cookie", cookies));
    }

    @Test
    void cookieHeaderWithNothingLeftIsGone() {
        assertEquals(
                fields("Cookie", "a=1"),
                sent(
                        ROUTE,
                        Map.of(),
                        "Cookie",
                        "__Host-curfew=s",
                        "Cookie",
                        "a=1",
                        "Cookie",
                        "curfew=s; ",
                        "Cookie",
                        ""));
        assertEquals(List.of(), sent(ROUTE, Map.of(), "Cookie_", "__Host-curfew=s"));
    }

    private static String value(List<HeaderField> fields, String name) {
        List<String> values = fields.stream()
                .filter(field -> field.is(name))
                .map(HeaderField::value)
                .toList();
        return String.join(" | ", values);
    }

    @Test
    void forwardedHeadersTellTheConnectionAndThePublicUrl() {
        List<HeaderField> all = policy.toUpstream(
                request(
                        "X-Forwarded-For",
                        "10.0.0.1",
                        "x_forwarded_for",
                        "10.0.0.2",
                        "Forwarded",
                        "for=10.0.0.3",
                        "X-Forwarded-Host",
                        "evil",
                        "X-Forwarded-Proto",
                        "http",
                        "X-Forwarded-Port",
                        "1",
                        "X-Forwarded-Prefix",
                        "/evil",
                        "X-Forwarded-User",
                        "root",
                        "X-Forwarded-Uri",
                        "/x",
                        "X-Real-IP",
                        "10.0.0.4",
                        "X-Original-URL",
                        "/admin",
                        "X_Rewrite_URL",
                        "/admin"),
                match(ROUTE),
                session(Map.of()),
                Optional.empty());
        assertEquals(
                fields(
                        "Forwarded",
                        "for=192.0.2.7;host=\"apps.example.com\";proto=https",
                        "X-Forwarded-For",
                        "192.0.2.7",
                        "X-Forwarded-Proto",
                        "https",
                        "X-Forwarded-Host",
                        "apps.example.com",
                        "X-Forwarded-Port",
                        "443"),
                all);
    }

    @Test
    void forwardedHeadersKnowPortsPrefixesAndIpv6() {
        PublicUrl url = new PublicUrl(URI.create("http://localhost:9080/apps"));
        Route route = new RouteBuilder().stripPath().build();
        ClientRequest request = new ClientRequest("GET", List.of(), "fe80::1%eth0", null, null);
        List<HeaderField> all = new HeaderPolicy(url, List.of(route))
                .toUpstream(request, RouteBuilder.match(route, "/orders", url), session(Map.of()), Optional.empty());
        assertEquals("for=\"[fe80::1]\";host=\"localhost:9080\";proto=http", value(all, "Forwarded"));
        assertEquals("fe80::1", value(all, "X-Forwarded-For"));
        assertEquals("9080", value(all, "X-Forwarded-Port"));
        assertEquals("/apps/orders", value(all, "X-Forwarded-Prefix"));
    }

    @Test
    void answerPassesWithoutWhatBelongsToItsConnection() {
        List<HeaderField> answer = fields(
                "Content-Type",
                "text/html",
                "Connection",
                "close, X-Hop",
                "X-Hop",
                "1",
                "Transfer-Encoding",
                "chunked",
                "Keep-Alive",
                "timeout=5",
                "Proxy-Authenticate",
                "Basic",
                "Trailer",
                "X-T",
                "Upgrade",
                "h2c",
                "Content-Length",
                "3",
                "Server",
                "u",
                "X-Bad",
                "a\rb",
                "Set-Cookie",
                "a=1; Path=/",
                "Set-Cookie",
                "b=2");
        assertEquals(
                fields("Content-Type", "text/html", "Server", "u", "Set-Cookie", "a=1; Path=/", "Set-Cookie", "b=2"),
                policy.toClient(answer, match(ROUTE)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-curfew=x; Path=/; Secure",
                "__Host-curfew=; Max-Age=0",
                "__Host-other=x",
                " __Host-curfew = x",
                "__HOST-Curfew=x",
                "curfew-login=x",
                "__Secure-curfew=x",
                "=__Host-curfew=x",
                "=x",
                "__Host-curfew",
                "curfew; a=b",
                "WASOidcStaten=1",
                ""
            })
    void upstreamCannotSetOrClearOurCookies(String setCookie) {
        assertEquals(List.of(), policy.toClient(fields("set-cookie", setCookie), match(ROUTE)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a=1", "JSESSIONID=x; Path=/; HttpOnly", "other=1", "a=__Host-curfew=x"})
    void otherCookiesOfTheUpstreamPass(String setCookie) {
        assertEquals(fields("Set-Cookie", setCookie), policy.toClient(fields("Set-Cookie", setCookie), match(ROUTE)));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {"\"cookies\"|0", "\"cache\", \"Cookies\"|0", "\"*\"|0", "\"cache\"|1"})
    void upstreamCannotClearAllCookies(String value, int expected) {
        assertEquals(
                expected,
                policy.toClient(fields("Clear-Site-Data", value), match(ROUTE)).size());
    }

    @ParameterizedTest
    @CsvSource({
        "http://orders.internal:8080/orders/1?a=b,https://apps.example.com/orders/1?a=b",
        "HTTP://Orders.Internal:8080/orders,https://apps.example.com/orders",
        "http://orders.internal:8080,https://apps.example.com",
        "http://orders.internal:8080?x,https://apps.example.com?x",
        "http://orders.internal:80801/x,http://orders.internal:80801/x",
        "http://orders.internal:8080.evil/x,http://orders.internal:8080.evil/x",
        "http://orders.internal:8080@evil/x,http://orders.internal:8080@evil/x",
        "https://orders.internal:8080/x,https://orders.internal:8080/x",
        "/orders/1,/orders/1",
        "next,next",
        "https://elsewhere.example/,https://elsewhere.example/",
    })
    void locationOnTheUpstreamsOwnAddressBecomesPublic(String location, String expected) {
        assertEquals(fields("Location", expected), policy.toClient(fields("Location", location), match(ROUTE)));
    }

    @Test
    void withoutASessionTheUpstreamIsToldNobody() {
        Route tells = new RouteBuilder()
                .claimHeader("sub", "X-User")
                .idTokenHeader("X-Id-Token")
                .build();
        HeaderPolicy telling = new HeaderPolicy(PUBLIC_URL, List.of(tells));
        ClientRequest request =
                request("X-User", "root", "x_user", "root", "X-ID-Token", "forged", "Cookie", "__Host-curfew=s; a=1");
        Optional<Tokens> tokens = Optional.of(new Tokens("id.token", "access", null));
        List<HeaderField> without = telling.toUpstream(request, match(tells), null, Optional.empty());
        assertEquals("", value(without, "X-User") + value(without, "x_user") + value(without, "X-Id-Token"));
        assertEquals("a=1", value(without, "Cookie"));
        List<HeaderField> with = telling.toUpstream(request, match(tells), session(Map.of("sub", "alice")), tokens);
        assertEquals("alice id.token", value(with, "X-User") + " " + value(with, "X-Id-Token"), "control");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Apps.example.org|Apps.example.org",
                "apps.example.org:8443|apps.example.org:8443",
                "10.0.0.1|10.0.0.1",
                "[2001:DB8::1]:80|[2001:DB8::1]:80",
                "a_b|a_b",
                "apps.example.org:|apps.example.com",
                "apps.example.org:0|apps.example.com",
                "apps.example.org:65536|apps.example.com",
                "apps.example.org:99999999999|apps.example.com",
                "apps.example.org:8x|apps.example.com",
                "evil@apps.example.org|apps.example.com",
                "apps.example.org/x|apps.example.com",
                "a b|apps.example.com",
                "a,b|apps.example.com",
                "a%41|apps.example.com",
                "[::1|apps.example.com",
                "[::1]x|apps.example.com",
                "[]|apps.example.com",
                "[g::1]|apps.example.com",
                "2001:db8::1|apps.example.com",
                ":80|apps.example.com",
                "''|apps.example.com",
            })
    void aHostIsHandedOnOnlyIfItIsOne(String host, String expected) {
        Route preserving = new RouteBuilder().preserveHost().build();
        HeaderPolicy policy = new HeaderPolicy(PUBLIC_URL, List.of(preserving));
        List<HeaderField> sent = policy.toUpstream(
                request("Host", host, "Connection", "host"), match(preserving), null, Optional.empty());
        assertEquals(expected, value(sent, "Host"));
        assertEquals("apps.example.com", value(sent, "X-Forwarded-Host"));
    }

    @Test
    void severalHostsOrNoneAreThePublicOne() {
        Route preserving = new RouteBuilder().preserveHost().build();
        HeaderPolicy policy = new HeaderPolicy(PUBLIC_URL, List.of(preserving));
        for (ClientRequest request : List.of(request(), request("Host", "a", "host", "a"))) {
            assertEquals(
                    "apps.example.com",
                    value(policy.toUpstream(request, match(preserving), null, Optional.empty()), "Host"));
        }
    }

    @ParameterizedTest
    @CsvSource({"/orders,/orders", "/o,/o"})
    void prefixAndLocationAreThoseOfThePathThatMatched(String matched, String prefix) {
        Route route = new RouteBuilder().path("/orders", "/o").stripPath().build();
        HeaderPolicy two = new HeaderPolicy(PUBLIC_URL, List.of(route));
        RouteMatch match = new RouteMatch(route, matched, new RequestPath(matched + "/1"), PUBLIC_URL);
        assertEquals(
                prefix,
                value(two.toUpstream(request(), match, session(Map.of()), Optional.empty()), "X-Forwarded-Prefix"));
        assertEquals(
                fields("Location", "https://apps.example.com" + prefix + "/2"),
                two.toClient(fields("Location", "http://orders.internal:8080/2"), match));
    }

    @ParameterizedTest
    @CsvSource({
        "http://u:8080/base/1,https://apps.example.com/gw/orders/1",
        "http://u:8080/base,https://apps.example.com/gw/orders",
        "http://u:8080/basement,http://u:8080/basement",
        "http://u:8080/,http://u:8080/",
    })
    void locationTakesTheSameWayBackAsThePath(String location, String expected) {
        Route route =
                new RouteBuilder().upstream("http://u:8080/base").stripPath().build();
        PublicUrl url = new PublicUrl(URI.create("https://apps.example.com/gw"));
        HeaderPolicy mapping = new HeaderPolicy(url, List.of(route));
        assertEquals(
                fields("Location", expected),
                mapping.toClient(fields("Location", location), RouteBuilder.match(route, "/orders", url)));
    }
}
