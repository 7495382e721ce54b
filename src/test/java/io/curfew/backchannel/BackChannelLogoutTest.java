package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackChannelLogoutTest {
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final RecordingSessions sessions = new RecordingSessions();
    private final BackChannelCounters counters = new BackChannelCounters();
    private BackChannelLogout logout = logout(KEY);

    private BackChannelLogout logout(RSAKey key) {
        try {
            PublicKey found = key.toPublicKey();
            return logout(new SigningKeyVerdict.Found(found));
        } catch (com.nimbusds.jose.JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private BackChannelLogout logout(SigningKeyVerdict key) {
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(
                List.of(Registrations.at(ISSUER, "gateway")), (registration, kid) -> key, clock);
        return new BackChannelLogout(verifier, sessions, counters, clock);
    }

    private LogoutTokenBuilder valid() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant());
    }

    @BeforeEach
    void threeSessionsLive() {
        long earlier = clock.instant().getEpochSecond() - 60;
        sessions.live("a1", "alice", "sid-1", earlier);
        sessions.live("a2", "alice", "sid-2", earlier);
        sessions.live("b1", "bob", "sid-3", earlier);
    }

    @Test
    void aSidEndsThatSessionAlone() {
        assertEquals(new BackChannelLogoutOutcome.Ended(1), logout.logout(valid().build()));
        assertEquals(Set.of("a2", "b1"), sessions.live());
        assertEquals(1, counters.accepted());
    }

    @Test
    void aSidWithSubEndsTheSessionsOfWhichNoSidIsKnown() {
        sessions.live("a0", "alice", null, clock.instant().getEpochSecond());
        sessions.live("b0", "bob", null, clock.instant().getEpochSecond());
        assertEquals(new BackChannelLogoutOutcome.Ended(2), logout.logout(valid().build()));
        assertEquals(Set.of("a2", "b1", "b0"), sessions.live());
    }

    @Test
    void aSessionThatTheProviderBeganLongAfterIsNotMeant() {
        sessions.live("a1", "alice", "sid-1", clock.instant().getEpochSecond() + 11);
        assertEquals(new BackChannelLogoutOutcome.Ended(0), logout.logout(valid().build()));
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
    }

    @Test
    void aSidWithoutSubEndsThatSessionAlone() {
        assertEquals(
                new BackChannelLogoutOutcome.Ended(1),
                logout.logout(valid().without("sub").build()));
        assertEquals(Set.of("a2", "b1"), sessions.live());
    }

    @Test
    void aSidWithoutSubReachesWhatItsOwnerHasWithoutASid() {
        sessions.live("a0", "alice", null, clock.instant().getEpochSecond());
        sessions.live("b0", "bob", null, clock.instant().getEpochSecond());
        assertEquals(
                new BackChannelLogoutOutcome.Ended(2),
                logout.logout(valid().without("sub").build()));
        assertEquals(Set.of("a2", "b1", "b0"), sessions.live());
    }

    @Test
    void aSubAloneEndsAllThatBeganBefore() {
        sessions.live("a3", "alice", "sid-9", clock.instant().getEpochSecond() + 1);
        assertEquals(
                new BackChannelLogoutOutcome.Ended(2),
                logout.logout(valid().without("sid").build()));
        assertEquals(Set.of("a3", "b1"), sessions.live());
    }

    @Test
    void anUnknownSessionIsSuccess() {
        assertEquals(
                new BackChannelLogoutOutcome.Ended(0),
                logout.logout(valid().claim("sid", "never-seen").build()));
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
    }

    @Test
    void theSameTokenASecondTimeIsRefused() {
        String token = valid().build();
        logout.logout(token);
        sessions.live("a1", "alice", "sid-1", 0);
        assertEquals(new BackChannelLogoutOutcome.Refused(LogoutTokenRefusal.REPLAYED), logout.logout(token));
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
        assertEquals(1, counters.refused(LogoutTokenRefusal.REPLAYED));
    }

    @Test
    void theTokenIsRememberedLongerThanItIsAccepted() {
        logout.logout(valid().claim("jti", "one").build());
        assertEquals(clock.instant().plusSeconds(120 + 30 + 60), sessions.rememberedUntil(ISSUER, "one"));
    }

    @Test
    void ofManyAtOnceOneIsAccepted() throws Exception {
        String token = valid().build();
        int threads = 16;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            Callable<BackChannelLogoutOutcome> post = () -> {
                start.await();
                return logout.logout(token);
            };
            List<Future<BackChannelLogoutOutcome>> answers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                answers.add(executor.submit(post));
            }
            int ended = 0;
            for (Future<BackChannelLogoutOutcome> answer : answers) {
                ended += answer.get() instanceof BackChannelLogoutOutcome.Ended ? 1 : 0;
            }
            assertEquals(1, ended);
            assertEquals(threads - 1, counters.refused(LogoutTokenRefusal.REPLAYED));
            assertEquals(Set.of("a2", "b1"), sessions.live());
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aRefusedTokenTouchesNothing() {
        assertEquals(
                new BackChannelLogoutOutcome.Refused(LogoutTokenRefusal.NONCE_PRESENT),
                logout.logout(valid().claim("nonce", "n").build()));
        assertEquals(List.of(), sessions.calls());
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
        assertEquals(1, counters.refused(LogoutTokenRefusal.NONCE_PRESENT));
    }

    @Test
    void whereverTheStoreFailsTheTokenCanBeSentAgain() {
        for (String operation : List.of("wasSeen", "endSidless", "endSid", "awaitEverywhere", "remember")) {
            String token = valid().build();
            sessions.failAt(operation);
            assertEquals(new BackChannelLogoutOutcome.StoreUnavailable(), logout.logout(token), operation);
            sessions.failNowhere();
            assertInstanceOf(BackChannelLogoutOutcome.Ended.class, logout.logout(token), operation);
        }
        assertEquals(5, counters.storeUnavailable());
    }

    @Test
    void theTokenIsRememberedLast() {
        logout.logout(valid().build());
        assertEquals(List.of("wasSeen", "endSidless", "endSid", "awaitEverywhere", "remember"), sessions.calls());
    }

    @Test
    void withoutKeysNothingHappensAndTheTokenCanBeSentAgain() {
        logout = logout(new SigningKeyVerdict.Unavailable("the provider is down"));
        assertEquals(new BackChannelLogoutOutcome.KeysUnavailable(), logout.logout(valid().build()));
        assertEquals(List.of(), sessions.calls());
        assertEquals(1, counters.keysUnavailable());
        assertTrue(sessions.live().contains("a1"));
    }
}
