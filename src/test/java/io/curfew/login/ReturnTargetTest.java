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
        assertTrue(location("/" + "a".repeat(ReturnTarget.LONGEST)).isEmpty());
        assertTrue(location("/" + "a".repeat(ReturnTarget.LONGEST - 1)).isPresent());
    }

    @Test
    void aRequestComesBackWithItsQueryAsItWas() {
        assertEquals(Optional.of("/orders?a=%20&b"), requested("a=%20&b"));
        assertEquals(Optional.of("/orders?q=a|b^c`{d}[e]%x"), requested("q=a|b^c`{d}[e]%x"));
        assertEquals(Optional.of("/orders?p=C:\\x"), requested("p=C:\\x"));
    }

    @Test
    void whatNoHeaderMayHoldIsEncoded() {
        assertEquals(Optional.of("/orders?n=%E9"), requested("n=\u00e9"));
        assertEquals(Optional.of("/orders?l=a%0D%0Ab"), requested("l=a\r\nb"));
    }

    @Test
    void aRequestThatNoBrowserSendsDoesNotComeBack() {
        assertEquals(Optional.empty(), requested("s=a#b"));
    }

    private static Optional<String> requested(String rawQuery) {
        return ReturnTarget.ofRequest("/orders", rawQuery).map(ReturnTarget::pathAndQuery);
    }

    private static Optional<String> location(String raw) {
        return ReturnTarget.parse(raw, PUBLIC_URL).map(target -> target.location(PUBLIC_URL));
    }
}
