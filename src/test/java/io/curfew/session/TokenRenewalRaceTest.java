package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** New tokens for a session that ends at the same time: the logout wins, and of several renewals one is made. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRenewalRaceTest {
    private static final Duration CLAIM = Duration.ofSeconds(30);
    private static final Tokens NEW = new Tokens("new.id.token", "new access token", "new refresh token");
    private static final int ROUNDS = 1_000;

    private final Interleavings interleavings = new Interleavings();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);
    private Ground ground;
    private Sessions sessions;
    private TokenRenewals renewals;
    private TokenRenewals plain;
    private int saved;
    private int lost;

    @BeforeAll
    void open() {
        ground = new Ground();
        SessionCaches caches = Intercepted.caches(ground.embedded.caches(), interleavings);
        sessions = ground.sessionsOn(caches);
        renewals = renewalsOn(caches, sessions);
        plain = renewalsOn(ground.embedded.caches(), ground.sessions);
    }

    private TokenRenewals renewalsOn(SessionCaches caches, Sessions on) {
        Seal seal = new Seal(List.of(new Secret("a secret of the test")), new SecureRandom());
        return new TokenRenewals(caches, on, seal, ground.clock);
    }

    @BeforeEach
    void clear() {
        ground.clear();
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        ground.close();
    }

    /** As a request does it: claim, ask, save, look. */
    private Optional<LiveSession> renew(TokenRenewals by, Sessions in, LiveSession live) {
        return by.claim(live, CLAIM)
                .flatMap(claimed -> by.renew(claimed, NEW, Map.of(), fresh()))
                .flatMap(renewed -> in.find(renewed.key(), Ground.IDLING));
    }

    private TokenTimes fresh() {
        long now = ground.clock.millis();
        return TokenTimes.of(now + 1_000, now + 2_000);
    }

    @Test
    void aRenewalIsSavedAndLeavesWhatALogoutGoesBy() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        LiveSession renewed = renew(plain, ground.sessions, begun.session()).orElseThrow();

        assertEquals(NEW, ground.sessions.tokens(renewed).orElseThrow());
        assertEquals(begun.session().session().began(), renewed.session().began());
        assertEquals(begun.session().session().expires(), renewed.session().expires());
        assertEquals(1, ground.sessions.endSubject(LoginBuilder.ISSUER, "alice", ground.clock.instant()));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void whoComesSecondGetsNoClaim() {
        LiveSession live = ground.begin(ground.login()).session();
        LiveSession claimed = plain.claim(live, CLAIM).orElseThrow();

        assertTrue(plain.claim(live, CLAIM).isEmpty());
        assertTrue(plain.claim(claimed, CLAIM).isEmpty());

        plain.renew(claimed, NEW, Map.of(), fresh());
        assertTrue(plain.claim(live, CLAIM).isEmpty(), "the tokens that were read are no longer there");
    }

    @Test
    void aClaimOfSomebodyWhoDiedEndsByItself() {
        LiveSession live = ground.begin(ground.login()).session();
        LiveSession dead = plain.claim(live, CLAIM).orElseThrow();
        ground.clock.advance(CLAIM.plusSeconds(5));

        assertTrue(renew(plain, ground.sessions, live).isPresent());

        assertTrue(plain.renew(dead, LoginBuilder.TOKENS, Map.of(), fresh()).isEmpty());
        assertEquals(
                NEW,
                ground.sessions
                        .tokens(ground.sessions.find(live.key(), Ground.IDLING).orElseThrow())
                        .orElseThrow());
    }

    @Test
    void aUseThatIsSavedInBetweenDoesNotLoseTheTokens() {
        LiveSession live = ground.begin(ground.login()).session();
        LiveSession claimed = plain.claim(live, CLAIM).orElseThrow();
        ground.clock.advance(Duration.ofMinutes(1));
        ground.sessions.touch(claimed, Ground.IDLING);

        LiveSession renewed = plain.renew(claimed, NEW, Map.of(), fresh()).orElseThrow();

        assertEquals(ground.clock.millis(), renewed.session().lastSeen());
        assertEquals(NEW, ground.sessions.tokens(renewed).orElseThrow());
    }

    @Test
    void aRefusalDoesNotEndASessionThatGotNewerTokens() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        LiveSession late = plain.claim(begun.session(), CLAIM).orElseThrow();
        ground.clock.advance(CLAIM.plusSeconds(5));
        renew(plain, ground.sessions, begun.session());

        plain.endUnlessRenewed(late);
        assertTrue(ground.isLive(begun));

        plain.endUnlessRenewed(ground.sessions.find(begun.id(), Ground.IDLING).orElseThrow());
        assertFalse(ground.isLive(begun));
    }

    @Test
    void everyOrderOfARenewalAndALogoutOfTheSid() throws Exception {
        neverLive(live -> sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
    }

    @Test
    void everyOrderOfARenewalAndALogoutOfTheSubject() throws Exception {
        neverLive(live -> sessions.endSubject(LoginBuilder.ISSUER, "alice", ground.clock.instant()));
    }

    @Test
    void everyOrderOfARenewalAndASignOut() throws Exception {
        neverLive(live -> sessions.signOut(live));
    }

    private void neverLive(ToIntFunction<LiveSession> logout) throws Exception {
        saved = 0;
        lost = 0;
        int runs = interleavings.explore(run -> {
            ground.clear();
            LoginOutcome.Begun begun = ground.begin(ground.login());
            run.together(
                    () -> renew(renewals, sessions, begun.session()).isPresent() ? saved++ : lost++,
                    () -> logout.applyAsInt(begun.session()));
            assertFalse(ground.isLive(begun));
            assertTrue(ground.embedded.caches().sessions().isEmpty(), "a session is left");
        });
        // both ways out must have been seen, else the steps did not really mix
        assertTrue(saved > 0 && lost > 0, saved + " saved, " + lost + " lost");
        assertTrue(runs > 20, runs + " interleavings");
    }

    @Test
    void theTokensThatASignOutEndedAreTold() throws Exception {
        interleavings.explore(run -> {
            ground.clear();
            LiveSession live = ground.begin(ground.login()).session();
            List<Tokens> gone = new ArrayList<>();
            List<Tokens> unused = new ArrayList<>();
            run.together(
                    () -> {
                        if (renew(renewals, sessions, live).isEmpty()) {
                            unused.add(NEW);
                        }
                        return 0;
                    },
                    () -> sessions.signOut(live, ground.clock.instant(), ended -> sessions.tokens(ended)
                            .ifPresent(gone::add)));
            assertEquals(1, gone.size());
            assertTrue(unused.contains(NEW) || gone.contains(NEW), "nobody knows of the new tokens");
        });
    }

    @Test
    void ofTwoRenewalsInEveryOrderOneIsMade() throws Exception {
        interleavings.explore(run -> {
            ground.clear();
            LiveSession live = ground.begin(ground.login()).session();
            boolean[] made = new boolean[2];
            run.together(
                    () -> made[0] = renewals.claim(live, CLAIM).isPresent(),
                    () -> made[1] = renewals.claim(live, CLAIM).isPresent());
            assertTrue(made[0] ^ made[1]);
        });
    }

    @Test
    void renewalsThatRaceWithLogoutsOnThreadsReviveNothing() throws Exception {
        race(null, live -> ground.sessions.signOut(live));
        race("sid", live -> ground.sessions.signOut(live));
        race("sid", live -> ground.sessions.endSid(LoginBuilder.ISSUER, sidOf(live), ground.clock.instant()));
        race(null, live -> ground.sessions.endSubject(LoginBuilder.ISSUER, "alice", ground.clock.instant()));
    }

    private static String sidOf(LiveSession live) {
        return String.valueOf(live.session().sid());
    }

    private void race(@Nullable String sid, ToIntFunction<LiveSession> end) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ground.clear();
            LoginOutcome.Begun begun = ground.begin(ground.login().sid(sid == null ? null : sid + round));
            CyclicBarrier together = new CyclicBarrier(3);
            Callable<Boolean> renewal =
                    () -> renew(plain, ground.sessions, begun.session()).isPresent();
            Future<Boolean> one = threads.submit(after(together, renewal));
            Future<Boolean> other = threads.submit(after(together, renewal));
            Future<Integer> over = threads.submit(after(together, () -> end.applyAsInt(begun.session())));

            assertFalse(one.get(10, TimeUnit.SECONDS) && other.get(10, TimeUnit.SECONDS), "two renewals");
            assertEquals(1, over.get(10, TimeUnit.SECONDS));
            assertFalse(ground.isLive(begun), "live after round " + round);
            assertTrue(ground.embedded.caches().sessions().isEmpty(), "stored after round " + round);
        }
    }

    /** A new ID token is issued after the logout token; the session began before it all the same. */
    @Test
    void aRenewedSessionStaysUnderTheMarkOfItsSubject() {
        Instant login = ground.clock.instant();
        LoginOutcome.Begun begun = ground.begin(ground.login());
        ground.clock.advance(Duration.ofMinutes(5));
        renew(plain, ground.sessions, begun.session());

        assertEquals(1, ground.sessions.endSubject(LoginBuilder.ISSUER, "alice", login));
        assertFalse(ground.isLive(begun));
    }

    private static <T> Callable<T> after(CyclicBarrier barrier, Callable<T> work) {
        return () -> {
            barrier.await(10, TimeUnit.SECONDS);
            return work.call();
        };
    }
}
