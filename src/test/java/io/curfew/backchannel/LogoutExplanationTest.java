package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What an operator is told of a logout token, and that telling it does nothing. */
class LogoutExplanationTest {
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final RecordingSessions sessions = new RecordingSessions();
    private final BackChannelCounters counters = new BackChannelCounters();
    private SigningKeyVerdict key = found();
    private int asked;
    private final LogoutTokenVerifier verifier =
            new LogoutTokenVerifier(List.of(Registrations.at(ISSUER, "gateway")), (registration, kid) -> ask(), clock);
    private final BackChannelLogout logout =
            new BackChannelLogout(verifier, sessions, counters, new ToldLogouts().trail());
    private final LogoutTokenExplaining explaining = new LogoutTokenExplaining(verifier, sessions);

    private SigningKeyVerdict ask() {
        asked++;
        return key;
    }

    private static SigningKeyVerdict found() {
        try {
            return new SigningKeyVerdict.Found(KEY.toPublicKey());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private LogoutTokenBuilder valid() {
        sessions.live("a1", "alice", "sid-1", clock.instant().getEpochSecond() - 60);
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant()).claim("sid", "sid-1");
    }

    private Map<String, Object> explain(String token) {
        try {
            return JSONObjectUtils.parse(text(token));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(String token) {
        return explaining
                .explain(JSONObjectUtils.toJSONString(Map.of("logout_token", token)))
                .orElseThrow();
    }

    private static Map<?, ?> step(Map<String, Object> document, String name) {
        return ((List<?>) Objects.requireNonNull(document.get("steps")))
                .stream()
                        .map(step -> (Map<?, ?>) step)
                        .filter(step -> name.equals(step.get("step")))
                        .findFirst()
                        .orElseThrow();
    }

    private static void assertStep(
            Map<String, Object> document, String name, @Nullable Boolean passed, String... words) {
        Map<?, ?> step = step(document, name);
        assertEquals(passed, step.get("passed"), step::toString);
        for (String word : words) {
            assertTrue(String.valueOf(step.get("detail")).contains(word), step::toString);
        }
    }

    @Test
    void aGoodTokenPassesEveryStepAndIsStillGoodAfterwards() {
        String token = valid().build();
        Map<String, Object> document = explain(token);
        assertEquals("would be accepted", document.get("verdict"));
        assertEquals(18, ((List<?>) Objects.requireNonNull(document.get("steps"))).size());
        for (LogoutTokenStep step : LogoutTokenStep.values()) {
            assertStep(document, step.text(), true);
        }
        assertStep(document, "issuer", true, "\"" + ISSUER + "\"");
        assertStep(document, "audience", true, "\"gateway\"");
        assertStep(document, "key_id", true, "\"key-1\"");
        assertStep(document, "times", true, "'iat' is in 0 s", "'exp' is in 120 s", "no 'nbf'");
        assertStep(document, "events", true, "backchannel-logout");
        assertStep(document, "replay", true, "not acted on before");
        assertEquals(document, explain(token), "asking again changes nothing");
        assertEquals(0, counters.accepted());
        assertInstanceOf(
                BackChannelLogoutOutcome.Ended.class, logout.logout(token, null).outcome(), "the token is still good");
        document = explain(token);
        assertEquals("refused", document.get("verdict"));
        assertEquals("replayed", document.get("code"));
        assertStep(document, "replay", false, "acted on before");
    }

    @Test
    void whatIsWrongIsSaidAndTheRestToo() {
        Map<String, Object> document = explain(valid().claim("aud", "somebody-else")
                .claim("nonce", "n")
                .without("jti")
                .build());
        assertEquals("refused", document.get("verdict"));
        assertEquals("audience_wrong", document.get("code"), "the first is what the endpoint answers");
        assertStep(document, "audience", false, "\"somebody-else\"");
        assertStep(document, "key", null, "Not looked at");
        assertStep(document, "signature", null);
        assertStep(document, "events", true);
        assertStep(document, "nonce", false);
        assertStep(document, "identifier", false);
        assertStep(document, "replay", null);
        assertEquals(0, asked, "the provider is asked for nothing that the endpoint would not ask");
    }

    @Test
    void claimsAreLookedAtThoughTheSignatureIsWrong() {
        Map<String, Object> document =
                explain(valid().claim("iat", clock.instant().getEpochSecond() + 100)
                        .key(TestKeys.rsa("key-1"))
                        .build());
        assertEquals("signature_invalid", document.get("code"));
        assertStep(document, "times", false, "'iat' is in 100 s", "leeway");
    }

    @Test
    void whatIsNoTokenIsNotReadOn() {
        Map<String, Object> document = explain("nonsense");
        assertEquals("malformed", document.get("code"));
        assertStep(document, "form", false);
        assertStep(document, "issuer", null);
        assertEquals("too_large", explain("x".repeat(20_000)).get("code"));
    }

    @Test
    void whatHoldsNoTokenIsNothing() {
        for (String body : List.of("", "nonsense", "[]", "{}", "{\"logout_token\":1}", "{\"logout_token\":", "null")) {
            assertEquals(Optional.empty(), explaining.explain(body), body);
        }
    }

    @Test
    void keysThatCannotBeFetchedAreNoRefusal() {
        key = new SigningKeyVerdict.Unavailable("the provider does not answer.");
        Map<String, Object> document = explain(valid().build());
        assertEquals("cannot be checked now", document.get("verdict"));
        assertStep(document, "key", null, "does not answer");
        assertStep(document, "signature", null);
        assertStep(document, "times", true);
    }

    @Test
    void aStoreThatDoesNotAnswerIsNoRefusal() {
        sessions.failAt("wasSeen");
        assertEquals("cannot be checked now", explain(valid().build()).get("verdict"));
    }

    /** Whoever looks at it must not get the token, nor who it is about. */
    @Test
    void neitherTheTokenNorItsSubjectIsShown() {
        String token = valid().claim("sub", "alice-the-subject")
                .claim("nonce", "secret-nonce")
                .build();
        String document = text(token);
        for (String part : token.split("\\.", -1)) {
            assertFalse(document.contains(part), part);
        }
        for (String secret : List.of("alice-the-subject", "sid-1", "secret-nonce")) {
            assertFalse(document.contains(secret), document);
        }
        assertFalse(text(valid().claim("iss", "https://x\u0007\u202e<script>").build())
                .contains("\u202e"));
        assertFalse(text(valid().claim("iss", "https://x<script>").build()).contains("<"));
    }
}
