package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.curfew.config.BackChannelScope;
import io.curfew.config.ClientAuthMethod;
import io.curfew.config.ClientSettings;
import io.curfew.config.Registration;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import io.curfew.provider.TokenRevocation.Kind;
import io.curfew.provider.TokenRevocation.RevocationOutcome;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the client proves itself: as it is set, else as the provider says. */
class ClientAuthenticationTest {
    private static final String POST = "&client_id=gateway&client_secret=secret";

    private static Registration registration(
            String issuer, @Nullable ClientAuthMethod token, @Nullable ClientAuthMethod revocation) {
        Registration usual = Registrations.at(issuer, "gateway");
        return new Registration(
                usual.issuer(),
                usual.clientId(),
                usual.clientSecret(),
                usual.scopes(),
                usual.provider(),
                new ClientSettings(token, revocation, "credential", null, BackChannelScope.SID));
    }

    @Test
    void whatIsSetWinsOverWhatTheProviderSays() {
        List<String> onlyPost = List.of("client_secret_post");
        for (ClientAuthMethod method : ClientAuthMethod.values()) {
            Registration set = registration("https://id.example.com", method, null);
            String form =
                    switch (method) {
                        case CLIENT_SECRET_BASIC -> "";
                        case CLIENT_SECRET_POST -> POST;
                        case NONE -> "&client_id=gateway";
                    };
            for (List<String> said : List.of(onlyPost, List.of("client_secret_basic"), List.<String>of())) {
                ClientAuthentication made = ClientAuthentication.of(set, said);
                assertEquals(form, made.form());
                if (method == ClientAuthMethod.CLIENT_SECRET_BASIC) {
                    assertNotNull(made.authorization());
                } else {
                    assertNull(made.authorization());
                }
            }
            assertEquals(POST, ClientAuthentication.atRevocation(set, onlyPost).form(), "the other endpoint");
        }
    }

    @Test
    void theRevocationEndpointHasItsOwnMethodAndName() {
        try (TestProvider op = TestProvider.start();
                ProviderClient client = new ProviderClient()) {
            Registration registration = registration(op.issuer(), null, ClientAuthMethod.CLIENT_SECRET_POST);
            Providers providers = new Providers(List.of(registration), client, new SettableClock());

            assertInstanceOf(
                    RevocationOutcome.Revoked.class,
                    new TokenRevocation(providers, client).revoke(registration, "a token", Kind.ACCESS_TOKEN));

            assertEquals(
                    Map.of(
                            "credential",
                            "a token",
                            "token_type_hint",
                            "access_token",
                            "client_id",
                            "gateway",
                            "client_secret",
                            "secret"),
                    op.revocations().get(0).parameters());
            assertEquals("", op.revocations().get(0).authorization());
        }
    }
}
