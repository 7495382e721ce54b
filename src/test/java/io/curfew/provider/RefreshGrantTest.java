package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Registration;
import io.curfew.config.Secret;
import io.curfew.ground.Exchanges;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import io.curfew.provider.RefreshGrant.RefreshOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefreshGrantTest {
    private static final String TOKEN = "the+token/with=odd&characters";

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final List<Map<String, String>> forms = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private RefreshOutcome refresh() {
        Registration usual = Registrations.impatient(op.issuer(), Duration.ofSeconds(1));
        Registration registration = new Registration(
                usual.issuer(), "gate way:1", new Secret("pass:wörd%&+"), usual.scopes(), usual.provider());
        Providers providers = new Providers(List.of(registration), client, new SettableClock());
        return new RefreshGrant(providers, client).refresh(registration, TOKEN);
    }

    private String failure() {
        String reason = assertInstanceOf(RefreshOutcome.Failed.class, refresh()).reason();
        assertFalse(reason.contains("token/with"), reason);
        assertFalse(reason.contains("pass"), reason);
        return reason;
    }

    private void answering(String json) {
        op.instead(TestProvider.TOKEN, exchange -> {
            forms.add(Exchanges.form(exchange));
            authorizations.add(String.join(",", exchange.getRequestHeaders().getOrDefault("Authorization", List.of())));
            Exchanges.json(exchange, 200, json);
        });
    }

    @Test
    void oneCallWithTheClientsOwnAuthenticationBringsTokens() {
        answering("{\"access_token\":\"a\",\"id_token\":\"i\",\"refresh_token\":\"r\"}");

        assertEquals(new RefreshOutcome.Refreshed("a", "i", "r"), refresh());

        assertEquals(List.of(Map.of("grant_type", "refresh_token", "refresh_token", TOKEN)), forms);
        String pair = new String(
                Base64.getDecoder().decode(authorizations.get(0).replace("Basic ", "")), StandardCharsets.US_ASCII);
        assertEquals("gate+way%3A1:pass%3Aw%C3%B6rd%25%26%2B", pair);
    }

    @Test
    void aProviderThatKnowsOnlyPostGetsTheClientInTheForm() {
        op.announce("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        answering("{\"access_token\":\"a\"}");

        assertEquals(new RefreshOutcome.Refreshed("a", null, null), refresh());

        assertEquals(List.of(""), authorizations);
        assertEquals("gate way:1", forms.get(0).get("client_id"));
        assertEquals("pass:wörd%&+", forms.get(0).get("client_secret"));
    }

    @Test
    void aRefusalIsToldWithItsCodeOnly() {
        op.answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"" + TOKEN + "\"}");
        assertTrue(failure().endsWith("answered 400 invalid_grant."));
        op.answering(TestProvider.TOKEN, 400, "{\"error\":\"a\\nb " + TOKEN + "\"}");
        assertTrue(failure().endsWith("answered 400."));
        op.answering(TestProvider.TOKEN, 200, "{\"id_token\":\"" + TOKEN + "\"}");
        assertTrue(failure().endsWith("answered 200."));
        op.answering(TestProvider.TOKEN, 200, "<html>");
        assertTrue(failure().endsWith("answered 200."));
    }

    @Test
    void aHangingOrDeadProviderCostsNoMoreThanTheTimeout() {
        op.hanging(TestProvider.TOKEN);
        assertTimeout(Duration.ofSeconds(5), this::failure);
        op.dripping(TestProvider.TOKEN);
        assertTimeout(Duration.ofSeconds(5), this::failure);
        op.close();
        assertTrue(failure().startsWith("Asking "));
    }
}
