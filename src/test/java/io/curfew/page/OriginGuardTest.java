package io.curfew.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.page.OriginGuard.Reason;
import io.curfew.page.OriginGuard.Verdict;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginGuardTest {
    private static final String OWN = "https://apps.example.com";

    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    @ParameterizedTest(name = "site={0} origin={1}: POST {2}, GET {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        # Sec-Fetch-Site | Origin                          | POST, DELETE   | GET
          same-origin    | https://apps.example.com        | allowed        | allowed
          same-origin    | null                            | allowed        | allowed
          same-origin    | https://evil.example.com        | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          same-origin    | -                               | allowed        | allowed
          none           | https://apps.example.com        | allowed        | allowed
          none           | null                            | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          none           | https://evil.example.com        | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          none           | -                               | allowed        | allowed
          same-site      | https://apps.example.com        | CROSS_SITE     | CROSS_SITE
          same-site      | null                            | CROSS_SITE     | CROSS_SITE
          same-site      | https://evil.example.com        | CROSS_SITE     | CROSS_SITE
          same-site      | -                               | CROSS_SITE     | CROSS_SITE
          cross-site     | https://apps.example.com        | CROSS_SITE     | CROSS_SITE
          cross-site     | null                            | CROSS_SITE     | CROSS_SITE
          cross-site     | https://evil.example.com        | CROSS_SITE     | CROSS_SITE
          cross-site     | -                               | CROSS_SITE     | CROSS_SITE
          garbage        | https://apps.example.com        | CROSS_SITE     | CROSS_SITE
          ''             | https://apps.example.com        | CROSS_SITE     | CROSS_SITE
          -              | https://apps.example.com        | allowed        | allowed
          -              | null                            | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | https://evil.example.com        | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | -                               | allowed        | UNPROVEN
        # origins that only look like ours
          -              | http://apps.example.com         | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | https://apps.example.com:8443   | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | https://apps.example.com.evil   | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | https://apps.example.com/       | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | ''                              | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          -              | https://evil, https://apps.example.com | FOREIGN_ORIGIN | FOREIGN_ORIGIN
        """)
    void decidesByWhereTheRequestComesFrom(String site, String origin, String post, String get) {
        set("Sec-Fetch-Site", site);
        set("Origin", origin);

        assertEquals(post, verdict("POST"));
        assertEquals(post, verdict("DELETE"));
        assertEquals(get, verdict("GET"));
        assertEquals(get, verdict("HEAD"));
    }

    @ParameterizedTest(name = "referer={0}: POST {1}, GET {2}")
    @CsvSource(delimiter = '|', textBlock = """
          https://apps.example.com/orders?x=y  | allowed        | allowed
          https://apps.example.com             | allowed        | allowed
          https://evil.example.com/            | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          https://apps.example.com@evil/       | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          https://apps.example.com.evil/       | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          http://apps.example.com/             | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          not a url                            | FOREIGN_ORIGIN | FOREIGN_ORIGIN
          about:blank                          | FOREIGN_ORIGIN | FOREIGN_ORIGIN
        """)
    void withoutBetterProofTheRefererCounts(String referer, String post, String get) {
        set("Referer", referer);

        assertEquals(post, verdict("POST"));
        assertEquals(get, verdict("GET"));
    }

    @Test
    void theRefererDoesNotOverruleBetterProof() {
        set("Referer", OWN + "/orders");
        set("Sec-Fetch-Site", "cross-site");
        assertEquals("CROSS_SITE", verdict("POST"));

        headers.remove("Sec-Fetch-Site");
        set("Origin", "https://evil.example.com");
        assertEquals("FOREIGN_ORIGIN", verdict("POST"));
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Purpose, prefetch",
        "Sec-Purpose, prefetch;prerender",
        "Sec-Purpose, prefetch; anonymous-client-ip",
        "Purpose, prefetch",
        "Purpose, Prefetch",
        "X-Purpose, preview",
        "X-Moz, prefetch"
    })
    void nothingFetchedInAdvanceSignsOut(String name, String value) {
        set("Sec-Fetch-Site", "same-origin");
        set("Origin", OWN);
        assertEquals("allowed", verdict("GET"));

        set(name, value);
        assertEquals("PREFETCH", verdict("GET"));
        assertEquals("PREFETCH", verdict("POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "navigation"})
    void anotherPurposeIsNoHindrance(String purpose) {
        set("Origin", OWN);
        set("Sec-Purpose", purpose);

        assertEquals("allowed", verdict("POST"));
    }

    private void set(String name, String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private String verdict(String method) {
        Verdict verdict = OriginGuard.check(OWN, method, headers::get);
        if (verdict instanceof Verdict.Refused refused) {
            Reason reason = refused.reason();
            return reason.name();
        }
        return "allowed";
    }
}
