package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import io.curfew.ground.Exchanges;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.provider.TokenRefresh.Held;
import io.curfew.provider.TokenRefresh.RefreshOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class TokenRefreshTest {
    private static final String CLIENT = "gateway";

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final SettableClock clock = new SettableClock();

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private RefreshOutcome refresh() {
        return refresh(Registrations.impatient(op.issuer(), Duration.ofSeconds(1)));
    }

    private RefreshOutcome refresh(Registration registration) {
        Providers providers = new Providers(List.of(registration), client, clock);
        RefreshedIdToken idTokens = new RefreshedIdToken(providers, clock);
        return new TokenRefresh(providers, client, idTokens).refresh(registration, held());
    }

    private Held held() {
        Map<String, Object> claims = claims();
        claims.put("nonce", "n-1");
        return new Held("alice", "sid-1", signed(claims), "the refresh+token");
    }

    private Map<String, Object> claims() {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", op.issuer());
        claims.put("sub", "alice");
        claims.put("sid", "sid-1");
        claims.put("aud", CLIENT);
        claims.put("azp", CLIENT);
        claims.put("iat", now);
        claims.put("exp", now + 300);
        claims.put("name", "Alice");
        return claims;
    }

    private String signed(Map<String, Object> claims) {
        return signed(Map.of("alg", "RS256", "kid", op.keys().current().getKeyID()), claims);
    }

    private String signed(Map<String, Object> header, Map<String, Object> claims) {
        return TestKeys.sign(
                header, JSONObjectUtils.toJSONString(claims), op.keys().current(), JWSAlgorithm.RS256);
    }

    private Map<String, Object> answer(@Nullable String idToken) {
        Map<String, Object> answer = new HashMap<>(Map.of(
                "access_token", "new access", "token_type", "Bearer", "expires_in", 60, "refresh_token", "next"));
        if (idToken != null) {
            answer.put("id_token", idToken);
        }
        return answer;
    }

    private void answering(Map<String, Object> answer) {
        op.answering(TestProvider.TOKEN, 200, JSONObjectUtils.toJSONString(answer));
    }

    private RefreshOutcome.Renewed renewed() {
        return assertInstanceOf(RefreshOutcome.Renewed.class, refresh());
    }

    @Test
    void newTokensTakeThePlaceOfTheOldOnes() {
        Map<String, Object> claims = claims();
        claims.put("name", "Alice Example");
        String idToken = signed(claims);
        answering(answer(idToken));

        RefreshOutcome.Renewed renewed = renewed();

        assertEquals("new access", renewed.accessToken());
        assertEquals("next", renewed.refreshToken());
        assertEquals(idToken, renewed.idToken());
        assertEquals("Alice Example", renewed.claims().get("name"));
        assertEquals(OptionalLong.of(60), renewed.expiresIn());
    }

    @Test
    void whatTheAnswerLeavesOutStays() {
        Map<String, Object> answer = answer(null);
        answer.remove("refresh_token");
        answer.remove("expires_in");
        answering(answer);

        RefreshOutcome.Renewed renewed = renewed();

        assertNull(renewed.refreshToken());
        assertNull(renewed.idToken());
        assertEquals(Map.of(), renewed.claims());
        assertEquals(OptionalLong.empty(), renewed.expiresIn());
    }

    @Test
    void aLifeBelowZeroIsOver() {
        Map<String, Object> answer = answer(null);
        answer.put("expires_in", -5);
        answering(answer);
        assertEquals(OptionalLong.of(0), renewed().expiresIn());
    }

    @Test
    void theRefreshTokenOfTheTestProviderWorksOnceWithTheClientsProof() {
        assertInstanceOf(RefreshOutcome.Refused.class, refresh(), "this one was never issued");
        assertEquals("basic", op.signIns().authentication());
    }

    @Test
    void anotherErrorIsToldWithItsCodeOnly() {
        op.answering(TestProvider.TOKEN, 401, "{\"error\":\"invalid_client\",\"error_description\":\"quoted\"}");
        String reason =
                assertInstanceOf(RefreshOutcome.Unavailable.class, refresh()).reason();
        assertTrue(reason.endsWith(" answered 401 invalid_client."), reason);
    }

    @Test
    void aHangingOrDeadProviderCostsNoMoreThanTheTimeout() {
        op.hanging(TestProvider.TOKEN);
        assertTimeout(Duration.ofSeconds(5), () -> assertInstanceOf(RefreshOutcome.Unavailable.class, refresh()));
        op.close();
        assertTimeout(Duration.ofSeconds(5), () -> assertInstanceOf(RefreshOutcome.Unavailable.class, refresh()));
    }

    @Test
    void invalidGrantIsARefusal() {
        op.answering(
                TestProvider.TOKEN, 400, "{\"error\":\"invalid_grant\",\"error_description\":\"Session not active\"}");
        assertEquals(new RefreshOutcome.Refused("invalid_grant"), refresh());
    }

    /** None of these says anything about the session. */
    @TestFactory
    Stream<DynamicTest> everythingElseIsNoRefusal() {
        Map<String, Consumer<TestProvider>> faults = new LinkedHashMap<>();
        faults.put("invalid_client", op -> op.answering(TestProvider.TOKEN, 401, "{\"error\":\"invalid_client\"}"));
        faults.put("invalid_request", op -> op.answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_request\"}"));
        faults.put(
                "quoting the token",
                op -> op.answering(
                        TestProvider.TOKEN,
                        400,
                        "{\"error\":\"invalid_request\",\"error_description\":\"the refresh+token\"}"));
        faults.put(
                "quoting it in the code",
                op -> op.answering(TestProvider.TOKEN, 400, "{\"error\":\"a\\nb the refresh+token\"}"));
        faults.put("429", op -> op.answering(TestProvider.TOKEN, 429, ""));
        faults.put("503", op -> op.answering(TestProvider.TOKEN, 503, "{\"error\":\"invalid_grant\"}"));
        faults.put("a page", op -> op.answering(TestProvider.TOKEN, 200, "<html>"));
        faults.put("no access token", op -> op.answering(TestProvider.TOKEN, 200, "{\"token_type\":\"Bearer\"}"));
        faults.put("an empty one", op -> op.answering(TestProvider.TOKEN, 200, "{\"access_token\":\"\"}"));
        faults.put("down", op -> op.down(TestProvider.TOKEN));
        faults.put("hanging", op -> op.hanging(TestProvider.TOKEN));
        faults.put("dripping", op -> op.dripping(TestProvider.TOKEN));
        faults.put("too long", op -> op.answering(TestProvider.TOKEN, 200, TestProvider.huge(2 << 20)));
        faults.put("no discovery", op -> op.down(TestProvider.DISCOVERY));
        return faults.entrySet().stream()
                .map(fault -> DynamicTest.dynamicTest(fault.getKey(), () -> {
                    op.usual(TestProvider.DISCOVERY);
                    fault.getValue().accept(op);
                    RefreshOutcome.Unavailable outcome = assertInstanceOf(RefreshOutcome.Unavailable.class, refresh());
                    assertFalse(outcome.reason().contains("refresh+token"), outcome.reason());
                    assertFalse(outcome.reason().contains("secret"), outcome.reason());
                }));
    }

    @TestFactory
    Stream<DynamicTest> anIdTokenOfAnotherLoginIsARefusal() {
        Map<String, Consumer<Map<String, Object>>> changes = new LinkedHashMap<>();
        changes.put("another issuer", claims -> claims.put("iss", "https://other.example.com"));
        changes.put("another user", claims -> claims.put("sub", "bob"));
        changes.put("no user", claims -> claims.remove("sub"));
        changes.put("another client", claims -> claims.put("aud", "other"));
        changes.put("other clients", claims -> claims.put("aud", List.of("other", "another")));
        changes.put("no azp any more", claims -> claims.remove("azp"));
        changes.put("another azp", claims -> claims.put("azp", "other"));
        changes.put("another nonce", claims -> claims.put("nonce", "n-2"));
        changes.put("another session", claims -> claims.put("sid", "sid-2"));
        return changes.entrySet().stream()
                .map(change -> DynamicTest.dynamicTest(change.getKey(), () -> {
                    Map<String, Object> claims = claims();
                    answering(answer(signed(claims)));
                    assertInstanceOf(RefreshOutcome.Renewed.class, refresh(), "the control");
                    change.getValue().accept(claims);
                    answering(answer(signed(claims)));
                    RefreshOutcome.Refused refused = assertInstanceOf(RefreshOutcome.Refused.class, refresh());
                    assertEquals("new access", refused.accessToken(), "for whoever revokes what is nobody's");
                    assertEquals("next", refused.refreshToken());
                    assertFalse(refused.toString().contains("next"), "nobody logs them");
                }));
    }

    /** Such a fault meets all users at once, and would sign all of them out. */
    @TestFactory
    Stream<DynamicTest> withAFaultOfTheMomentTheNewTokensAreKeptAndTheOldIdTokenStays() {
        long now = clock.instant().getEpochSecond();
        String kid = op.keys().current().getKeyID();
        Map<String, Supplier<String>> tokens = new LinkedHashMap<>();
        tokens.put("expired", () -> signed(with("exp", now - 31)));
        tokens.put("no end", () -> signed(with("exp", null)));
        tokens.put("from the future", () -> signed(with("iat", now + 31)));
        tokens.put("no iat", () -> signed(with("iat", null)));
        tokens.put("text", () -> "no token");
        tokens.put("another algorithm", () -> signed(Map.of("alg", "RS384", "kid", kid), claims()));
        tokens.put("another kind", () -> signed(Map.of("alg", "RS256", "kid", kid, "typ", "logout+jwt"), claims()));
        tokens.put(
                "critical", () -> signed(Map.of("alg", "RS256", "kid", kid, "crit", List.of("x"), "x", 1), claims()));
        tokens.put("none", () -> "eyJhbGciOiJub25lIn0." + signed(claims()).split("\\.", 3)[1] + ".");
        return tokens.entrySet().stream()
                .map(token -> DynamicTest.dynamicTest(token.getKey(), () -> {
                    answering(answer(token.getValue().get()));
                    RefreshOutcome.Renewed renewed = renewed();
                    assertEquals("new access", renewed.accessToken());
                    assertEquals("next", renewed.refreshToken());
                    assertNull(renewed.idToken());
                    assertTrue(renewed.claims().isEmpty());
                    answering(answer(signed(claims())));
                    assertNotNull(renewed().idToken(), "the control");
                }));
    }

    private Map<String, Object> with(String name, @Nullable Object value) {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(name);
        } else {
            claims.put(name, value);
        }
        return claims;
    }

    @Test
    void aFaultOfTheMomentDoesNotHideAnotherUser() {
        Map<String, Object> claims = with("exp", 0L);
        claims.put("sub", "bob");
        answering(answer(signed(claims)));
        assertInstanceOf(RefreshOutcome.Refused.class, refresh());
    }

    @Test
    void oneCallWithTheClientsOwnAuthentication() {
        List<Map<String, String>> forms = new ArrayList<>();
        List<String> authorizations = new ArrayList<>();
        op.instead(TestProvider.TOKEN, exchange -> {
            forms.add(Exchanges.form(exchange));
            authorizations.add(String.join(",", exchange.getRequestHeaders().getOrDefault("Authorization", List.of())));
            Exchanges.json(exchange, 200, "{\"access_token\":\"a\"}");
        });

        renewed();

        assertEquals(List.of(Map.of("grant_type", "refresh_token", "refresh_token", "the refresh+token")), forms);
        assertEquals(
                List.of("Basic "
                        + Base64.getEncoder().encodeToString("gateway:secret".getBytes(StandardCharsets.UTF_8))),
                authorizations);
    }

    @Test
    void whatMayDifferMay() {
        Map<String, Object> claims = claims();
        claims.put("nonce", "n-1");
        claims.put("aud", List.of(CLIENT, "other"));
        claims.put("auth_time", 5);
        claims.remove("sid");
        answering(answer(signed(claims)));
        assertInstanceOf(RefreshOutcome.Renewed.class, refresh());
    }

    @Test
    void anIdTokenThatIsNotSignedAsRegisteredIsARefusal() {
        String kid = op.keys().current().getKeyID();
        String valid = signed(claims());
        Map<String, String> forged = new LinkedHashMap<>();
        forged.put("cut", valid.substring(0, valid.length() - 8));
        forged.put(
                "by another key",
                TestKeys.sign(
                        Map.of("alg", "RS256", "kid", kid),
                        JSONObjectUtils.toJSONString(claims()),
                        TestKeys.rsa(kid),
                        JWSAlgorithm.RS256));
        forged.forEach((what, token) -> {
            assertNotEquals(valid, token);
            answering(answer(token));
            assertInstanceOf(RefreshOutcome.Refused.class, refresh(), what);
        });
        answering(answer(valid));
        assertInstanceOf(RefreshOutcome.Renewed.class, refresh(), "the control");
    }

    /** The provider may have begun to sign with it a moment ago; nobody's session ends by that. */
    @Test
    void byAKeyThatIsNotKnownTheOldIdTokenStays() {
        answering(answer(signed(Map.of("alg", "RS256", "kid", "unknown"), claims())));

        RefreshOutcome.Renewed renewed = renewed();

        assertNull(renewed.idToken());
        assertTrue(renewed.claims().isEmpty());
    }

    /** The old refresh token is used up by then. */
    @Test
    void withoutKeysTheNewTokensAreKeptAndTheOldIdTokenStays() {
        answering(answer(signed(claims())));
        op.down(TestProvider.JWKS);

        RefreshOutcome.Renewed renewed = renewed();

        assertEquals("next", renewed.refreshToken());
        assertNull(renewed.idToken());
        assertTrue(renewed.claims().isEmpty());
    }

    @Test
    void withoutKeysAnotherUserIsRefusedAllTheSame() {
        Map<String, Object> claims = claims();
        claims.put("sub", "bob");
        answering(answer(signed(claims)));
        op.down(TestProvider.JWKS);
        assertInstanceOf(RefreshOutcome.Refused.class, refresh());
    }
}
