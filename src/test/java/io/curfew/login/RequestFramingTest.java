package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFramingTest {
    private static RequestFraming.@Nullable Fault of(String protocol, String server, String... lines) {
        return RequestFraming.of(
                protocol,
                server,
                name -> Collections.enumeration(Arrays.stream(lines)
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                        .map(line -> line.substring(name.length() + 1))
                        .toList()));
    }

    private static RequestFraming.@Nullable Fault withLine(String line) {
        return of("HTTP/1.1", "apps.example.com", "Host:apps.example.com", line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-A:b",
                "Content-Length:0",
                "Content-Length:5",
                "Content-Length:05",
                "Transfer-Encoding:chunked",
                "transfer-encoding:CHUNKED"
            })
    void whatCanBeReadInOneWayPasses(String line) {
        assertNull(withLine(line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+5",
                "-5",
                "",
                "5,5",
                "5, 5",
                "0x5",
                "5a",
                " 5",
                "5;",
                "99999999999999999999",
                "18446744073709551621",
                "٥"
            })
    void aLengthIsANumber(String value) {
        assertEquals(RequestFraming.Fault.CONTENT_LENGTH, withLine("Content-Length:" + value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "xchunked",
                "chunked, identity",
                "identity, chunked",
                "chunked, chunked",
                "chunked;a=b",
                "gzip, chunked",
                "\"chunked\"",
                "chunked\t"
            })
    void theOnlyCodingIsChunked(String value) {
        assertEquals(RequestFraming.Fault.TRANSFER_ENCODING, withLine("Transfer-Encoding:" + value));
    }

    @Test
    void nothingAboutTheEndIsSaidTwice() {
        for (List<String> pair : List.of(
                List.of("Content-Length:5", "Content-Length:5"), List.of("Content-Length:5", "Content-Length:6"))) {
            assertEquals(RequestFraming.Fault.CONTENT_LENGTH, of("HTTP/1.1", "a", "Host:a", pair.get(0), pair.get(1)));
        }
        assertEquals(
                RequestFraming.Fault.TRANSFER_ENCODING,
                of("HTTP/1.1", "a", "Host:a", "Transfer-Encoding:chunked", "Transfer-Encoding:chunked"));
        assertEquals(
                RequestFraming.Fault.TRANSFER_ENCODING,
                of("HTTP/1.1", "a", "Host:a", "Transfer-Encoding:chunked", "Content-Length:5"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0", "HTTP/2"})
    void chunksBelongToHttp11(String protocol) {
        assertNull(of(protocol, "a", "Host:a", "Content-Length:5"));
        assertNull(of(protocol, "a"));
        assertEquals(RequestFraming.Fault.TRANSFER_ENCODING, of(protocol, "a", "Host:a", "Transfer-Encoding:chunked"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/0.9", "HTTP/1.2", "HTTP/3.0", "HTTP/01.1", "", "ICAP/1.0"})
    void otherVersionsAreNotSpoken(String protocol) {
        assertEquals(RequestFraming.Fault.VERSION, of(protocol, "a", "Host:a"));
    }

    @ParameterizedTest
    @CsvSource({
        "apps.example.com, apps.example.com",
        "APPS.example.com:8443, apps.example.com",
        "my_apps:80, my_apps",
        "127.0.0.1:9080, 127.0.0.1",
        "[::1]:9080, ::1",
        "[::1]:9080, [::1]",
        "[fe80::1], fe80::1"
    })
    void aHostIsAHost(String host, String server) {
        assertNull(of("HTTP/1.1", server, "Host:" + host));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "user@a", "a,b", "a:80:80", "a:x", ":80", "[::1", "[]x", "a\\b", "a#", "é"
            })
    void everythingElseIsNot(String host) {
        assertEquals(RequestFraming.Fault.HOST, of("HTTP/1.1", "a", "Host:" + host));
    }

    @ParameterizedTest
    @CsvSource({
        "POST, true",
        "PUT, true",
        "PATCH, true",
        "DELETE, true",
        "PROPFIND, true",
        "QUERY, true",
        "get, true",
        "GET, false",
        "HEAD, false",
        "OPTIONS, false"
    })
    void nothingFollowsARequestThatMayHideItsBody(String method, boolean ends) {
        assertEquals(ends, RequestFraming.endsConnection(method, "HTTP/1.1", name -> null));
        assertEquals(ends, RequestFraming.endsConnection(method, "HTTP/1.0", name -> null));
        assertFalse(RequestFraming.endsConnection(method, "HTTP/2.0", name -> null));
        for (String said : List.of("Content-Length", "Transfer-Encoding")) {
            assertFalse(
                    RequestFraming.endsConnection(method, "HTTP/1.1", name -> name.equals(said) ? "0" : null), said);
        }
    }

    @Test
    void thereIsOneHost() {
        assertEquals(RequestFraming.Fault.HOST, of("HTTP/1.1", "a"));
        assertEquals(RequestFraming.Fault.HOST, of("HTTP/1.1", "a", "Host:a", "Host:a"));
        assertEquals(RequestFraming.Fault.HOST, of("HTTP/2.0", "a", "Host:a", "Host:b"));
        assertEquals(RequestFraming.Fault.AUTHORITY, of("HTTP/1.1", "b", "Host:a"));
        assertEquals(RequestFraming.Fault.AUTHORITY, of("HTTP/1.1", "aa", "Host:a"));
    }
}
