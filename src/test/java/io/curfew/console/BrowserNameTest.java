package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Firefox on Linux          | Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0
        Firefox on Android        | Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0
        Firefox on iOS            | Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 FxiOS/144.0 Mobile/15E148 Safari/605.1
        Chrome on Windows         | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36
        Chrome on ChromeOS        | Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36
        Chrome on Linux           | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/142.0.0.0 Safari/537.36
        Chrome on iOS             | Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) AppleWebKit/605.1 CriOS/142.0 Mobile/15E148 Safari/604.1
        Edge on Windows           | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0
        Opera on macOS            | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 Chrome/142.0.0.0 Safari/537.36 OPR/120.0
        Samsung Internet on Android | Mozilla/5.0 (Linux; Android 15; K) AppleWebKit/537.36 SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36
        Safari on macOS           | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15
        Safari on iOS             | Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1
        curl                      | curl/8.5.0
        python-requests           | python-requests/2.32.0
        Wget on Linux             | Wget/1.21.4 (Linux)
        A browser that is not known | Mozilla/5.0 (BrowserSession)
        A browser that is not known | <script>alert(1)</script>
        A browser that is not known | 4711
        """)
    void isSaidInPlainWords(String words, String userAgent) {
        assertEquals(words, BrowserName.of(userAgent));
    }

    @Test
    void sayingNothingIsNotKnown() {
        assertEquals("A browser that is not known", BrowserName.of(null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        2026-11-23T14:52:30Z | just now (23 Nov 2026, 14:52 UTC)
        2026-11-23T14:53:10Z | just now (23 Nov 2026, 14:53 UTC)
        2026-11-23T14:51:59Z | 1 minute ago (23 Nov 2026, 14:51 UTC)
        2026-11-23T13:53:01Z | 59 minutes ago (23 Nov 2026, 13:53 UTC)
        2026-11-23T13:52:00Z | 1 hour ago (23 Nov 2026, 13:52 UTC)
        2026-11-21T12:00:00Z | 2 days ago (21 Nov 2026, 12:00 UTC)
        """)
    void timesAreClearWithoutATimeZone(Instant then, String words) {
        assertEquals(words, TimeWords.of(then, Instant.parse("2026-11-23T14:53:00Z")));
    }
}
