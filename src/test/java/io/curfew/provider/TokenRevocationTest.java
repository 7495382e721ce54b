package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Registration;
import io.curfew.config.Secret;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TokenRevocationTest {
    private static final String TOKEN = "the+token/with=odd&characters";

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private Registration registration() {
        Registration usual = Registrations.impatient(op.issuer(), Duration.ofSeconds(2));
        return new Registration(
                usual.issuer(), "gate way:1", new Secret("pass:wörd%&+"), usual.scopes(), usual.provider());
    }

    private RevocationOutcome revoke(Registration registration, Kind kind) {
        Providers providers = new Providers(List.of(registration), client, new SettableClock());
        return new TokenRevocation(providers, client).revoke(registration, TOKEN, kind);
    }

    private String failure() {
        String reason = assertInstanceOf(RevocationOutcome.Failed.class, revoke(registration(), Kind.ACCESS_TOKEN))
                .reason();
        assertFalse(reason.contains("token/with"), reason);
        assertFalse(reason.contains("pass"), reason);
        return reason;
    }

    @Test
    void theTokenIsSentWithItsHintAndTheClientByBasic() {
        assertInstanceOf(RevocationOutcome.Revoked.class, revoke(registration(), Kind.REFRESH_TOKEN));
        TestProvider.Received received = op.revocations().get(0);
        assertEquals(Map.of("token", TOKEN, "token_type_hint", "refresh_token"), received.parameters());
        String pair = new String(
                Base64.getDecoder().decode(received.authorization().replace("Basic ", "")), StandardCharsets.US_ASCII);
        assertEquals("gate+way%3A1:pass%3Aw%C3%B6rd%25%26%2B", pair);
    }

    @Test
    void anAccessTokenHasTheOtherHint() {
        revoke(registration(), Kind.ACCESS_TOKEN);
        assertEquals("access_token", op.revocations().get(0).parameters().get("token_type_hint"));
    }

    @Test
    void aProviderThatKnowsOnlyPostGetsTheClientInTheForm() {
        op.announce("revocation_endpoint_auth_methods_supported", List.of("client_secret_post"));
        assertInstanceOf(RevocationOutcome.Revoked.class, revoke(registration(), Kind.ACCESS_TOKEN));
        TestProvider.Received received = op.revocations().get(0);
        assertEquals("", received.authorization());
        assertEquals("gate way:1", received.parameters().get("client_id"));
        assertEquals("pass:wörd%&+", received.parameters().get("client_secret"));
    }

    @Test
    void theMethodsOfTheTokenEndpointCountWhereNoneAreGiven() {
        op.announce("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        revoke(registration(), Kind.ACCESS_TOKEN);
        assertEquals("", op.revocations().get(0).authorization());
    }

    @Test
    void noEndpointIsNoFailure() {
        op.announce("revocation_endpoint", null);
        assertInstanceOf(RevocationOutcome.NotOffered.class, revoke(registration(), Kind.ACCESS_TOKEN));
    }

    @Test
    void aConfiguredEndpointIsUsedEvenWithoutDiscovery() {
        op.answering(TestProvider.DISCOVERY, 503, "");
        Registration configured = Registrations.withEndpoints(op.issuer(), null, URI.create(op.issuer() + "/revoke"));
        assertInstanceOf(RevocationOutcome.Revoked.class, revoke(configured, Kind.ACCESS_TOKEN));
    }

    @Test
    void aRefusalIsToldWithItsCodeOnly() {
        op.answering(
                TestProvider.REVOKE,
                400,
                "{\"error\":\"unsupported_token_type\",\"error_description\":\"" + TOKEN + "\"}");
        assertTrue(failure().endsWith("answered 400 unsupported_token_type."));
        op.answering(TestProvider.REVOKE, 400, "{\"error\":\"a\\nb " + TOKEN + "\"}");
        assertTrue(failure().endsWith("answered 400."));
        op.answering(TestProvider.REVOKE, 503, "<html>");
        assertTrue(failure().endsWith("answered 503."));
    }

    @Test
    void aRedirectIsNotFollowed() {
        op.instead(TestProvider.REVOKE, exchange -> {
            exchange.getResponseHeaders().set("Location", op.issuer() + TestProvider.END_SESSION);
            exchange.sendResponseHeaders(307, -1);
        });
        assertTrue(failure().endsWith("answered 307."));
        assertEquals(List.of(), op.endSessions());
    }

    @Test
    void aHangingOrDrippingEndpointCostsNoMoreThanTheTimeout() {
        op.hanging(TestProvider.REVOKE);
        assertTimeout(Duration.ofSeconds(20), this::failure);
        op.dripping(TestProvider.REVOKE);
        assertTimeout(Duration.ofSeconds(20), this::failure);
    }

    @Test
    void aDeadProviderIsAFailureAndNoException() {
        op.close();
        assertTrue(failure().startsWith("Asking "));
    }
}
