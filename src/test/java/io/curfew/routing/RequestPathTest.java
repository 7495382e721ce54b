package io.curfew.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestPathTest {
    private static String outcome(String raw, String contextPath) {
        PathVerdict verdict = RequestPath.of(raw, contextPath);
        return verdict instanceof PathVerdict.Normal normal
                ? normal.path().value()
                : ((PathVerdict.Refused) verdict).reason().name();
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ' ',
            value = {
                "/ /",
                "/orders /orders",
                "/orders/ /orders/",
                "/Orders/A /Orders/A",
                "/%6Frders/%4c%6fgout /orders/Logout",
                "/%7euser/%2D%5f /~user/-_",
                "/a.b/... /a.b/...",
                "/.well-known/..a/a.. /.well-known/..a/a..",
                "/%2ehidden/a%2e%2eb /.hidden/a..b",
                "/a!$&'()*+,=:@b /a!$&'()*+,=:@b",
                "/a%2b%3a%40 /a%2B%3A%40",
                "/gr%c3%bc%C3%9Fe /gr%C3%BC%C3%9Fe",
                "/%f0%9f%98%80 /%F0%9F%98%80",
                "/a%20b /a%20b",
                "/a%23b%3fc /a%23b%3Fc",
                "/100%25 /100%25",
                "/%252e%252e/%252f /%252e%252e/%252f",
                "/a|b[c]^{d}\"<e>` /a%7Cb%5Bc%5D%5E%7Bd%7D%22%3Ce%3E%60",
                "/%7cb /%7Cb",
                "/%ef%bc%8f /%EF%BC%8F",
            })
    void normalPathHasOneSpelling(String raw, String normal) {
        assertEquals(normal, outcome(raw, ""));
        assertEquals(normal, outcome(normal, ""), "normalising twice changes nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "''|NOT_A_PATH",
                "*|NOT_A_PATH",
                "orders|NOT_A_PATH",
                "http://evil.example/orders|NOT_A_PATH",
                "%2Forders|NOT_A_PATH",
                "/a%|INVALID_ENCODING",
                "/a%2|INVALID_ENCODING",
                "/a%zz|INVALID_ENCODING",
                "/a%u002f|INVALID_ENCODING",
                "/a%+1|INVALID_ENCODING",
                "/a%/b|INVALID_ENCODING",
                "/a%2fb|ENCODED_SLASH",
                "/orders%2Flogout|ENCODED_SLASH",
                "/orders/logout%2f|ENCODED_SLASH",
                "/..%2f..%2fadmin|ENCODED_SLASH",
                "/a\\b|BACKSLASH",
                "/a%5cb|BACKSLASH",
                "/%5C%5Cevil|BACKSLASH",
                "/a%00|CONTROL_CHARACTER",
                "/a%0d%0aX:y|CONTROL_CHARACTER",
                "/a%09|CONTROL_CHARACTER",
                "/a%7f|CONTROL_CHARACTER",
                "/a%c2%85|CONTROL_CHARACTER",
                "/a;jsessionid=1|PARAMETER",
                "/x;a=b/logout|PARAMETER",
                "/orders/..;/admin|PARAMETER",
                "/a%3bb|PARAMETER",
                "/.|DOT_SEGMENT",
                "/..|DOT_SEGMENT",
                "/a/./b|DOT_SEGMENT",
                "/a/../b|DOT_SEGMENT",
                "/a/..|DOT_SEGMENT",
                "/a/%2e%2e/b|DOT_SEGMENT",
                "/a/.%2E/b|DOT_SEGMENT",
                "/a/%2e|DOT_SEGMENT",
                "/a/%2e/|DOT_SEGMENT",
                "//|EMPTY_SEGMENT",
                "//orders|EMPTY_SEGMENT",
                "/orders//logout|EMPTY_SEGMENT",
                "/orders//|EMPTY_SEGMENT",
                "/a b|FORBIDDEN_CHARACTER",
                "/a#b|FORBIDDEN_CHARACTER",
                "/a?b|FORBIDDEN_CHARACTER",
                "/a%c0%af|INVALID_UTF8",
                "/a%c0%ae%c0%ae/b|INVALID_UTF8",
                "/a%e0%80%af|INVALID_UTF8",
                "/a%ff|INVALID_UTF8",
                "/a%c3|INVALID_UTF8",
                "/a%c3x%bc|INVALID_UTF8",
                "/a%c3/%bc|INVALID_UTF8",
                "/a%bc|INVALID_UTF8",
                "/a%ed%a0%80|INVALID_UTF8",
                "/a%f4%90%80%80|INVALID_UTF8",
            })
    void unsafePathIsRefusedForItsReason(String raw, String reason) {
        assertEquals(reason, outcome(raw, ""));
    }

    @Test
    void rawControlAndNonAsciiCharactersAreRefused() {
        for (char c = 0; c < 0x20; c++) {
            assertEquals("CONTROL_CHARACTER", outcome("/a" + c, ""));
        }
        assertEquals("CONTROL_CHARACTER", outcome("/a\u007F", ""));
        assertEquals("FORBIDDEN_CHARACTER", outcome("/gr\u00FC\u00DFe", ""));
        assertEquals("FORBIDDEN_CHARACTER", outcome("/a\u2215b", ""));
        assertEquals("FORBIDDEN_CHARACTER", outcome("/\uFF0E\uFF0E/b", ""));
    }

    @Test
    void everyOctetIsRefusedOrKeepsItsMeaning() {
        for (int octet = 0; octet < 0x80; octet++) {
            String outcome = outcome(String.format("/a%%%02x", octet), "");
            if (outcome.startsWith("/")) {
                String expected = PathNormalisation.isUnreserved((char) octet)
                        ? "/a" + (char) octet
                        : String.format("/a%%%02X", octet);
                assertEquals(expected, outcome);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/apps,/apps,/",
        "/apps/,/apps,/",
        "/apps/orders,/apps,/orders",
        "/%61pps/orders,/apps,/orders",
        "/apps/orders,/apps/orders,/",
        "/my%20apps/x,/my%20apps,/x",
        "/apple,/apps,OUTSIDE_CONTEXT",
        "/appsorders,/apps,OUTSIDE_CONTEXT",
        "/Apps/orders,/apps,OUTSIDE_CONTEXT",
        "/,/apps,OUTSIDE_CONTEXT",
        "/x/../apps/orders,/apps,DOT_SEGMENT",
        "/apps//orders,/apps,EMPTY_SEGMENT",
    })
    void contextRootIsTakenOffOnAWholeSegment(String raw, String contextPath, String expected) {
        assertEquals(expected, outcome(raw, contextPath));
    }

    @Test
    void pathIsOnOrBelowWholeSegmentsOnly() {
        RequestPath path = new RequestPath("/oidc/callback");
        assertEquals(true, path.isOnOrBelow("/oidc"));
        assertEquals(true, path.isOnOrBelow("/oidc/callback"));
        assertEquals(true, path.isOnOrBelow(""));
        assertEquals(false, path.isOnOrBelow("/oid"));
        assertEquals(false, path.isOnOrBelow("/oidc/callback/x"));
        assertThrows(IllegalArgumentException.class, () -> new RequestPath("oidc"));
    }

    @Test
    void refusalCodesAreUnique() {
        HashSet<String> codes = new HashSet<>();
        assertEquals(
                0,
                Arrays.stream(PathRefusal.values())
                        .filter(reason -> !codes.add(reason.code()))
                        .count());
    }
}
