package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.PublicUrl;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnTargetTest {
    private static final PublicUrl PUBLIC_URL = new PublicUrl(URI.create("https://apps.example.com"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/orders",
                "/orders/list?from=a&to=b",
                "/orders/%2e?q=%22x%22",
                "/orders?next=//evil.example",
                "/orders?q=a|b^c`{d}",
                "/orders/:8080/@x"
            })
    void acceptsAPathOfTheGateway(String raw) {
        assertEquals("https://apps.example.com" + raw, location(raw).orElseThrow());
    }

    @Test
    void acceptsAnAbsoluteUrlOfItsOwnOrigin() {
        assertEquals(
                "https://apps.example.com/orders?a=1",
                location("https://apps.example.com/orders?a=1").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "\\/evil.example",
                "/\t/evil.example",
                "\t//evil.example",
                " //evil.example",
                "/\n/evil.example",
                "/\r\nSet-Cookie: a=b",
                "/orders\u0000",
                "/orders/\u2025/",
                "/\uff0fevil.example",
                "https:evil.example",
                "https://evil.example/",
                "https://apps.example.com",
                "https://apps.example.com.evil.example/",
                "https://apps.example.com@evil.example/",
                "https://apps.example.com\\@evil.example/",
                "https://apps.example.com:444/",
                "http://apps.example.com/",
                "HTTPS://evil.example/",
                "https://[::1]/",
                "https://user:pass@apps.example.com/",
                "https://apps.example.com//evil.example",
                "https://apps.example.com/\\evil.example",
                "javascript:alert(1)",
                "data:text/html,x",
                "/orders#fragment",
                "#",
                "?a=b",
                ".",
                "..//evil.example",
            })
    void refusesEverythingElse(String raw) {
        assertTrue(location(raw).isEmpty(), raw);
    }

    @Test
    void refusesWhatIsTooLong() {
        assertTrue(location("/" + "a".repeat(4096)).isEmpty());
        assertTrue(location("/" + "a".repeat(4095)).isPresent());
    }

    @Test
    void aRequestComesBackWithItsQuery() {
        assertEquals("/orders?a=%20", ReturnTarget.ofRequest("/orders", "a=%20").pathAndQuery());
    }

    @Test
    void aRequestWhoseQueryCannotBeKeptComesBackWithoutIt() {
        assertEquals("/orders", ReturnTarget.ofRequest("/orders", "a=\\\\evil").pathAndQuery());
    }

    private static Optional<String> location(String raw) {
        return ReturnTarget.parse(raw, PUBLIC_URL).map(target -> target.location(PUBLIC_URL));
    }
}
