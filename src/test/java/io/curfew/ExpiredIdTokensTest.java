package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import io.curfew.ground.Exchanges;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import io.curfew.provider.ProviderClient;
import io.curfew.provider.Providers;
import io.curfew.provider.RefreshGrant;
import io.curfew.session.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
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
    private final ExpiredIdTokens fresh =
            new ExpiredIdTokens(new RefreshGrant(new Providers(List.of(registration), client, clock), client), clock);

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

    /** Nobody looks at signatures here. */
    private String idToken(int secondsLeft, String subject, String audience) {
        Map<String, Object> claims = Map.of(
                "iss",
                op.issuer(),
                "sub",
                subject,
                "aud",
                List.of(audience),
                "exp",
                clock.instant().getEpochSecond() + secondsLeft);
        return "e30."
                + Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(JSONObjectUtils.toJSONString(claims).getBytes(StandardCharsets.UTF_8))
                + ".c2ln";
    }
}
