package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Registration;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {
    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.at(op.issuer(), "gateway");
    private final Providers providers = providers(registration);

    private Providers providers(Registration only) {
        return new Providers(List.of(only), client, clock);
    }

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private void assertUnusable(String sentence) {
        String message = assertThrows(ProviderUnavailableException.class, () -> providers.metadata(registration))
                .sentence();
        assertTrue(message.contains(sentence), message);
        assertTrue(message.contains(op.issuer()), message);
    }

    @Test
    void theDocumentIsFetchedOnceAnHour() {
        ProviderMetadata metadata = providers.metadata(registration);
        assertEquals(op.issuer(), metadata.issuer());
        assertEquals(URI.create(op.issuer() + "/jwks"), metadata.jwksUri());
        assertEquals(URI.create(op.issuer() + "/end-session"), metadata.endSessionEndpoint());
        clock.advance(Duration.ofMinutes(59));
        providers.metadata(registration);
        assertEquals(1, op.requests(TestProvider.DISCOVERY));
        op.announce("end_session_endpoint", null);
        clock.advance(Duration.ofMinutes(1));
        assertEquals(null, providers.metadata(registration).endSessionEndpoint());
        assertEquals(2, op.requests(TestProvider.DISCOVERY));
    }

    @Test
    void nothingIsFetchedBeforeItIsNeeded() {
        assertEquals(0, op.requests(TestProvider.DISCOVERY));
        assertThrows(
                IllegalArgumentException.class,
                () -> providers.metadata(Registrations.at("https://unknown.example", "gateway")));
        assertEquals(0, op.requests(TestProvider.DISCOVERY));
    }

    @Test
    void theConfigurationOverridesTheDocument() {
        Registration overriding = Registrations.withEndpoints(
                op.issuer(), URI.create("https://a.example/out"), URI.create("https://a.example/r"));
        ProviderMetadata metadata = providers(overriding).metadata(overriding);
        assertEquals(URI.create("https://a.example/out"), metadata.endSessionEndpoint());
        assertEquals(URI.create("https://a.example/r"), metadata.revocationEndpoint());
    }

    @ParameterizedTest
    @CsvSource({
        "issuer, https://other.example, says that its issuer is",
        "jwks_uri, , has no 'jwks_uri'",
        "token_endpoint, , has no 'token_endpoint'",
        "authorization_endpoint, , has no 'authorization_endpoint'",
        "jwks_uri, /jwks, unusable 'jwks_uri'",
        "jwks_uri, file:///etc/passwd, unusable 'jwks_uri'",
        "jwks_uri, http:jwks, unusable 'jwks_uri'",
        "jwks_uri, http://user@host/jwks, unusable 'jwks_uri'",
        "end_session_endpoint, javascript:alert(1), unusable 'end_session_endpoint'",
        "revocation_endpoint, http://[, unusable 'revocation_endpoint'"
    })
    void anUnusableDocumentIsToldInASentence(String member, String value, String sentence) {
        op.announce(member, value);
        assertUnusable(sentence);
    }

    @Test
    void anIssuerThatDiffersByASlashIsAnother() {
        op.announce("issuer", op.issuer() + "/");
        assertUnusable("says that its issuer is");
    }

    @Test
    void whatIsNoDocumentIsToldInASentence() {
        op.answering(TestProvider.DISCOVERY, 200, "<html>");
        assertUnusable("is not a JSON object");
    }

    @Test
    void anErrorIsToldInASentence() {
        op.answering(TestProvider.DISCOVERY, 404, "{}");
        assertUnusable("answered 404");
    }

    @Test
    void aRedirectIsNotFollowed() {
        op.instead(TestProvider.DISCOVERY, exchange -> {
            exchange.getResponseHeaders().set("Location", op.issuer() + TestProvider.JWKS);
            exchange.sendResponseHeaders(302, -1);
        });
        assertUnusable("Redirects are not followed");
        assertEquals(0, op.requests(TestProvider.JWKS));
    }

    @Test
    void aHugeDocumentIsNotReadToItsEnd() {
        op.answering(TestProvider.DISCOVERY, 200, TestProvider.huge(256 * 1024 + 1));
        assertUnusable("is larger than 262144 bytes");
    }

    @Test
    void anHttpsIssuerMustNotSendUsToClearText() {
        var json = new java.util.HashMap<String, Object>();
        json.put("issuer", "https://id.example.com");
        json.put("authorization_endpoint", "https://id.example.com/a");
        json.put("token_endpoint", "https://id.example.com/t");
        json.put("jwks_uri", "https://id.example.com/j");
        DiscoveryDocument.parse("https://id.example.com", json);
        json.put("jwks_uri", "http://id.example.com/j");
        assertThrows(ProviderUnavailableException.class, () -> DiscoveryDocument.parse("https://id.example.com", json));
    }

    @Test
    void aDeadProviderIsAskedOnceInAWhile() {
        op.answering(TestProvider.DISCOVERY, 503, "");
        for (int i = 0; i < 10; i++) {
            assertUnusable("answered 503");
        }
        assertEquals(1, op.requests(TestProvider.DISCOVERY));
        op.usual(TestProvider.DISCOVERY);
        assertUnusable("answered 503");
        clock.advance(Refreshing.FIRST_VALUE_COOL_DOWN);
        assertEquals(op.issuer(), providers.metadata(registration).issuer());
    }

    @Test
    void theLastGoodDocumentServesWhileTheProviderIsDown() {
        providers.metadata(registration);
        op.close();
        clock.advance(Duration.ofHours(5));
        assertEquals(op.issuer(), providers.metadata(registration).issuer());
    }

    @Test
    void aProviderThatHangsOrDripsCostsNoMoreThanTheTimeout() {
        Registration impatient = Registrations.impatient(op.issuer(), Duration.ofMillis(400));
        op.hanging(TestProvider.DISCOVERY);
        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThrows(ProviderUnavailableException.class, () -> providers(impatient)
                        .metadata(impatient)));
        op.dripping(TestProvider.DISCOVERY);
        ProviderUnavailableException dripped = assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThrows(ProviderUnavailableException.class, () -> providers(impatient)
                        .metadata(impatient)));
        assertTrue(dripped.sentence().contains("no whole answer within 400 ms"), dripped.sentence());
    }

    @Test
    void onlySignaturesOfRsaAndEcAreForRegistrations() {
        for (String algorithm : List.of("HS256", "none", "EdDSA", "rs256")) {
            Registration wrong = Registrations.signedBy(op.issuer(), "gateway", algorithm);
            assertThrows(IllegalArgumentException.class, () -> providers(wrong), algorithm);
        }
        providers(Registrations.signedBy(op.issuer(), "gateway", "ES256"));
    }
}
