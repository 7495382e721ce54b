package io.curfew.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpHandler;
import io.curfew.config.Secret;
import io.curfew.ground.DeafServer;
import io.curfew.ground.Exchanges;
import io.curfew.ground.FreePort;
import io.curfew.ground.TestProvider;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One thing is wrong, and that is what is found. */
class DoctorTest {
    private final TestProvider provider = TestProvider.start();
    private final Examination healthy = Examination.of(provider.issuer());

    @BeforeEach
    void register() {
        provider.signIns().client("gateway", Examination.SECRET);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private void requireFound(FindingCode code) {
        requireFound(code, healthy);
    }

    private static void requireFound(FindingCode code, Examination examination) {
        assertEquals(List.of(code), examination.found(), () -> examination
                .ofRegistration()
                .toString());
    }

    @Test
    void nothingIsFoundWhereAllIsWell() {
        Diagnosis diagnosis = healthy.with("curfew.logout_revoke", "true").ofRegistration();
        assertEquals(List.of(), diagnosis.findings());
        assertEquals(11, diagnosis.fine().size(), diagnosis::toString);
        assertEquals("issuer " + provider.issuer() + ", client gateway", diagnosis.subject());
    }

    @Test
    void noticesOfTheConfigurationAreFindings() {
        Diagnosis plain = healthy.with("curfew.public_url", "http://apps.example.com")
                .all()
                .get(0);
        assertTrue(
                plain.findings().stream()
                        .anyMatch(finding -> finding.code() == FindingCode.CONFIGURATION_NOTICE
                                && finding.what().startsWith("curfew.public_url: The URL is http")),
                plain::toString);
        assertFalse(healthy.all().get(0).toString().contains("curfew.public_url"));
    }

    @Test
    void aProviderThatIsNotThere() {
        requireFound(
                FindingCode.DISCOVERY_UNREACHABLE, healthy.with("curfew.issuer", "http://127.0.0.1:" + FreePort.any()));
    }

    @Test
    void aProviderThatHangs() throws IOException {
        Examination impatient = healthy.with("curfew.timeout", "1000");
        provider.hanging(TestProvider.DISCOVERY);
        requireFound(FindingCode.DISCOVERY_UNREACHABLE, impatient);
        provider.dripping(TestProvider.DISCOVERY);
        requireFound(FindingCode.DISCOVERY_UNREACHABLE, impatient);
        try (DeafServer deaf = new DeafServer()) {
            requireFound(FindingCode.DISCOVERY_UNREACHABLE, impatient.with("curfew.issuer", deaf.uri()));
        }
    }

    @Test
    void aDocumentThatCannotBeUsed() {
        provider.answering(TestProvider.DISCOVERY, 404, "{}");
        requireFound(FindingCode.DISCOVERY_UNUSABLE);
        provider.answering(TestProvider.DISCOVERY, 200, "<html>");
        requireFound(FindingCode.DISCOVERY_UNUSABLE);
        provider.usual(TestProvider.DISCOVERY);
        provider.announce("token_endpoint", null);
        requireFound(FindingCode.DISCOVERY_UNUSABLE);
    }

    @Test
    void anIssuerWithAnotherLetter() {
        requireFound(FindingCode.ISSUER_DIFFERS, healthy.with("curfew.issuer", provider.issuer() + "/"));
        provider.announce("issuer", null);
        requireFound(FindingCode.ISSUER_DIFFERS);
        assertEquals(0, provider.requests(TestProvider.TOKEN), "The secret went to another issuer.");
        provider.announce("issuer", provider.issuer());
        assertEquals(List.of(), healthy.found());
        assertEquals(1, provider.requests(TestProvider.TOKEN));
    }

    @Test
    void aClockThatIsWrong() {
        for (int seconds : List.of(-45, 45)) {
            requireFound(
                    FindingCode.CLOCK_SKEW, healthy.at(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds))));
            assertEquals(
                    List.of(),
                    healthy.at(Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds)))
                            .with("curfew.leeway", "60")
                            .found());
        }
    }

    @Test
    void logoutThatIsNotOffered() {
        provider.announce("backchannel_logout_session_supported", false);
        requireFound(FindingCode.BACKCHANNEL_SESSION_UNSUPPORTED);
        provider.announce("backchannel_logout_supported", null);
        requireFound(FindingCode.BACKCHANNEL_UNSUPPORTED);
    }

    @Test
    void noEndSessionEndpoint() {
        provider.announce("end_session_endpoint", null);
        requireFound(FindingCode.END_SESSION_MISSING);
        assertEquals(List.of(), healthy.with("curfew.logout_local_only", "true").found());
        assertEquals(
                List.of(),
                healthy.with("curfew.end_session_endpoint", provider.issuer() + TestProvider.END_SESSION)
                        .found());
    }

    @Test
    void noRevocationEndpoint() {
        provider.announce("revocation_endpoint", null);
        assertEquals(List.of(), healthy.found());
        requireFound(FindingCode.REVOCATION_MISSING, healthy.with("curfew.logout_revoke", "true"));
    }

    @Test
    void keysThatCannotBeHad() {
        provider.down(TestProvider.JWKS);
        requireFound(FindingCode.KEYS_UNREACHABLE);
        provider.answering(TestProvider.JWKS, 500, "{}");
        requireFound(FindingCode.KEYS_UNREACHABLE);
    }

    @Test
    void noKeyForTheAlgorithm() {
        provider.announce("id_token_signing_alg_values_supported", List.of("RS256", "ES512"));
        requireFound(FindingCode.KEYS_UNFIT, healthy.with("curfew.id_token_signed_response_alg", "ES512"));
        provider.answering(TestProvider.JWKS, 200, "{\"keys\":[]}");
        requireFound(FindingCode.KEYS_UNFIT);
    }

    @Test
    void anAlgorithmThatIsNotOffered() {
        requireFound(FindingCode.ALGORITHM_UNSUPPORTED, healthy.with("curfew.id_token_signed_response_alg", "ES384"));
    }

    @Test
    void aWayOfProofThatIsNotTaken() {
        provider.announce("token_endpoint_auth_methods_supported", List.of("private_key_jwt"));
        requireFound(FindingCode.TOKEN_AUTH_UNSUPPORTED);
        provider.announce("token_endpoint_auth_methods_supported", List.of("client_secret_basic"));
        assertEquals(List.of(), healthy.found());
        requireFound(
                FindingCode.TOKEN_AUTH_UNSUPPORTED,
                healthy.with("curfew.token_endpoint_auth_method", "client_secret_post"));
    }

    @Test
    void aTokenEndpointThatCannotBeReached() {
        provider.down(TestProvider.TOKEN);
        requireFound(FindingCode.TOKEN_ENDPOINT_UNREACHABLE);
        provider.hanging(TestProvider.TOKEN);
        requireFound(FindingCode.TOKEN_ENDPOINT_UNREACHABLE, healthy.with("curfew.timeout", "1000"));
    }

    @Test
    void credentialsThatAreWrong() {
        requireFound(FindingCode.CLIENT_REFUSED, healthy.with("curfew.client_secret", "another"));
        provider.answering(TestProvider.TOKEN, 400, "{\"error\":\"unauthorized_client\"}");
        assertEquals(List.of(), healthy.found());
        provider.answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_client\"}");
        requireFound(FindingCode.CLIENT_REFUSED);
        provider.answering(TestProvider.TOKEN, 503, "{}");
        requireFound(FindingCode.CLIENT_UNSURE);
    }

    @Test
    void aClientThatIsNotThere() {
        requireFound(FindingCode.CLIENT_UNKNOWN, healthy.with("curfew.client_id", "nobody"));
    }

    @Test
    void aRedirectUriThatIsRefused() {
        provider.instead(TestProvider.AUTHORIZE, page(400, 400));
        requireFound(FindingCode.REDIRECT_URI_REFUSED);
    }

    @Test
    void aLoginPageIsForOurRedirectUriIfAnotherHasNone() {
        provider.instead(TestProvider.AUTHORIZE, page(200, 400));
        assertEquals(List.of(), healthy.found());
        provider.instead(TestProvider.AUTHORIZE, page(200, 200));
        requireFound(FindingCode.REDIRECT_URI_UNSURE);
        provider.down(TestProvider.AUTHORIZE);
        requireFound(FindingCode.REDIRECT_URI_UNSURE);
    }

    @Test
    void everyHostHasARedirectUriOfItsOwn() {
        provider.instead(TestProvider.AUTHORIZE, page(200, 400));
        Examination hosts = healthy.with("curfew.route.orders.hosts", "apps.example.com,shop.example.com");
        Diagnosis diagnosis = hosts.ofRegistration();
        requireFound(FindingCode.REDIRECT_URI_REFUSED, hosts);
        assertTrue(
                diagnosis.findings().get(0).what().contains(" https://shop.example.com/oidc/callback."),
                diagnosis::toString);
    }

    @Test
    void aLoginThatIsRefused() {
        provider.instead(
                TestProvider.AUTHORIZE,
                exchange -> Exchanges.redirect(
                        exchange,
                        Exchanges.query(exchange).getOrDefault("redirect_uri", ""),
                        Map.of("error", "invalid_scope", "error_description", "No such scope")));
        requireFound(FindingCode.AUTHORIZATION_REFUSED);
        provider.instead(
                TestProvider.AUTHORIZE,
                exchange -> Exchanges.redirect(
                        exchange,
                        Exchanges.query(exchange).getOrDefault("redirect_uri", ""),
                        Map.of("error", "login_required")));
        assertEquals(List.of(), healthy.found());
    }

    @Test
    void aDemandForAProofKeyIsMetWhereALoginWouldMeetIt() {
        provider.instead(TestProvider.AUTHORIZE, exchange -> {
            Map<String, String> query = Exchanges.query(exchange);
            boolean bound = "S256".equals(query.get("code_challenge_method"))
                    && query.getOrDefault("code_challenge", "").length() == 43;
            Exchanges.redirect(
                    exchange,
                    query.getOrDefault("redirect_uri", ""),
                    Map.of("error", bound ? "login_required" : "invalid_request"));
        });
        String proofKey = "curfew.require_proof_key_for_code_exchange";
        requireFound(FindingCode.AUTHORIZATION_REFUSED);
        assertEquals(List.of(), healthy.with(proofKey, "true").found());
        provider.announce("code_challenge_methods_supported", List.of("plain", "S256"));
        assertEquals(List.of(), healthy.found());
        requireFound(FindingCode.AUTHORIZATION_REFUSED, healthy.with(proofKey, "false"));
    }

    @Test
    void aPostLogoutRedirectUriThatIsRefused() {
        provider.instead(TestProvider.END_SESSION, page(400, 400));
        requireFound(FindingCode.POST_LOGOUT_URI_REFUSED);
        provider.instead(TestProvider.END_SESSION, page(200, 400));
        assertEquals(List.of(), healthy.found());
        provider.instead(TestProvider.END_SESSION, page(200, 200));
        requireFound(FindingCode.POST_LOGOUT_URI_UNSURE);
        provider.answering(TestProvider.END_SESSION, 400, "{}");
        requireFound(FindingCode.POST_LOGOUT_URI_UNSURE);
    }

    @Test
    void noRedirectIsFollowed() {
        provider.instead(
                TestProvider.DISCOVERY,
                exchange -> Exchanges.redirect(exchange, provider.issuer() + TestProvider.USER_INFO, Map.of()));
        requireFound(FindingCode.DISCOVERY_UNUSABLE);
        assertEquals(0, provider.requests(TestProvider.USER_INFO));
    }

    @Test
    void whatAProviderQuotesIsNotShown() {
        provider.answering(
                TestProvider.TOKEN,
                401,
                "{\"error\":\"" + Examination.SECRET + "\",\"error_description\":\"" + Examination.SECRET + "\"}");
        requireFound(FindingCode.CLIENT_REFUSED);
        assertFalse(healthy.all().toString().contains(Examination.SECRET), "a secret is shown");
    }

    @Test
    void anAdministratorsPasswordGoesToNoOtherServer() {
        KeycloakAccess elsewhere =
                new KeycloakAccess("https://keycloak.example.com", "master", "admin", new Secret("x"), true);
        assertEquals(List.of(), healthy.by(elsewhere).found());
    }

    /** Answers by whether a redirect URI is the gateway's; where there is none, by 200. */
    private static HttpHandler page(int ours, int others) {
        return exchange -> {
            Map<String, String> query = Exchanges.query(exchange);
            String back = query.getOrDefault("redirect_uri", query.getOrDefault("post_logout_redirect_uri", ""));
            int status = back.isEmpty() ? 200 : back.startsWith("https://apps.example.com/oidc/") ? ours : others;
            Exchanges.json(exchange, status, "{}");
        };
    }
}
