package io.curfew.ground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void eachCallIsRecordedWithItsWorkerItsBeginAndItsStatus() {
        long before = System.nanoTime();
        Load load = Load.start(3, worker -> 200 + worker).awaitMore(5_000, LIMIT);
        Load.Result result = load.stop();
        long after = System.nanoTime();
        assertEquals(load.calls(), result.shots().size());
        assertEquals(List.of(), result.where(shot -> shot.status() != 200 + shot.worker()));
        assertEquals(List.of(), result.where(shot -> shot.began() - before < 0 || shot.isAfter(after)));
        assertEquals(
                load.calls(),
                result.byStatus().values().stream().mapToLong(count -> count).sum());
    }

    @Test
    void shotsAreInTheOrderOfTheirBegin() {
        List<Load.Shot> shots =
                Load.start(2, worker -> 0).awaitMore(1_000, LIMIT).stop().shots();
        for (int i = 1; i < shots.size(); i++) {
            assertTrue(shots.get(i).began() - shots.get(i - 1).began() >= 0);
        }
    }

    @Test
    void aCallThatThrowsIsAFailureAndTheNextOneIsMade() {
        AtomicInteger number = new AtomicInteger();
        Load.Result result = Load.start(1, worker -> {
                    if (number.incrementAndGet() % 2 == 0) {
                        throw new IOException("even");
                    }
                    return 204;
                })
                .awaitMore(100, LIMIT)
                .stop();
        Map<Integer, Long> counts = result.byStatus();
        assertTrue(counts.getOrDefault(Load.FAILED, 0L) >= 50, result::toString);
        assertTrue(counts.getOrDefault(204, 0L) >= 50, result::toString);
        assertEquals("java.io.IOException: even", result.failures().get(0));
    }

    @Test
    void theLongestCallIsTold() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger number = new AtomicInteger();
        Load load = Load.start(1, worker -> {
            if (number.incrementAndGet() == 3) {
                release.await();
            }
            return 0;
        });
        assertTrue(Waiting.until(() -> number.get() == 3, LIMIT));
        assertThrows(IllegalStateException.class, () -> load.awaitMore(1, Duration.ofMillis(200)));
        release.countDown();
        Load.Result result = load.awaitMore(5, LIMIT).stop();
        assertTrue(result.longest().toMillis() >= 200, result::toString);
    }

    @Test
    void nothingIsCalledAfterStop() {
        AtomicInteger number = new AtomicInteger();
        Load load = Load.start(4, worker -> number.incrementAndGet());
        load.awaitMore(10, LIMIT);
        load.stop();
        int atStop = number.get();
        assertEquals(atStop, load.calls());
        assertTrue(!Waiting.until(() -> number.get() > atStop, Duration.ofMillis(100)));
    }
}
