package io.curfew.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The jar judges the gateway's cookies, so it must be as strict as a browser. */
class CookieJarTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final URI HERE = URI.create("http://localhost:9080/orders/list");

    private final CookieJar jar = new CookieJar(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void aCookieGoesBackToItsHostOnEveryPort() {
        jar.accept(HERE, List.of("a=1; Path=/; Secure; HttpOnly; SameSite=Lax"));
        assertEquals("a=1", sent("http://localhost:9080/reports"));
        assertEquals("a=1", sent("http://localhost:1/"));
        assertNull(sent("http://127.0.0.1:9080/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a=; Path=/; Max-Age=0",
                "a=; Path=/; Max-Age=-1",
                "a=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
                "a=; Path=/; Expires=Thu, 01-Dec-1994 16:00:00 GMT"
            })
    void whatIsOverRemovesWhatWasThere(String removal) {
        jar.accept(HERE, List.of("a=1; Path=/", "b=2; Path=/"));
        jar.accept(HERE, List.of(removal));
        assertEquals("b=2", sent("http://localhost:9080/"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-a=1; Path=/",
                "__Host-a=1; Path=/orders; Secure",
                "__Host-a=1; Path=/; Secure; Domain=localhost",
                "__Secure-a=1; Path=/",
                "a=1; Path=/; SameSite=None",
                "=1; Path=/",
                "a"
            })
    void whatABrowserRefusesIsRefused(String header) {
        jar.accept(HERE, List.of(header));
        assertEquals(List.of(), jar.all());
        jar.accept(HERE, List.of("__Host-a=1; Path=/; Secure"));
        assertEquals("__Host-a=1", sent("http://localhost:9080/"));
    }

    @Test
    void aSecureCookieNeedsATrustworthyPlace() {
        jar.accept(URI.create("http://apps.example.com/"), List.of("a=1; Path=/; Secure"));
        assertEquals(List.of(), jar.all());
        jar.accept(URI.create("https://apps.example.com/"), List.of("a=1; Path=/; Secure"));
        assertNull(sent("http://apps.example.com/"));
        assertEquals("a=1", sent("https://apps.example.com/"));
    }

    @Test
    void aPathHoldsOnWholeSegments() {
        jar.accept(HERE, List.of("a=1; Path=/orders"));
        assertEquals("a=1", sent("http://localhost/orders"));
        assertEquals("a=1", sent("http://localhost/orders/1"));
        assertNull(sent("http://localhost/orders-of-others"));
    }

    @Test
    void acrossSitesOnlyWhatSameSiteAllows() {
        jar.accept(
                HERE,
                List.of("strict=1; Path=/; SameSite=Strict", "lax=1; Path=/", "none=1; Path=/; SameSite=None; Secure"));
        assertEquals("lax=1; none=1", jar.header(HERE, true, true));
        assertEquals("none=1", jar.header(HERE, true, false));
        assertEquals("strict=1; lax=1; none=1", jar.header(HERE, false, false));
    }

    @Test
    void aCookieIsGoneWhenItsTimeHasCome() {
        CookieJar later = new CookieJar(Clock.offset(Clock.fixed(NOW, ZoneOffset.UTC), Duration.ofSeconds(60)));
        Cookie cookie = new Cookie("a", "1", "localhost", null, "/", false, false, NOW.plusSeconds(60), "lax");
        jar.put(cookie);
        later.put(cookie);
        assertEquals("a=1", jar.header(HERE, false, false));
        assertNull(later.header(HERE, false, false));
    }

    private @Nullable String sent(String url) {
        return jar.header(URI.create(url), false, true);
    }
}
