package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.infinispan.commons.CacheException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A store that stops answering, at every step of everything. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreFailureTest {
    private static final String ISSUER = LoginBuilder.ISSUER;
    private static final int NEVER = Integer.MAX_VALUE;

    private Ground ground;
    private Sessions sessions;
    private Logins logins;
    private LoginOutcome.Begun begun;
    private int answersLeft;

    @BeforeAll
    void open() {
        ground = new Ground();
        SessionCaches failing = Intercepted.caches(ground.embedded.caches(), this::answer);
        sessions = ground.sessionsOn(failing);
        logins = new Logins(failing);
    }

    @AfterAll
    void close() {
        ground.close();
    }

    @BeforeEach
    void beginSession() {
        ground.clear();
        answersLeft = NEVER;
        begun = ground.begin(ground.login());
    }

    @Test
    void begin() {
        failsAtEveryStep(7, () -> sessions.begin(ground.login().build()));
    }

    @Test
    void find() {
        failsAtEveryStep(3, () -> sessions.find(begun.id(), Ground.IDLING));
    }

    @Test
    void touch() {
        failsAtEveryStep(1, () -> {
            ground.clock.advance(Duration.ofMinutes(1));
            sessions.touch(begun.session(), Ground.IDLING);
        });
    }

    @Test
    void signOut() {
        failsAtEveryStep(4, () -> sessions.signOut(begun.session()));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void endSid() {
        failsAtEveryStep(4, () -> sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void endSubject() {
        failsAtEveryStep(4, () -> sessions.endSubject(ISSUER, "alice", ground.clock.instant()));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void replayMemory() {
        Instant until = ground.clock.instant().plusSeconds(60);
        failsAtEveryStep(1, () -> sessions.wasSeen(ISSUER, "jti"));
        failsAtEveryStep(1, () -> sessions.remember(ISSUER, "jti", until));
    }

    @Test
    void loginsUnderWay() {
        PendingLogin pending = new PendingLogin("orders", "/", Map.of(), 0);
        failsAtEveryStep(1, () -> logins.put("id", pending, Duration.ofMinutes(1)));
        failsAtEveryStep(1, () -> logins.get("id"));
        failsAtEveryStep(1, () -> logins.take("id"));
    }

    @Test
    void aLogoutThatFailedIsNotRememberedAndWorksWhenTriedAgain() {
        answersLeft = 3;
        assertThrows(
                StoreUnavailableException.class,
                () -> sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        answersLeft = NEVER;

        assertFalse(sessions.wasSeen(ISSUER, "jti"));
        assertEquals(1, sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertTrue(sessions.remember(ISSUER, "jti", ground.clock.instant()));
    }

    @Test
    void theMessageNamesTheOperationAndNoKey() {
        answersLeft = 0;
        StoreUnavailableException failure = assertThrows(
                StoreUnavailableException.class,
                () -> sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));

        assertEquals("The session store did not answer to 'logouts get'.", failure.getMessage());
        assertEquals("[provider session]", new ProviderSession(ISSUER, "sid-1").toString());
    }

    /** Lets the store answer 0, 1, 2… times; the first time that is enough must be after at least {@code steps}. */
    private void failsAtEveryStep(int steps, Runnable work) {
        for (int answers = 0; answers < steps; answers++) {
            answersLeft = answers;
            assertThrows(StoreUnavailableException.class, work::run, "with " + answers + " answers");
        }
        answersLeft = NEVER;
        work.run();
    }

    private void answer() {
        if (answersLeft-- <= 0) {
            throw new CacheException("the test switched the store off");
        }
    }
}
