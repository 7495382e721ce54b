package io.curfew.logout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.List;
import java.util.Map;
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

    @ParameterizedTest
    @NullAndEmptySource
    void theNameOfTheUserStandsInForAMissingIdToken(@Nullable String idToken) {
        EndSessionRequest request =
                request("https://id.example.com/logout", new UserHint(idToken, "ali ce&"), "gateway");

        assertEquals(
                "https://id.example.com/logout?logout_hint=ali%20ce%26&client_id=gateway&post_logout_redirect_uri="
                        + ENCODED_BACK + "&state=s",
                request.uri().toString());
    }

    @Test
    void theNameOfTheUserIsNotToldWhereAnIdTokenIs() {
        EndSessionRequest request = request("https://id.example.com/logout", new UserHint("a.b.c", "alice"), "gateway");

        assertFalse(request.uri().toString().contains("logout_hint"));
        assertFalse(request.fields().containsKey("logout_hint"));
    }

    @Test
    void aScriptGetsTheNameInPlaceOfAHintThatServersWouldRefuse() {
        UserHint hint = new UserHint("x".repeat(6001), "alice");
        EndSessionRequest request = request("https://id.example.com/logout", hint, "gateway");

        assertTrue(request.uri().toString().startsWith("https://id.example.com/logout?logout_hint=alice&client_id="));
        assertEquals(hint.idToken(), request.fields().get("id_token_hint"));
    }

    @Test
    void aUrlOfMoreThanTwoThousandCharactersNeedsAForm() {
        String endpoint = "https://id.example.com/logout?tenant=1";
        int rest = url(endpoint, "", "gateway").length() + "id_token_hint=&".length();
        UserHint fits = new UserHint("x".repeat(2000 - rest), null);
        UserHint tooLong = new UserHint("x".repeat(2001 - rest), null);

        assertEquals(2000, url(endpoint, fits.idToken(), "gateway").length());
        assertFalse(request(endpoint, fits, "gateway").needsForm());
        assertTrue(request(endpoint, tooLong, "gateway").needsForm());
        assertTrue(request(endpoint, new UserHint("x".repeat(9000), null), "gateway")
                .needsForm());
    }

    @Test
    void theFormGoesToTheEndpointWithItsOwnQuery() {
        EndSessionRequest request =
                request("https://id.example.com/logout?client_id=other#top", new UserHint("a&b", null), "gateway");

        assertEquals(
                "https://id.example.com/logout?client_id=other",
                request.action().toString());
        assertEquals(
                List.of(
                        Map.entry("id_token_hint", "a&b"),
                        Map.entry("post_logout_redirect_uri", BACK),
                        Map.entry("state", "s")),
                List.copyOf(request.fields().entrySet()));
    }

    private static String url(String endpoint, @Nullable String hint, String clientId) {
        return request(endpoint, new UserHint(hint, null), clientId).uri().toString();
    }

    private static EndSessionRequest request(String endpoint, UserHint hint, String clientId) {
        return new EndSessionRequest(URI.create(endpoint), hint, clientId, BACK, "s");
    }
}
