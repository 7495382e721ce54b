package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestKindTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    @ParameterizedTest(name = "{0} requested-with={1} mode={2} dest={3} accept={4} is {5}")
    @CsvSource(delimiter = '|', textBlock = """
        # method | X-Requested-With   | Sec-Fetch-Mode | Sec-Fetch-Dest | Accept                                | kind
        # browsers of today
          GET    |                    | navigate       | document       | BROWSER                               | NAVIGATION
          POST   |                    | navigate       | document       | BROWSER                               | NAVIGATION
          GET    |                    | navigate       | iframe         | BROWSER                               | NAVIGATION
          GET    |                    | navigate       | empty          | BROWSER                               | NAVIGATION
          GET    |                    | navigate       |                | */*                                   | NAVIGATION
          GET    |                    | cors           | empty          | */*                                   | CALL
          GET    |                    | cors           | empty          | BROWSER                               | CALL
          POST   |                    | same-origin    | empty          | */*                                   | CALL
          GET    |                    | no-cors        | image          | image/avif,*/*                        | CALL
          GET    |                    | no-cors        | script         | */*                                   | CALL
          GET    |                    | websocket      | websocket      |                                       | CALL
        # scripts that say so
          GET    | XMLHttpRequest     | navigate       | document       | BROWSER                               | CALL
          GET    | xmlhttprequest     |                |                | BROWSER                               | CALL
        # an Android web view names its application
          GET    | com.example.app    |                |                | BROWSER                               | NAVIGATION
          GET    | com.example.app    | navigate       | document       | BROWSER                               | NAVIGATION
        # no Sec-Fetch-Mode: plain http, old browsers, programs
          GET    |                    |                |                | BROWSER                               | NAVIGATION
          HEAD   |                    |                |                | BROWSER                               | NAVIGATION
          GET    |                    |                | empty          | BROWSER                               | CALL
          GET    |                    |                |                | */*                                   | CALL
          GET    |                    |                |                |                                       | CALL
          GET    |                    |                |                | application/json                      | CALL
          GET    |                    |                |                | application/json, text/plain, */*     | CALL
          GET    |                    |                |                | application/json, text/html;q=0.5     | CALL
          GET    |                    |                |                | application/problem+json, text/html;q=0.9 | CALL
          GET    |                    |                |                | text/html, application/json;q=0.5     | NAVIGATION
          GET    |                    |                |                | text/html, application/json           | NAVIGATION
          GET    |                    |                |                | TEXT/HTML                             | NAVIGATION
          GET    |                    |                |                | text/html;q=0                         | CALL
          GET    |                    |                |                | text/html;q=garbage                   | NAVIGATION
          GET    |                    |                |                | ,;,                                   | CALL
        # methods that no link and no form can send
          DELETE |                    | navigate       | document       | BROWSER                               | CALL
          PUT    |                    |                |                | BROWSER                               | CALL
          OPTIONS|                    | cors           | empty          | */*                                   | CALL
          get    |                    | navigate       | document       | BROWSER                               | CALL
        """)
    void tellsPersonsFromPrograms(
            String method, String requestedWith, String mode, String destination, String accept, RequestKind expected) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        put(headers, "X-Requested-With", requestedWith);
        put(headers, "Sec-Fetch-Mode", mode);
        put(headers, "Sec-Fetch-Dest", destination);
        put(headers, "Accept", "BROWSER".equals(accept) ? BROWSER : accept);

        assertEquals(expected, RequestKind.of(method, headers::get));
    }

    @Test
    void aLongAcceptIsReadInNoTime() {
        String accept = "a/b;q=0.1,".repeat(5_000) + "text/html";

        assertEquals(RequestKind.NAVIGATION, RequestKind.of("GET", Map.of("Accept", accept)::get));
    }

    private static void put(Map<String, String> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }
}
