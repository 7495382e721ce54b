package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Every order in which the store can see the steps of two things that happen at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogoutDuringLoginTest {
    private static final String ISSUER = LoginBuilder.ISSUER;

    private final Interleavings interleavings = new Interleavings();
    private Ground ground;
    private Sessions sessions;
    private @Nullable LoginOutcome outcome;
    private int refused;
    private int endedAfterwards;

    @BeforeAll
    void open() {
        ground = new Ground();
        sessions = ground.sessionsOn(Intercepted.caches(ground.embedded.caches(), interleavings));
    }

    @BeforeEach
    void clear() {
        ground.clear();
    }

    @AfterAll
    void close() {
        ground.close();
    }

    @Test
    void logoutOfTheSid() throws Exception {
        neverLive(() -> sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
    }

    @Test
    void logoutOfTheSubject() throws Exception {
        neverLive(() -> sessions.endSubject(ISSUER, "alice", ground.clock.instant()));
    }

    @Test
    void signOutOfAnotherSessionOfTheSid() throws Exception {
        SessionKey gone = SessionId.fresh(new SecureRandom()).key();
        Session other = ground.begin(ground.login()).session().session();
        neverLive(() -> sessions.signOut(new LiveSession(gone, other)));
    }

    @Test
    void logoutsOfSomethingElseLeaveTheLoginAlone() throws Exception {
        alwaysLive(() -> sessions.endSid(LoginBuilder.ISSUER, "sid-2", ground.clock.instant()));
        alwaysLive(() -> sessions.endSubject(ISSUER, "bob", ground.clock.instant()));
        alwaysLive(() ->
                sessions.endSubject(ISSUER, "alice", ground.clock.instant().minusSeconds(1)));
    }

    @Test
    void twoLoginsAreBothFoundByALogout() throws Exception {
        int runs = interleavings.explore(run -> {
            ground.clear();
            Login login = ground.login().build();
            run.together(() -> sessions.begin(login), () -> sessions.begin(login));
            assertEquals(2, sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
            assertNothingStored();
        });
        assertTrue(runs > 1_000, runs + " interleavings");
    }

    @Test
    void useOfASessionThatEnds() throws Exception {
        int runs = interleavings.explore(run -> {
            ground.clear();
            LoginOutcome.Begun begun = ground.begin(ground.login().sid(null));
            ground.clock.advance(Ground.IDLING.dividedBy(2));
            run.together(() -> sessions.touch(begun.session(), Ground.IDLING), () -> sessions.signOut(begun.session()));
            assertNothingStored();
        });
        assertTrue(runs > 3, runs + " interleavings");
    }

    @Test
    void oneLogoutTokenTwiceIsRememberedOnce() throws Exception {
        interleavings.explore(run -> {
            ground.clear();
            boolean[] first = new boolean[2];
            run.together(
                    () -> first[0] = sessions.remember(ISSUER, "jti", ground.clock.instant()),
                    () -> first[1] = sessions.remember(ISSUER, "jti", ground.clock.instant()));
            assertTrue(first[0] ^ first[1]);
        });
    }

    private void neverLive(Callable<Integer> logout) throws Exception {
        refused = 0;
        endedAfterwards = 0;
        int runs = interleavings.explore(run -> {
            ground.clear();
            Login login = ground.login().build();
            run.together(() -> outcome = sessions.begin(login), logout);
            if (outcome instanceof LoginOutcome.Begun begun) {
                assertFalse(ground.isLive(begun));
                endedAfterwards++;
            } else {
                refused++;
            }
            assertNothingStored();
        });
        // both ways out must have been seen, else the steps did not really mix
        assertTrue(refused > 0 && endedAfterwards > 0, refused + " refused, " + endedAfterwards + " ended");
        assertTrue(runs > 100, runs + " interleavings");
    }

    private void alwaysLive(Callable<Integer> logout) throws Exception {
        interleavings.explore(run -> {
            ground.clear();
            Login login = ground.login().build();
            run.together(() -> outcome = sessions.begin(login), logout);
            LoginOutcome.Begun begun = assertInstanceOf(LoginOutcome.Begun.class, Objects.requireNonNull(outcome));
            assertTrue(ground.isLive(begun));
        });
    }

    private void assertNothingStored() {
        SessionCaches caches = ground.embedded.caches();
        assertTrue(caches.sessions().isEmpty(), "a session is left");
        assertTrue(caches.sids().isEmpty(), "an index of a sid is left");
        assertTrue(caches.subjects().isEmpty(), "an index of a subject is left");
    }
}
