package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.curfew.config.Registration;
import io.curfew.fuzz.Input;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Access tokens of clients whom nobody knows: none is accepted without a key, and no key is asked for without need. */
class BearerTokenFuzzTest {
    private static final String ISSUER = "https://id.example.com";

    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.at(ISSUER, "gateway");
    private final AtomicInteger lookedUp = new AtomicInteger();
    private final BearerTokenVerifier verifier = new BearerTokenVerifier(
            (asked, kid) -> {
                lookedUp.incrementAndGet();
                return new SigningKeyVerdict.Unknown(true);
            },
            clock);

    /** A token as it stands in the header field. */
    @FuzzTest(maxDuration = "5m")
    void token(byte[] bytes) {
        assertRefused(Input.ofText(bytes, 1).part(0));
    }

    /** The header and the claims as JSON. */
    @FuzzTest(maxDuration = "5m")
    void parts(byte[] bytes) {
        Input input = Input.ofText(bytes, 2);
        String token = base64(input.part(0)) + "." + base64(input.part(1)) + ".AAAA";
        int before = lookedUp.get();
        assertRefused(token);
        if (lookedUp.get() > before) {
            CompactToken parsed = CompactToken.parse(token).orElseThrow();
            assertEquals("RS256", parsed.header().get("alg"));
            assertFalse(parsed.header().containsKey("crit") || parsed.header().containsKey("b64"));
            assertCounts(parsed.claims());
        }
    }

    private void assertCounts(Map<String, Object> claims) {
        BearerToken token = new BearerClaims(claims).token();
        Instant now = clock.instant();
        Duration leeway = registration.provider().leeway();
        assertEquals(ISSUER, token.issuer());
        assertTrue(!token.subject().isEmpty() && token.subject().length() <= 1024);
        assertFalse(token.issued().isAfter(now.plus(leeway)));
        assertTrue(token.expires().isAfter(now.minus(leeway)));
        assertFalse(claims.containsKey("events") || claims.containsKey("cnf"));
        assertFalse("ID".equals(claims.get("typ")));
    }

    private void assertRefused(String token) {
        BearerTokenVerdict.Refused refused =
                assertInstanceOf(BearerTokenVerdict.Refused.class, verifier.verify(registration, token));
        assertNotNull(refused.refusal().sentence());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
