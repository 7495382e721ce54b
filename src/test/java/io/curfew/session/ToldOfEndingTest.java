package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.infinispan.commons.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sign-out on a store that stops in the middle, and a login right behind one. */
class ToldOfEndingTest {
    private final Ground ground = new Ground();
    private int answersLeft = Integer.MAX_VALUE;
    private final Sessions sessions = ground.sessionsOn(Intercepted.caches(ground.embedded.caches(), () -> {
        if (answersLeft-- <= 0) {
            throw new CacheException("the test switched the store off");
        }
    }));

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void whatHasEndedIsToldWhereverTheStoreStops() {
        int endedInVain = 0;
        for (int answers = 0; answers < 12; answers++) {
            ground.clear();
            LiveSession live = ground.begin(ground.login()).session();
            List<LiveSession> told = new ArrayList<>();
            answersLeft = answers;
            try {
                sessions.signOut(live, ground.clock.instant(), told::add);
            } catch (StoreUnavailableException e) {
                endedInVain += ground.embedded.caches().sessions().isEmpty() ? 1 : 0;
            }
            boolean isOver = ground.embedded.caches().sessions().isEmpty();
            assertEquals(isOver ? List.of(live) : List.of(), told, "with " + answers + " answers");
        }
        assertTrue(endedInVain > 0, "the store never stopped between the session and its index");
    }

    /** As after a sign-out of the gateway alone: the browser comes back within the second, with the same session at the provider. */
    @Test
    void aLoginOfTheSameSecondLivesWhereThatIsWanted() {
        LiveSession live = ground.begin(ground.login()).session();
        ground.clock.advance(Duration.ofMinutes(5));
        Login underWay =
                ground.login().started(ground.clock.instant().minusSeconds(1)).build();

        assertEquals(1, sessions.signOut(live, ground.clock.instant().minusSeconds(1), ended -> {}));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
        assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(ground.login().build()));
    }

    @Test
    void aSessionOfThisSecondIsCoveredAllTheSame() {
        Login login = ground.login().build();
        LiveSession live = assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(login))
                .session();

        sessions.signOut(live, ground.clock.instant().minusSeconds(1), ended -> {});

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(login));
    }
}
