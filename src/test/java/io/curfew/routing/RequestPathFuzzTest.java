package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import io.curfew.fuzz.Input;
import io.curfew.ground.RouteBuilder;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Request targets: one spelling, one route, and what is forwarded is what was decided on. */
class RequestPathFuzzTest {
    private static final String BASE = "/base";
    private static final Pattern NORMAL = Pattern.compile("/(?:[A-Za-z0-9._~!$&'()*+,=:@/-]++|%[0-9A-F]{2})*+");
    private static final Pattern AMBIGUOUS = Pattern.compile("//|/\\.{1,2}(?:/|$)|%2F|%5C|%3B|%00|%7F|[;\\\\]");
    private static final Pattern QUERY = Pattern.compile("[\\x21\\x22\\x24-\\x7E]*");

    private final List<Route> routes = List.of(
            new RouteBuilder().path("").queryArg("bye").build(),
            new RouteBuilder()
                    .path("/orders")
                    .stripPath()
                    .queryArg("bye")
                    .anonymousPaths("/public")
                    .build(),
            new RouteBuilder().path("/orders/admin").queryArg("bye").build());
    private final RouteTable table = new RouteTable(new PublicUrl(URI.create("https://apps.example.com")), routes);

    /** A path, a method and a query. */
    @FuzzTest(maxDuration = "5m")
    void requestTarget(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 3);
        String raw = input.part(0);
        if (!(RequestPath.of(raw, "") instanceof PathVerdict.Normal normal)) {
            return;
        }
        RequestPath path = normal.path();
        assertHasOneReading(path.value());
        assertEquals(normal, RequestPath.of(path.value(), ""), "normalising twice changes nothing");
        assertEquals(octets(raw), octets(path.value()), "the path means what the client wrote");
        assertEquals(normal, RequestPath.of(spelledOut(path.value()), ""), "every spelling is the same path");

        RouteMatch match = match(path, input.part(1), input.part(2));
        assertEquals(longest(path.value()), match.routePath());
        assertEquals(match, match(path, input.part(1), input.part(2)));
        boolean below = match.pathBelowRoute().endsWith("/logout");
        boolean named = names(input.part(2), "bye");
        assertEquals(
                match.route().logout().methods().contains(input.part(1)) && (below || named),
                LogoutTrigger.signsOut(match, input.part(1), input.part(2)));
        assertForwardsWhatWasDecided(match, input.part(2));
    }

    /** Below a context root, which may be spelled in any way too. */
    @FuzzTest(maxDuration = "5m")
    void contextRoot(byte[] bytes) {
        Input input = Input.ofRequest(bytes, 2);
        PathVerdict whole = RequestPath.of(input.part(0), "");
        PathVerdict below = RequestPath.of(input.part(0), "/apps");
        if (below instanceof PathVerdict.Normal normal) {
            String value = ((PathVerdict.Normal) whole).path().value();
            assertTrue(value.equals("/apps") || value.startsWith("/apps/"), value);
            assertEquals(
                    value.equals("/apps") ? "/" : value.substring("/apps".length()),
                    normal.path().value());
            assertHasOneReading(normal.path().value());
        } else if (whole instanceof PathVerdict.Normal normal) {
            String value = normal.path().value();
            assertFalse(value.equals("/apps") || value.startsWith("/apps/"), value);
        }
    }

    private RouteMatch match(RequestPath path, String method, String query) {
        Optional<RouteMatch> match =
                table.at("any").match(path, method, one -> LogoutTrigger.signsOut(one, method, query));
        return match.orElseThrow();
    }

    private String longest(String path) {
        return routes.stream()
                .map(Route::path)
                .filter(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"))
                .max((one, other) -> one.length() - other.length())
                .orElseThrow();
    }

    private static void assertForwardsWhatWasDecided(RouteMatch match, String query) {
        String target = match.forwardTarget(BASE, query);
        int mark = target.indexOf('?');
        String forwarded = target.substring(BASE.length(), mark);
        String whole = match.route().upstream().stripPath() ? match.routePath() + forwarded : forwarded;
        assertEquals(match.path().value(), whole);
        assertTrue(target.startsWith(BASE) && (forwarded.isEmpty() || forwarded.startsWith("/")), target);
        assertTrue(QUERY.matcher(target.substring(mark + 1)).matches(), "nothing in the query ends the request line");
        if (!forwarded.isEmpty()) {
            assertHasOneReading(forwarded);
        }
        assertEquals(match.forwardTarget(BASE, null), target.substring(0, mark), "the query is in nobody's way");
    }

    private static void assertHasOneReading(String path) {
        assertTrue(NORMAL.matcher(path).matches(), path);
        assertFalse(AMBIGUOUS.matcher(path).find(), path);
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        assertFalse(decoded.contains("//") || decoded.contains("/../"), path);
        assertTrue(decoded.indexOf('\uFFFD') < 0 || path.contains("%EF%BF%BD"), "UTF-8");
        try {
            assertEquals(path, new URI(path).normalize().getRawPath(), "another reader finds nothing to repair");
        } catch (URISyntaxException e) {
            throw new AssertionError(path, e);
        }
    }

    /** The bytes that a path means. */
    private static String octets(String path) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                out.write(HexFormat.fromHexDigits(path, i + 1, i + 3));
                i += 2;
            } else {
                out.write(path.charAt(i));
            }
        }
        return HexFormat.of().formatHex(out.toByteArray());
    }

    /** With everything encoded that means the same when it is. */
    private static String spelledOut(String path) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            boolean encoded = path.lastIndexOf('%', i) >= Math.max(0, i - 2) && c != '%';
            if (!encoded && PathNormalisation.isUnreserved(c)) {
                out.append('%').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                out.append(encoded ? Character.toLowerCase(c) : c);
            }
        }
        return out.toString();
    }

    /** Read as a form in another way than the gateway does. */
    static boolean names(String form, String name) {
        for (String pair : form.split("&", -1)) {
            String written = pair.split("=", 2)[0];
            String decoded;
            try {
                decoded = URLDecoder.decode(written, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                decoded = written;
            }
            if (decoded.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
