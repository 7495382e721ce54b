package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.Duration;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Uses of a session that race with its end, on threads. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NothingRevivesTest {
    private static final int ROUNDS = 1_000;

    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private Ground ground;

    @BeforeAll
    void open() {
        ground = new Ground();
    }

    @AfterAll
    void close() {
        threads.shutdownNow();
        ground.close();
    }

    @Test
    void signingOutWithoutSid() throws Exception {
        race(null, live -> ground.sessions.signOut(live));
    }

    @Test
    void signingOutWithSid() throws Exception {
        race("sid", live -> ground.sessions.signOut(live));
    }

    @Test
    void logoutOfASid() throws Exception {
        race(
                "sid",
                live -> ground.sessions.endSid(
                        LoginBuilder.ISSUER, String.valueOf(live.session().sid()), ground.clock.instant()));
    }

    @Test
    void logoutOfASubject() throws Exception {
        race(
                null,
                live -> ground.sessions.endSubject(
                        LoginBuilder.ISSUER, live.session().subject(), ground.clock.instant()));
    }

    private void race(@Nullable String sid, ToIntFunction<LiveSession> end) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            ground.clear();
            LoginOutcome.Begun begun = ground.begin(ground.login().sid(sid == null ? null : sid + round));
            ground.clock.advance(Duration.ofMinutes(5));
            CyclicBarrier together = new CyclicBarrier(2);

            Future<Boolean> use =
                    threads.submit(after(together, () -> ground.sessions.touch(begun.session(), Ground.IDLING)));
            Future<Integer> over = threads.submit(after(together, () -> end.applyAsInt(begun.session())));

            use.get(60, TimeUnit.SECONDS);
            assertEquals(1, over.get(60, TimeUnit.SECONDS));
            assertFalse(ground.isLive(begun), "live after round " + round);
            assertFalse(
                    ground.embedded
                            .caches()
                            .sessions()
                            .containsKey(begun.session().key()),
                    "stored after round " + round);
        }
    }

    private static <T> Callable<T> after(CyclicBarrier barrier, Callable<T> work) {
        return () -> {
            barrier.await(60, TimeUnit.SECONDS);
            return work.call();
        };
    }
}
