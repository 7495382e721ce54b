package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.curfew.config.Registration;
import io.curfew.fuzz.Input;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.provider.CompactToken;
import io.curfew.provider.SigningKeyVerdict;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Logout requests up to the signature, and what a provider may have signed. */
class LogoutTokenFuzzTest {
    private static final String ISSUER = "https://id.example.com/realms/work";

    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.at(ISSUER, "gateway");
    private final List<String> lookedUp = new ArrayList<>();
    private final LogoutTokenVerifier verifier = new LogoutTokenVerifier(
            List.of(registration, Registrations.signedBy(ISSUER, "other", "ES256")),
            (asking, kid) -> {
                lookedUp.add(asking.clientId());
                return new SigningKeyVerdict.Unknown(true);
            },
            clock);

    /** The body of a request. */
    @FuzzTest(maxDuration = "5m")
    void form(byte[] body) {
        LogoutTokenForm form = LogoutTokenForm.parse(body);
        if (form instanceof LogoutTokenForm.Holding holding) {
            String token = holding.logoutToken();
            assertFalse(token.isEmpty());
            String printed = "logout_token=" + URLEncoder.encode(token, StandardCharsets.UTF_8);
            assertEquals(form, LogoutTokenForm.parse(printed.getBytes(StandardCharsets.US_ASCII)));
            assertEquals(
                    new LogoutTokenForm.Unusable(LogoutTokenRefusal.PARAMETER_REPEATED),
                    LogoutTokenForm.parse((new String(body, StandardCharsets.ISO_8859_1) + "&logout%5Ftoken=b")
                            .getBytes(StandardCharsets.ISO_8859_1)),
                    "never one of two");
            assertRefused(verifier.verify(token));
        }
    }

    /** A token as it stands in the form. */
    @FuzzTest(maxDuration = "5m")
    void token(byte[] bytes) {
        String text = Input.ofText(bytes, 1).part(0);
        assertRefused(verifier.verify(text));
        assertExplained(text);
        CompactToken.parse(text).ifPresent(parsed -> {
            assertEquals(text, parsed.signingInput() + "." + parsed.signature(), "what is verified is what was sent");
            assertEquals("[token]", parsed.toString());
        });
    }

    /** The header and the claims as JSON. */
    @FuzzTest(maxDuration = "5m")
    void parts(byte[] bytes) {
        Input input = Input.ofText(bytes, 2);
        String token = base64(input.part(0)) + "." + base64(input.part(1)) + ".AAAA";
        lookedUp.clear();
        assertRefused(verifier.verify(token));
        for (String client : lookedUp) {
            CompactToken parsed = CompactToken.parse(token).orElseThrow();
            assertEquals(
                    client.equals("gateway") ? "RS256" : "ES256",
                    parsed.header().get("alg"));
            assertFalse(parsed.header().containsKey("crit") || parsed.header().containsKey("b64"));
            assertEquals(ISSUER, parsed.claims().get("iss"));
            Object audience = parsed.claims().get("aud");
            assertTrue(
                    client.equals(audience) || (audience instanceof List<?> several && several.contains(client)),
                    "nobody's key is asked for but that of a client it is meant for");
        }
        assertTrue(lookedUp.size() <= 1);
        assertExplained(token);
    }

    /** Claims with a good signature. */
    @FuzzTest(maxDuration = "5m")
    void claims(byte[] bytes) {
        Map<String, Object> claims;
        try {
            claims = JSONObjectUtils.parse(Input.ofText(bytes, 1).part(0));
        } catch (ParseException e) {
            return;
        }
        LogoutClaims logout = new LogoutClaims(claims);
        Instant now = clock.instant();
        Optional<LogoutTokenRefusal> refusal = Stream.of(
                        logout.times(registration.provider(), now),
                        logout.whose(),
                        logout.event(),
                        logout.nonce(),
                        logout.identifier())
                .flatMap(Optional::stream)
                .findFirst();
        if (refusal.isEmpty()) {
            LogoutToken token = logout.logoutToken(registration.provider());
            Duration leeway = registration.provider().leeway();
            assertTrue(token.sid() != null || token.subject() != null);
            assertTrue(!token.jti().isEmpty() && token.jti().length() <= 1024);
            assertFalse(token.issuedAt().isAfter(now.plus(leeway)));
            assertTrue(token.acceptableUntil().isAfter(now));
            assertFalse(
                    token.acceptableUntil()
                            .isAfter(now.plus(Duration.ofHours(1)).plus(leeway.multipliedBy(2))),
                    "what must be remembered is bounded");
            assertFalse(claims.containsKey("nonce"));
            assertInstanceOf(
                    Map.class, assertInstanceOf(Map.class, claims.get("events")).get(LogoutClaims.EVENT));
        }
    }

    private void assertExplained(String token) {
        LogoutTokenVerdict verdict = verifier.verify(token);
        List<String> asked = List.copyOf(lookedUp);
        lookedUp.clear();
        LogoutTokenExplanation explanation = verifier.explain(token);
        assertEquals(verdict, explanation.verdict());
        assertTrue(asked.containsAll(lookedUp) && lookedUp.size() <= 1);
        assertTrue(explanation.json().endsWith("]}"));
    }

    private static void assertRefused(LogoutTokenVerdict verdict) {
        LogoutTokenVerdict.Refused refused = assertInstanceOf(LogoutTokenVerdict.Refused.class, verdict);
        assertNotNull(refused.refusal().code());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
