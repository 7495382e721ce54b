package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Registration;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningKeysTest {
    private static final int THREADS = 32;

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.impatient(op.issuer(), Duration.ofSeconds(3));
    private final Providers providers = new Providers(List.of(registration), client, clock);

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private SigningKeyVerdict key(@Nullable String kid) {
        return providers.signingKey(registration, kid);
    }

    private SigningKeyVerdict current() {
        return key(op.keys().current().getKeyID());
    }

    private static void assertFound(SigningKeyVerdict verdict) {
        assertInstanceOf(SigningKeyVerdict.Found.class, verdict);
    }

    private static void assertUnknown(SigningKeyVerdict verdict) {
        assertInstanceOf(SigningKeyVerdict.Unknown.class, verdict);
    }

    private static void assertUnavailable(SigningKeyVerdict verdict) {
        assertInstanceOf(SigningKeyVerdict.Unavailable.class, verdict);
    }

    private List<SigningKeyVerdict> atOnce(Callable<SigningKeyVerdict> question) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(THREADS);
        try {
            CyclicBarrier start = new CyclicBarrier(THREADS);
            List<Future<SigningKeyVerdict>> answers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                answers.add(executor.submit(() -> {
                    start.await();
                    return question.call();
                }));
            }
            List<SigningKeyVerdict> verdicts = new ArrayList<>();
            for (Future<SigningKeyVerdict> answer : answers) {
                verdicts.add(answer.get());
            }
            return verdicts;
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void theFirstUseFetchesOnceForAllThreads() throws Exception {
        atOnce(this::current).forEach(SigningKeysTest::assertFound);
        assertEquals(1, op.requests(TestProvider.JWKS));
        assertEquals(1, op.requests(TestProvider.DISCOVERY));
    }

    @Test
    void aStormOfUnknownKidsFetchesOncePerCoolDown() throws Exception {
        assertFound(current());
        for (int burst = 0; burst < 3; burst++) {
            atOnce(() -> key("unknown")).forEach(SigningKeysTest::assertUnknown);
        }
        assertEquals(2, op.requests(TestProvider.JWKS));
        assertFound(current());
        clock.advance(Refreshing.COOL_DOWN);
        atOnce(() -> key("unknown")).forEach(SigningKeysTest::assertUnknown);
        assertEquals(3, op.requests(TestProvider.JWKS));
    }

    private static void assertUnknown(boolean isCertain, SigningKeyVerdict verdict) {
        assertEquals(new SigningKeyVerdict.Unknown(isCertain), verdict);
    }

    /** Whoever keeps the pause running with forged tokens must not make a genuine one look forged. */
    @Test
    void onlyAfterAFetchForItIsAKeyUnknownForCertain() {
        assertFound(current());
        assertUnknown(true, key("unknown"));
        op.keys().rotateTo(TestKeys.rsa("next"));
        assertUnknown(false, current());
        clock.advance(Refreshing.COOL_DOWN);
        assertFound(current());
        clock.advance(Refreshing.COOL_DOWN);
        assertUnknown(true, key("unknown"));
        assertEquals(4, op.requests(TestProvider.JWKS));
    }

    /** Another thread's fetch may have begun before the provider had the key. */
    @Test
    void ofManyAtOnceOnlyTheOneThatFetchedIsCertain() throws Exception {
        assertFound(current());
        assertEquals(
                1,
                atOnce(() -> key("unknown")).stream()
                        .filter(new SigningKeyVerdict.Unknown(true)::equals)
                        .count());
    }

    @Test
    void aRotationIsPickedUpAtOnce() throws Exception {
        String old = op.keys().current().getKeyID();
        assertFound(current());
        op.keys().rotateTo(TestKeys.rsa("next"));
        atOnce(this::current).forEach(SigningKeysTest::assertFound);
        assertEquals(2, op.requests(TestProvider.JWKS));
        assertUnknown(key(old));
    }

    @Test
    void aWithdrawnKeyIsForgottenWithinMinutes() {
        String old = op.keys().current().getKeyID();
        assertFound(current());
        op.keys().rotateTo(TestKeys.rsa("next"));
        assertFound(key(old));
        clock.advance(Duration.ofMinutes(5));
        assertUnknown(key(old));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "garbage",
                "[]",
                "{}",
                "{\"keys\":7}",
                "{\"keys\":[]}",
                "{\"keys\":[7]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0\",\"kid\":\"x\"}]}"
            })
    void oldKeysServeWhenTheAnswerIsGarbage(String garbage) {
        assertFound(current());
        op.answering(TestProvider.JWKS, 200, garbage);
        clock.advance(Duration.ofHours(2));
        assertFound(current());
        assertUnavailable(key("unknown"));
        assertTrue(op.requests(TestProvider.JWKS) <= 3);
        op.usual(TestProvider.JWKS);
        clock.advance(Refreshing.COOL_DOWN);
        assertUnknown(key("unknown"));
    }

    @Test
    void oldKeysServeWhileTheProviderIsDown() {
        SigningKeyVerdict before = current();
        assertFound(before);
        op.close();
        clock.advance(Duration.ofDays(1));
        assertEquals(before, current());
        assertUnavailable(key("unknown"));
    }

    @Test
    void keysNeverFetchedAreUnavailableNotUnknown() {
        op.answering(TestProvider.JWKS, 503, "");
        assertUnavailable(current());
        assertUnavailable(current());
        assertEquals(1, op.requests(TestProvider.JWKS));
        op.usual(TestProvider.JWKS);
        clock.advance(Refreshing.FIRST_VALUE_COOL_DOWN);
        assertFound(current());
    }

    @Test
    void aHugeAnswerIsNotReadToItsEnd() {
        op.answering(TestProvider.JWKS, 200, TestProvider.huge(512 * 1024 + 1));
        SigningKeyVerdict.Unavailable verdict = assertInstanceOf(SigningKeyVerdict.Unavailable.class, current());
        assertTrue(verdict.reason().contains("larger than 524288 bytes"), verdict.reason());
    }

    @Test
    void aHangingOrDrippingProviderCostsOneTimeoutForAllThreads() {
        assertFound(current());
        op.hanging(TestProvider.JWKS);
        assertTimeout(Duration.ofSeconds(20), () -> {
            atOnce(() -> key("unknown")).forEach(SigningKeysTest::assertUnavailable);
            atOnce(this::current).forEach(SigningKeysTest::assertFound);
        });
        assertEquals(2, op.requests(TestProvider.JWKS));
        op.dripping(TestProvider.JWKS);
        clock.advance(Refreshing.COOL_DOWN);
        assertTimeout(Duration.ofSeconds(20), () -> assertUnavailable(key("unknown")));
        assertFound(current());
    }

    @Test
    void whileOneThreadRenewsStaleKeysTheOthersGoOnWithThem() throws Exception {
        assertFound(current());
        clock.advance(Duration.ofMinutes(6));
        atOnce(this::current).forEach(SigningKeysTest::assertFound);
        assertEquals(2, op.requests(TestProvider.JWKS));
    }

    @Test
    void withoutAKidTheOnlyFittingKeyCounts() {
        // making it may take longer than the registration waits
        op.keys().current();
        assertFound(key(null));
        op.keys().publish(TestKeys.elliptic("ec"));
        clock.advance(Duration.ofMinutes(6));
        assertFound(key(null));
        op.keys().publish(TestKeys.rsa("second"));
        clock.advance(Duration.ofMinutes(6));
        assertUnknown(key(null));
    }
}
