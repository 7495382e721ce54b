package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.config.Registration;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The cases of OpenID Connect Back-Channel Logout 1.0, section 2.6: one change, one reason. */
class LogoutTokenVerifierTest {
    static final String ISSUER = "https://id.example.com/realms/work";
    private static final String OTHER_ISSUER = "https://other.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");
    private static final RSAKey FOREIGN_KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final long now = clock.instant().getEpochSecond();
    private final List<@Nullable String> lookedUp = new ArrayList<>();

    private LogoutTokenVerifier verifier(Registration... registrations) {
        return new LogoutTokenVerifier(Arrays.asList(registrations), this::key, clock);
    }

    private LogoutTokenVerifier verifier() {
        return verifier(Registrations.at(OTHER_ISSUER, "elsewhere"), Registrations.at(ISSUER, "gateway"));
    }

    private SigningKeyVerdict key(Registration registration, @Nullable String kid) {
        lookedUp.add(kid);
        return ISSUER.equals(registration.issuer()) && "key-1".equals(kid)
                ? new SigningKeyVerdict.Found(publicKey())
                : new SigningKeyVerdict.Unknown(true);
    }

    private static PublicKey publicKey() {
        try {
            return KEY.toPublicKey();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private LogoutTokenBuilder valid() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant());
    }

    private static LogoutToken accepted(LogoutTokenVerdict verdict) {
        return assertInstanceOf(LogoutTokenVerdict.Accepted.class, verdict).token();
    }

    private void assertRefused(String code, String token) {
        lookedUp.clear();
        LogoutTokenVerdict verdict = verifier().verify(token);
        assertEquals(
                code,
                assertInstanceOf(LogoutTokenVerdict.Refused.class, verdict)
                        .refusal()
                        .code());
        int asked = lookedUp.size();
        assertEquals(verdict, verifier().explain(token).verdict(), "explained as it is verified");
        assertEquals(asked, lookedUp.size() - asked, "and nothing more is asked for");
        accepted(verifier().verify(valid().build())); // the control: only the change made the difference
    }

    @TestFactory
    Stream<DynamicTest> aChangedTokenIsRefusedForThatReason() {
        return RefusalCases.claims(now).entrySet().stream().map(entry -> {
            RefusalCases.Case refusal = entry.getValue();
            return dynamicTest(
                    entry.getKey() + " is " + refusal.code(),
                    () -> assertRefused(
                            refusal.code(), refusal.change().apply(valid()).build()));
        });
    }

    @TestFactory
    Stream<DynamicTest> aChangeThatMattersNotIsAccepted() {
        Map<String, Consumer<LogoutTokenBuilder>> changes = RefusalCases.harmless(now);
        return changes.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> {
                    LogoutTokenBuilder token = valid();
                    entry.getValue().accept(token);
                    accepted(verifier().verify(token.build()));
                }));
    }

    @TestFactory
    Stream<DynamicTest> aForgedTokenIsRefused() {
        String signed = valid().build();
        String[] parts = signed.split("\\.", -1);
        Map<String, List<String>> cases = new LinkedHashMap<>();
        cases.put("alg none", List.of("alg_none", valid().unsigned("none")));
        cases.put("alg None", List.of("alg_none", valid().unsigned("None")));
        cases.put("no signature", List.of("signature_invalid", valid().unsigned("RS256")));
        cases.put("HS256 with the public key", List.of("alg_not_registered", valid().signedWithThePublicKeyAsSecret()));
        cases.put(
                "another key with the same kid",
                List.of("signature_invalid", valid().key(FOREIGN_KEY).build()));
        cases.put(
                "another key, embedded as jwk",
                List.of(
                        "signature_invalid",
                        valid().key(FOREIGN_KEY)
                                .header("jwk", FOREIGN_KEY.toPublicJWK().toJSONObject())
                                .build()));
        cases.put(
                "another key, located by jku and x5u",
                List.of(
                        "signature_invalid",
                        valid().key(FOREIGN_KEY)
                                .header("jku", "https://evil.example/jwks")
                                .header("x5u", "https://evil.example/x")
                                .build()));
        cases.put(
                "claims of another token",
                List.of("signature_invalid", parts[0] + "." + valid().build().split("\\.", -1)[1] + "." + parts[2]));
        cases.put(
                "a member twice in the claims",
                List.of(
                        "malformed",
                        valid().buildWithPayload("{\"sid\":\"other\","
                                + valid().payload().substring(1))));
        cases.put("claims that are an array", List.of("malformed", valid().buildWithPayload("[]")));
        cases.put("claims as pairs", List.of("malformed", valid().buildWithPayload("[[\"iss\",\"" + ISSUER + "\"]]")));
        cases.put("claims that are no JSON", List.of("malformed", valid().buildWithPayload("hello")));
        cases.put("nested arrays", List.of("malformed", valid().buildWithPayload("[".repeat(9000))));
        cases.put("five parts", List.of("encrypted_not_supported", "a.b.c.d.e"));
        cases.put("two parts", List.of("malformed", parts[0] + "." + parts[1]));
        cases.put("four parts", List.of("malformed", signed + ".x"));
        cases.put("no base64url", List.of("malformed", parts[0] + "." + parts[1] + ".!" + parts[2]));
        cases.put("white space", List.of("malformed", " " + signed));
        cases.put("JSON serialisation", List.of("malformed", "{\"payload\":\"x\"}"));
        cases.put("garbage", List.of("malformed", "garbage"));
        cases.put("dots", List.of("malformed", ".."));
        cases.put(
                "too large",
                List.of("too_large", valid().claim("more", "x".repeat(17000)).build()));
        return cases.entrySet().stream()
                .map(entry -> dynamicTest(
                        entry.getKey(),
                        () -> assertRefused(
                                entry.getValue().get(0), entry.getValue().get(1))));
    }

    @Test
    void theKeyIsNotLookedUpForWhatIsRefusedWithoutIt() {
        for (String token : List.of(
                valid().unsigned("none"),
                valid().header("alg", "RS512").build(),
                valid().header("typ", "at+jwt").build(),
                valid().header("crit", List.of("b64")).build(),
                valid().claim("iss", "https://unknown.example").build(),
                valid().claim("aud", "someone").build())) {
            assertInstanceOf(LogoutTokenVerdict.Refused.class, verifier().verify(token));
        }
        assertEquals(List.of(), lookedUp);
        accepted(verifier().verify(valid().build()));
        assertEquals(List.of("key-1"), lookedUp);
    }

    @Test
    void whatTheTokenSaysIsHandedOn() {
        LogoutToken token =
                accepted(verifier().verify(valid().claim("jti", "one").build()));
        assertEquals(
                new LogoutToken(
                        ISSUER,
                        "alice",
                        "sid-1",
                        "one",
                        clock.instant(),
                        clock.instant().plusSeconds(150)),
                token);
    }

    @Test
    void noExpMakesATokenLongLived() {
        LogoutToken token = accepted(
                verifier().verify(valid().claim("exp", now + 315_360_000).build()));
        assertEquals(clock.instant().plusSeconds(3630), token.acceptableUntil());
    }

    @Test
    void aProviderWithoutExpIsAcceptedWhileTheTokenIsFresh() {
        LogoutTokenVerifier lenient = verifier(Registrations.withoutExp(ISSUER, "gateway"));
        accepted(lenient.verify(valid().without("exp").claim("iat", now - 149).build()));
        LogoutTokenVerdict old =
                lenient.verify(valid().without("exp").claim("iat", now - 150).build());
        assertEquals(
                LogoutTokenRefusal.IAT_TOO_OLD,
                assertInstanceOf(LogoutTokenVerdict.Refused.class, old).refusal());
        LogoutTokenVerdict wrong = lenient.verify(valid().claim("exp", "soon").build());
        assertEquals(
                LogoutTokenRefusal.EXP_MISSING,
                assertInstanceOf(LogoutTokenVerdict.Refused.class, wrong).refusal());
    }

    @Test
    void ofSeveralClientsTheOneWithTheRegisteredAlgorithmCounts() {
        LogoutTokenVerifier both =
                verifier(Registrations.signedBy(ISSUER, "first", "PS256"), Registrations.at(ISSUER, "gateway"));
        accepted(both.verify(valid().claim("aud", List.of("first", "gateway")).build()));
        accepted(both.verify(
                valid().claim("aud", "first").algorithm(JWSAlgorithm.PS256).build()));
        assertEquals(
                LogoutTokenRefusal.ALG_NOT_REGISTERED,
                assertInstanceOf(
                                LogoutTokenVerdict.Refused.class,
                                both.verify(valid().claim("aud", "first").build()))
                        .refusal());
    }

    @Test
    void keysThatCannotBeFetchedAreOurTrouble() {
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(
                List.of(Registrations.at(ISSUER, "gateway")),
                (registration, kid) -> new SigningKeyVerdict.Unavailable("down"),
                clock);
        assertInstanceOf(LogoutTokenVerdict.KeysUnavailable.class, verifier.verify(valid().build()));
    }

    /** 400 is final for most providers: a token whose key was not looked for must be sent again. */
    @Test
    void aKeyThatWasNotLookedForIsOurTroubleToo() {
        List<Registration> registrations = List.of(Registrations.at(ISSUER, "gateway"));
        assertInstanceOf(
                LogoutTokenVerdict.KeysUnavailable.class,
                new LogoutTokenVerifier(
                                registrations, (registration, kid) -> new SigningKeyVerdict.Unknown(false), clock)
                        .verify(valid().build()));
        assertEquals(
                LogoutTokenRefusal.KEY_UNKNOWN,
                assertInstanceOf(
                                LogoutTokenVerdict.Refused.class,
                                new LogoutTokenVerifier(
                                                registrations,
                                                (registration, kid) -> new SigningKeyVerdict.Unknown(true),
                                                clock)
                                        .verify(valid().build()))
                        .refusal(),
                "the control");
    }

    @Test
    void aRefusalTellsWhatTheTokenClaimed() {
        LogoutTokenVerdict.Refused refused = assertInstanceOf(
                LogoutTokenVerdict.Refused.class,
                verifier()
                        .verify(valid().claim("jti", "one").claim("nonce", "n").build()));
        assertEquals(ISSUER, refused.issuer());
        assertEquals("one", refused.jti());
    }
}
