package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import io.curfew.ground.Exchanges;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshedIdToken;
import io.curfew.provider.TokenRefresh;
import io.curfew.session.Tokens;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which ID tokens are exchanged for fresh ones before a sign-out, and which fresh ones are taken. */
class ExpiredIdTokensTest {
    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.impatient(op.issuer(), Duration.ofSeconds(2));
    private final Providers providers = new Providers(List.of(registration), client, clock);
    private final ExpiredIdTokens fresh =
            new ExpiredIdTokens(new TokenRefresh(providers, client, new RefreshedIdToken(providers, clock)), clock);

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    @Test
    void anExpiredOneIsExchanged() {
        String next = idToken(60, "alice", "gateway");
        answering("a2", next, "r2");

        assertEquals(Optional.of(new Tokens(next, "a2", "r2")), inPlaceOf(idToken(0, "alice", "gateway"), "r1"));
        assertEquals(1, op.requests(TestProvider.TOKEN));
    }

    @Test
    void theRefreshTokenStaysWhereNoneComes() {
        String next = idToken(60, "alice", "gateway");
        answering("a2", next, null);

        assertEquals(Optional.of(new Tokens(next, "a2", "r1")), inPlaceOf(idToken(-1, "alice", "gateway"), "r1"));
    }

    @Test
    void nobodyIsAskedForAGoodOneOrWithoutARefreshToken() {
        assertEquals(Optional.empty(), inPlaceOf(idToken(1, "alice", "gateway"), "r1"));
        assertEquals(Optional.empty(), inPlaceOf(idToken(-1, "alice", "gateway"), null));
        assertEquals(0, op.requests(TestProvider.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "opaque", "a.b.c", "a.b.c.d.e", "e30.e30.", "..", "e30.bnVsbA.", "e30.W10.x"})
    void whatIsNoSignedTokenIsLeftAlone(String stored) {
        assertEquals(Optional.empty(), inPlaceOf(stored, "r1"));
        assertEquals(0, op.requests(TestProvider.TOKEN));
    }

    @ParameterizedTest
    @CsvSource({"bob, gateway", "alice, wiki"})
    void anIdTokenOfSomebodyElseIsNotShownThoughTheTokensCount(String subject, String audience) {
        String stored = idToken(0, "alice", "gateway");
        answering("a2", idToken(60, subject, audience), "r2");

        assertEquals(Optional.of(new Tokens(stored, "a2", "r2")), inPlaceOf(stored, "r1"));
    }

    @Test
    void anIdTokenOfAnotherSessionOrByAnotherKeyIsNotShownEither() {
        String stored = idToken(0, "alice", "gateway");
        for (String wrong : List.of(
                idToken(60, "alice", "gateway", "sid-2", op.keys().current()),
                idToken(60, "alice", "gateway", "sid-1", TestKeys.rsa("forged")))) {
            answering("a2", wrong, "r2");
            assertEquals(Optional.of(new Tokens(stored, "a2", "r2")), inPlaceOf(stored, "r1"));
        }
    }

    @Test
    void whereNoneComesTheStoredOneStays() {
        String stored = idToken(0, "alice", "gateway");
        answering("a2", null, "r2");

        assertEquals(Optional.of(new Tokens(stored, "a2", "r2")), inPlaceOf(stored, "r1"));
    }

    @Test
    void aRefusalIsNothing() {
        op.answering(TestProvider.TOKEN, 400, "{\"error\":\"invalid_grant\"}");

        assertEquals(Optional.empty(), inPlaceOf(idToken(0, "alice", "gateway"), "r1"));
    }

    private Optional<Tokens> inPlaceOf(String idToken, @Nullable String refreshToken) {
        return fresh.inPlaceOf(registration, new Tokens(idToken, "a1", refreshToken));
    }

    private void answering(String accessToken, @Nullable String idToken, @Nullable String refreshToken) {
        Map<String, Object> answer = new HashMap<>(Map.of("access_token", accessToken));
        if (idToken != null) {
            answer.put("id_token", idToken);
        }
        if (refreshToken != null) {
            answer.put("refresh_token", refreshToken);
        }
        op.instead(TestProvider.TOKEN, exchange -> Exchanges.json(exchange, 200, JSONObjectUtils.toJSONString(answer)));
    }

    private String idToken(int secondsLeft, String subject, String audience) {
        return idToken(secondsLeft, subject, audience, "sid-1", op.keys().current());
    }

    private String idToken(int secondsLeft, String subject, String audience, String sid, JWK key) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> claims = Map.of(
                "iss",
                op.issuer(),
                "sub",
                subject,
                "sid",
                sid,
                "aud",
                List.of(audience),
                "iat",
                now,
                "exp",
                now + secondsLeft);
        return TestKeys.sign(
                Map.of("alg", "RS256", "kid", op.keys().current().getKeyID()),
                JSONObjectUtils.toJSONString(claims),
                key,
                JWSAlgorithm.RS256);
    }
}
