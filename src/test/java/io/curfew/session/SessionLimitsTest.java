package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLimitsTest {
    private static final Duration IDLING = Ground.IDLING;

    private Ground ground;
    private Sessions sessions;

    @BeforeAll
    void open() {
        ground = new Ground();
        sessions = ground.sessions;
    }

    @AfterAll
    void close() {
        ground.close();
    }

    @BeforeEach
    void clear() {
        ground.clear();
    }

    @Test
    void aSessionEndsAtItsAbsoluteTimeout() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(LoginBuilder.ABSOLUTE.minusSeconds(1));
        assertTrue(sessions.find(begun.id(), Duration.ZERO).isPresent());
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(sessions.find(begun.id(), Duration.ZERO).isEmpty());
    }

    @Test
    void aSessionMayNotOutliveTheMarks() {
        Login login = ground.login()
                .absoluteTimeout(LoginBuilder.ABSOLUTE.plusSeconds(1))
                .build();

        assertThrows(IllegalArgumentException.class, () -> sessions.begin(login));
    }

    @Test
    void theStoreForgetsASessionByItself() {
        LoginOutcome.Begun begun = ground.begin(ground.login().absoluteTimeout(Duration.ofSeconds(3)));
        assertTrue(ground.isLive(begun));

        long limit = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (ground.isLive(begun)) {
            assertTrue(System.nanoTime() < limit, "still there after thirty seconds");
            Thread.onSpinWait();
        }
    }

    @Test
    void aSessionEndsWhenItIdles() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(IDLING.minusMillis(1));
        assertTrue(ground.isLive(begun));
        ground.clock.advance(Duration.ofMillis(1));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void aUsedSessionDoesNotIdle() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        for (int use = 0; use < 10; use++) {
            ground.clock.advance(IDLING.minusMinutes(1));
            LiveSession live = sessions.find(begun.id(), IDLING).orElseThrow();
            assertTrue(sessions.touch(live, IDLING));
        }
    }

    @Test
    void useDoesNotMoveTheAbsoluteTimeout() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(LoginBuilder.ABSOLUTE.minusSeconds(1));
        assertTrue(sessions.touch(sessions.find(begun.id(), Duration.ZERO).orElseThrow(), Duration.ZERO));
        assertTrue(ground.isLive(begun));
        ground.clock.advance(Duration.ofSeconds(1));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void onlyEveryTwentiethPartOfTheIdlingTimeoutIsWorthAWrite() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        Duration part = IDLING.dividedBy(20);

        ground.clock.advance(part);
        sessions.touch(begun.session(), IDLING);
        assertEquals(begun.session(), sessions.find(begun.id(), IDLING).orElseThrow());

        ground.clock.advance(Duration.ofMillis(1));
        sessions.touch(begun.session(), IDLING);
        Session touched = sessions.find(begun.id(), IDLING).orElseThrow().session();
        assertEquals(ground.clock.millis(), touched.lastSeen());
    }

    @Test
    void touchingWhatAnotherRequestTouchedIsFine() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        ground.clock.advance(Duration.ofMinutes(5));

        assertTrue(sessions.touch(begun.session(), IDLING));
        assertTrue(sessions.touch(begun.session(), IDLING));
    }

    @Test
    void touchingWhatIsOverSaysSoAndDoesNotReviveIt() {
        LoginOutcome.Begun begun = ground.begin(ground.login().sid(null));
        ground.clock.advance(Duration.ofMinutes(5));
        sessions.signOut(begun.session());

        assertFalse(sessions.touch(begun.session(), IDLING));
        assertFalse(ground.isLive(begun));
    }
}
