package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.config.Registration;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each test changes one thing in a valid access token and expects that one reason. */
class BearerTokenVerifierTest {
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");
    private static final RSAKey OTHER_KEY = TestKeys.rsa("key-2");

    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.at(ISSUER, "gateway");
    private final List<String> lookedUp = new ArrayList<>();
    private SigningKeyVerdict key = found();
    private final BearerTokenVerifier verifier = new BearerTokenVerifier(this::look, clock);

    private static SigningKeyVerdict found() {
        try {
            return new SigningKeyVerdict.Found(KEY.toPublicKey());
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private SigningKeyVerdict look(Registration asked, @Nullable String kid) {
        lookedUp.add(String.valueOf(kid));
        return key;
    }

    private LogoutTokenBuilder valid() {
        return AccessTokenOf.issuer(ISSUER, "api", KEY, clock.instant());
    }

    private BearerToken accepted(LogoutTokenBuilder token) {
        return assertInstanceOf(BearerTokenVerdict.Accepted.class, verifier.verify(registration, token.build()))
                .token();
    }

    private BearerTokenRefusal refused(String token) {
        return assertInstanceOf(BearerTokenVerdict.Refused.class, verifier.verify(registration, token))
                .refusal();
    }

    @Test
    void aValidTokenIsAccepted() {
        BearerToken token = accepted(valid());
        assertEquals(ISSUER, token.issuer());
        assertEquals("alice", token.subject());
        assertEquals("sid-1", token.sid());
        assertEquals(clock.instant().getEpochSecond(), token.issued().getEpochSecond());
        assertEquals(Duration.ofMinutes(5), Duration.between(token.issued(), token.expires()));
        assertEquals("openid read", token.claims().get("scope"));
        assertEquals(null, accepted(valid().without("sid")).sid());
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "AT+JWT", "application/at+jwt", "JWT", "jwt", "application/jwt"})
    void theUsualTypesAreAccepted(String type) {
        accepted(valid().header("typ", type));
    }

    @Test
    void keycloaksTokensAreAccepted() {
        accepted(valid().header("typ", "JWT")
                .claim("typ", "Bearer")
                .claim("nonce", "n")
                .claim("aud", "gateway"));
        accepted(valid().withoutHeader("typ"));
        accepted(valid().header("typ", "JWT").claim("token_use", "access").without("aud"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"scope", "scp", "client_id"})
    void aTokenThatDoesNotSayWhatItIsNeedsWhatNoIdTokenHas(String claim) {
        accepted(valid().header("typ", "JWT")
                .without("scope")
                .without("client_id")
                .claim(claim, "robot"));
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                change("TYP_WRONG", t -> t.header("typ", "logout+jwt")),
                change("TYP_WRONG", t -> t.header("typ", "")),
                change("TYP_WRONG", t -> t.header("typ", 1)),
                change("TYP_WRONG", t -> t.header("typ", "dpop+jwt")),
                change("ALG_NOT_REGISTERED", t -> t.algorithm(JWSAlgorithm.RS384)),
                change("CRIT_NOT_UNDERSTOOD", t -> t.header("crit", List.of("exp"))),
                change("CRIT_NOT_UNDERSTOOD", t -> t.header("b64", true)),
                change("MALFORMED", t -> t.header("kid", 7)),
                change("ISSUER_WRONG", t -> t.claim("iss", "https://other.example.com")),
                change("ISSUER_WRONG", t -> t.claim("iss", ISSUER + "/")),
                change("ISSUER_WRONG", t -> t.claim("iss", List.of(ISSUER))),
                change("ISSUER_WRONG", t -> t.without("iss")),
                change("NO_ACCESS_TOKEN", t -> t.claim("events", Map.of())),
                change("NO_ACCESS_TOKEN", t -> t.claim("typ", "ID")),
                change("NO_ACCESS_TOKEN", t -> t.claim("typ", "Refresh")),
                change("NO_ACCESS_TOKEN", t -> t.claim("typ", "Offline")),
                change("NO_ACCESS_TOKEN", t -> t.claim("typ", "Logout")),
                change("NO_ACCESS_TOKEN", t -> t.claim("typ", List.of("Bearer"))),
                change("NO_ACCESS_TOKEN", t -> t.claim("token_use", "id")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT").claim("nonce", "n")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT").claim("at_hash", "h")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT").claim("c_hash", "h")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT").claim("s_hash", "h")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT")
                        .claim("aud", List.of("api", "gateway"))
                        .without("scope")
                        .without("client_id")),
                change("NO_ACCESS_TOKEN", t -> t.header("typ", "JWT")
                        .claim("azp", "robot")
                        .without("scope")
                        .without("client_id")),
                change("BOUND", t -> t.claim("cnf", Map.of("jkt", "thumb"))),
                change("TIMES_MISSING", t -> t.without("iat")),
                change("TIMES_MISSING", t -> t.without("exp")),
                change("TIMES_MISSING", t -> t.claim("exp", "9999999999")),
                change("TIMES_MISSING", t -> t.claim("exp", -1)),
                change("TIMES_MISSING", t -> t.claim("exp", 1e300)),
                change("SUBJECT_WRONG", t -> t.without("sub")),
                change("SUBJECT_WRONG", t -> t.claim("sub", "")),
                change("SUBJECT_WRONG", t -> t.claim("sub", 1)),
                change("SUBJECT_WRONG", t -> t.claim("sub", "s".repeat(1025))),
                change("SUBJECT_WRONG", t -> t.claim("sid", "")),
                change("SUBJECT_WRONG", t -> t.claim("sid", List.of("sid-1"))),
                change("SIGNATURE_INVALID", t -> t.key(OTHER_KEY)));
    }

    private static Arguments change(String reason, UnaryOperator<LogoutTokenBuilder> change) {
        return Arguments.of(BearerTokenRefusal.valueOf(reason), change);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void aChangedTokenIsRefusedForThatReason(BearerTokenRefusal reason, UnaryOperator<LogoutTokenBuilder> change) {
        assertEquals(reason, refused(change.apply(valid()).build()));
        assertEquals(
                reason == BearerTokenRefusal.SIGNATURE_INVALID ? 1 : 0,
                lookedUp.size(),
                "no key for what is wrong in itself");
        accepted(valid());
    }

    @Test
    void timesCountWithTheLeeway() {
        long now = clock.instant().getEpochSecond();
        accepted(valid().claim("exp", now - 29));
        assertEquals(
                BearerTokenRefusal.EXPIRED,
                refused(valid().claim("exp", now - 30).build()));
        accepted(valid().claim("iat", now + 30));
        assertEquals(
                BearerTokenRefusal.ISSUED_LATER,
                refused(valid().claim("iat", now + 31).build()));
        accepted(valid().claim("nbf", now + 30));
        assertEquals(
                BearerTokenRefusal.NOT_YET_VALID,
                refused(valid().claim("nbf", now + 31).build()));
        assertEquals(
                BearerTokenRefusal.NOT_YET_VALID,
                refused(valid().claim("nbf", "soon").build()));
    }

    @Test
    void forgeriesAreRefused() {
        String good = valid().build();
        String[] parts = good.split("[.]", -1);
        assertEquals(BearerTokenRefusal.ALG_NOT_REGISTERED, refused(valid().unsigned("none")));
        assertEquals(BearerTokenRefusal.ALG_NOT_REGISTERED, refused(valid().signedWithThePublicKeyAsSecret()));
        assertEquals(BearerTokenRefusal.SIGNATURE_INVALID, refused(parts[0] + "." + parts[1] + "."));
        String changed = valid().claim("sub", "mallory").build().split("[.]", -1)[1];
        assertEquals(BearerTokenRefusal.SIGNATURE_INVALID, refused(parts[0] + "." + changed + "." + parts[2]));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a.b", "a.b.c", "..", "e30.e30.e30.e30", "e30.W10.AA", "\"e30\".e30.AA"})
    void whatIsNoJwtIsRefused(String text) {
        assertEquals(BearerTokenRefusal.MALFORMED, refused(text));
    }

    @Test
    void encryptedAndEndlessOnesCostNothing() {
        assertEquals(BearerTokenRefusal.ENCRYPTED, refused("a.b.c.d.e"));
        assertEquals(BearerTokenRefusal.TOO_LARGE, refused("a".repeat(16 * 1024 + 1)));
        assertEquals(List.of(), lookedUp);
    }

    @Test
    void aKeyThatIsNotKnownIsOneThingAndKeysThatCannotBeHadAnother() {
        key = new SigningKeyVerdict.Unknown(true);
        assertEquals(BearerTokenRefusal.KEY_UNKNOWN, refused(valid().build()));
        key = new SigningKeyVerdict.Unknown(false);
        assertInstanceOf(BearerTokenVerdict.KeysUnavailable.class, verifier.verify(registration, valid().build()));
        key = new SigningKeyVerdict.Unavailable("down");
        assertInstanceOf(BearerTokenVerdict.KeysUnavailable.class, verifier.verify(registration, valid().build()));
    }

    @Test
    void aStormOfKeyNamesFetchesTheKeysOnce() {
        try (TestProvider op = TestProvider.start();
                ProviderClient client = new ProviderClient()) {
            Registration real = Registrations.at(op.issuer(), "gateway");
            BearerTokenVerifier asking =
                    new BearerTokenVerifier(new Providers(List.of(real), client, clock)::signingKey, clock);
            LogoutTokenBuilder good =
                    AccessTokenOf.issuer(op.issuer(), "api", op.keys().current(), clock.instant());
            assertInstanceOf(BearerTokenVerdict.Accepted.class, asking.verify(real, good.build()));
            for (int i = 0; i < 50; i++) {
                String storm = good.header("kid", "kid-" + i).build();
                assertFalse(asking.verify(real, storm) instanceof BearerTokenVerdict.Accepted);
            }
            assertEquals(2, op.requests(TestProvider.JWKS));
        }
    }

    @Test
    void noSentenceHoldsWhatAHeaderFieldCannot() {
        Set<String> sentences = new HashSet<>();
        for (BearerTokenRefusal refusal : BearerTokenRefusal.values()) {
            assertEquals(true, refusal.sentence().matches("[ !#-\\[\\]-~]+"), refusal.name());
            sentences.add(refusal.sentence());
        }
        assertEquals(Arrays.asList(BearerTokenRefusal.values()).size(), sentences.size());
        assertEquals("[access token]", accepted(valid()).toString());
    }
}
