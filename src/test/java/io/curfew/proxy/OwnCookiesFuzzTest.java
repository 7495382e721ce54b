package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.fuzz.Input;
import io.curfew.ground.RouteBuilder;
import io.curfew.page.RequestCookies;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** No cookie of the gateway reaches an upstream, and none comes from one, however it is written. */
class OwnCookiesFuzzTest {
    private final OwnCookies cookies = new OwnCookies(List.of(
            new RouteBuilder().build(), new RouteBuilder().cookieName("shop").build()));

    /** A {@code Cookie} field. */
    @FuzzTest(maxDuration = "5m")
    void cookieField(byte[] bytes) {
        String field = Input.ofRequest(bytes, 1).part(0);
        Optional<String> rest = cookies.without(field);
        List<String> left = rest.stream().flatMap(OwnCookiesFuzzTest::pairs).toList();
        assertEquals(pairs(field).filter(pair -> !hasOurs(pair)).toList(), left, "the others stay as they are");
        assertEquals(rest, rest.flatMap(cookies::without), "taking them out twice changes nothing");
        assertEquals(rest, cookies.without(field + "; __Host-curfew=x"));
        assertEquals(rest, cookies.without("SHOP=x;" + field));
        List<RequestCookies.Pair> read = RequestCookies.of(List.of(field)).pairs();
        assertEquals(
                List.of(),
                RequestCookies.of(rest.stream().toList()).pairs().stream()
                        .filter(pair -> isOurs(pair.name()))
                        .toList(),
                "what the gate reads is what is taken out");
        assertEquals(read, RequestCookies.of(List.of(field.split(";"))).pairs(), "several fields are one");
    }

    /** A {@code Set-Cookie} field. */
    @FuzzTest(maxDuration = "5m")
    void setCookieField(byte[] bytes) {
        String field = Input.ofRequest(bytes, 1).part(0);
        String pair = field.split(";", 2)[0];
        boolean passes = !cookies.isSetBy(field);
        if (passes) {
            assertFalse(hasOurs(pair), field);
            assertFalse(name(pair).isEmpty(), "a browser sends one without a name as a bare value");
            assertTrue(pair.indexOf('=') > 0, field);
            assertEquals(1L, cookies.without(pair).stream().count(), "and it comes back through the gateway");
        }
        assertEquals(!passes, cookies.isSetBy(" " + field), "spaces in front are none to a browser");
    }

    private static Stream<String> pairs(String field) {
        return Stream.of(field.split(";")).map(String::strip).filter(pair -> !pair.isEmpty());
    }

    private static String name(String pair) {
        return pair.split("=", 2)[0].strip();
    }

    /** In any reading: RFC 2965 lets a comma end a cookie. */
    private static boolean hasOurs(String pair) {
        return isOurs(name(pair))
                || Stream.of(pair.split(",")).skip(1).anyMatch(part -> part.indexOf('=') >= 0 && isOurs(name(part)));
    }

    private static boolean isOurs(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("^\\$*", "").strip();
        String bare = lower.replaceFirst("^__(host|secure)-", "");
        return lower.equals("shop")
                || Stream.of("curfew", "wasoidc", "wasrequrloidc").anyMatch(bare::startsWith);
    }
}
