package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The attack: a small token that costs much. Encrypted ones that unpack to gigabytes (JWE {@code zip}) or want millions of rounds ({@code p2c}),
 * deep or odd JSON, and keys that somebody else is to be asked for.
 */
class TokenBombTest {
    private static final String ISSUER = "https://id.example.com/realms/work";
    private static final RSAKey KEY = TestKeys.rsa("key-1");
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SettableClock clock = new SettableClock();
    private final List<@Nullable String> lookedUp = new ArrayList<>();
    private final LogoutTokenVerifier verifier = new LogoutTokenVerifier(
            List.of(Registrations.at(ISSUER, "gateway")),
            (registration, kid) -> {
                lookedUp.add(kid);
                return new SigningKeyVerdict.Found(publicKey());
            },
            clock);

    @Test
    void theTokenIsGoodWithoutABomb() {
        assertInstanceOf(LogoutTokenVerdict.Accepted.class, verifier.verify(valid().build()));
    }

    @Test
    void nothingIsUnpacked() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_COMPRESSION, true))) {
            out.write(new byte[8_000_000]);
        }
        String bomb = base64("{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"zip\":\"DEF\"}") + ".AAAA.AAAA."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(packed.toByteArray()) + ".AAAA";
        assertTrue(bomb.length() < 16_384, "small enough to be looked at");
        assertRefused(LogoutTokenRefusal.ENCRYPTED_NOT_SUPPORTED, bomb);
        assertEquals(List.of(), lookedUp);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"PBES2-HS512+A256KW\",\"enc\":\"A256GCM\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"zip\":\"DEF\"}",
                "{\"alg\":\"HS256\",\"kid\":\"../../../etc/passwd\"}",
                "{\"alg\":\"RS512\",\"kid\":\"key-1\",\"jku\":\"https://evil.example/keys\"}"
            })
    void noRoundIsComputedAndNoKeyIsAskedForForAnotherAlgorithm(String header) {
        assertRefused(
                LogoutTokenRefusal.ALG_NOT_REGISTERED, base64(header) + "." + base64(valid().payload()) + ".AAAA");
        assertEquals(List.of(), lookedUp);
    }

    @Test
    void jsonIsNotFollowedIntoTheDepths() {
        for (String deep :
                List.of("[".repeat(12_000), "{\"a\":".repeat(2_000), "[".repeat(6_000) + "]".repeat(6_000))) {
            assertRefused(
                    LogoutTokenRefusal.MALFORMED,
                    base64("{\"alg\":\"RS256\"}") + "." + base64("{\"iss\":" + deep + "}") + ".AAAA");
        }
        assertEquals(List.of(), lookedUp);
    }

    /** Such a number has a billion digits when somebody writes it out. */
    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "1e-999999999", "-1e999999999", "1E+2147483647"})
    void noNumberIsWrittenOut(String number) {
        String payload = valid().payload();
        for (String name : List.of("iat", "exp")) {
            String changed = payload.replaceFirst("\"" + name + "\":\\d+", "\"" + name + "\":" + number);
            LogoutTokenVerdict verdict =
                    assertTimeoutPreemptively(SOON, () -> verifier.verify(valid().buildWithPayload(changed)));
            assertInstanceOf(LogoutTokenVerdict.Refused.class, verdict);
        }
    }

    @Test
    void aTokenBeyondTheLimitIsNotTakenApart() {
        assertRefused(LogoutTokenRefusal.TOO_LARGE, "a".repeat(16_385));
        assertRefused(LogoutTokenRefusal.MALFORMED, "a".repeat(16_384));
    }

    private void assertRefused(LogoutTokenRefusal refusal, String token) {
        LogoutTokenVerdict verdict = assertTimeoutPreemptively(SOON, () -> verifier.verify(token));
        assertEquals(
                refusal,
                assertInstanceOf(LogoutTokenVerdict.Refused.class, verdict).refusal());
    }

    private LogoutTokenBuilder valid() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant());
    }

    private static PublicKey publicKey() {
        try {
            return KEY.toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
