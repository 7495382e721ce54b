package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;

class EndSessionRequestTest {
    private static final String BACK = "https://apps.example.com/oidc/logged-out";
    private static final String ENCODED_BACK = "https%3A%2F%2Fapps.example.com%2Foidc%2Flogged-out";

    @Test
    void hasAllFourParameters() {
        assertEquals(
                "https://id.example.com/logout?id_token_hint=a.b.c&client_id=gateway&post_logout_redirect_uri="
                        + ENCODED_BACK + "&state=s",
                url("https://id.example.com/logout", "a.b.c", "gateway"));
    }

    @ParameterizedTest
    @NullAndEmptySource
    void withoutAnIdTokenThereIsNoHint(@Nullable String hint) {
        assertEquals(
                "https://id.example.com/logout?client_id=gateway&post_logout_redirect_uri=" + ENCODED_BACK + "&state=s",
                url("https://id.example.com/logout", hint, "gateway"));
    }

    @ParameterizedTest
    @CsvSource({
        "https://id.example.com/logout?tenant=1,       https://id.example.com/logout?tenant=1&client_id=",
        "https://id.example.com/logout?tenant=a%26b&c, https://id.example.com/logout?tenant=a%26b&c&client_id=",
        "https://id.example.com/logout?,               https://id.example.com/logout?client_id=",
        "https://id.example.com/logout#top,            https://id.example.com/logout?client_id=",
        "https://id.example.com/logout?a=b#top?x,      https://id.example.com/logout?a=b&client_id=",
        "https://id.example.com/logout#top?x=y,        https://id.example.com/logout?client_id=",
    })
    void keepsTheQueryOfTheEndpoint(String endpoint, String start) {
        String url = url(endpoint, null, "gateway");

        assertTrue(url.startsWith(start), url);
    }

    @Test
    void doesNotSendAParameterTwice() {
        String url = url("https://id.example.com/v2/logout?client_id=other", null, "gateway");

        assertTrue(url.startsWith("https://id.example.com/v2/logout?client_id=other&post_logout_redirect_uri="), url);
        assertFalse(url.contains("gateway"));
    }

    @Test
    void encodesEveryValue() {
        String url = url("https://id.example.com/logout", "a&b=c#d", "my gateway+ü&x=y");

        assertTrue(url.contains("id_token_hint=a%26b%3Dc%23d&client_id=my%20gateway%2B%C3%BC%26x%3Dy&"), url);
    }

    @Test
    void leavesOutAHintThatServersWouldRefuse() {
        assertTrue(url("https://id.example.com/logout", "x".repeat(6000), "gateway")
                .contains("id_token_hint=x"));
        assertFalse(url("https://id.example.com/logout", "x".repeat(6001), "gateway")
                .contains("id_token_hint"));
    }

    private static String url(String endpoint, @Nullable String hint, String clientId) {
        return new EndSessionRequest(URI.create(endpoint), hint, clientId, BACK, "s")
                .uri()
                .toString();
    }
}
