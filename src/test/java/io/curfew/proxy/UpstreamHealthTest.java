package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
    private static final Duration EJECTION = Duration.ofSeconds(30);

    private final SettableClock clock = new SettableClock();
    private final UpstreamHealth health = health(3);

    private UpstreamHealth health(int mostFailures) {
        return new UpstreamHealth("orders", URI.create("http://a:8080"), mostFailures, EJECTION, clock);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            health.failed(new IOException("refused"));
        }
    }

    @Test
    void aRowOfFailuresLeavesItOut() {
        fail(2);
        assertTrue(health.admits());
        fail(1);
        assertFalse(health.admits());
    }

    @Test
    void aWholeAnswerEndsTheRow() {
        fail(2);
        health.answered();
        health.completed();
        fail(2);
        assertTrue(health.admits());
        fail(1);
        assertFalse(health.admits(), "control");
    }

    @Test
    void anAnswerThatOnlyBeginsDoesNotEndTheRow() {
        fail(2);
        health.answered();
        fail(1);
        assertFalse(health.admits());
    }

    @Test
    void afterItsTimeOneRequestTriesItAgain() {
        fail(3);
        clock.advance(EJECTION.minusMillis(1));
        assertFalse(health.admits());
        clock.advance(Duration.ofMillis(1));
        assertTrue(health.admits());
        assertFalse(health.admits(), "one only");
        assertFalse(health.admits());
    }

    @Test
    void aTrialThatFailsLeavesItOutForTheSameTimeAgain() {
        fail(3);
        clock.advance(EJECTION);
        assertTrue(health.admits());
        clock.advance(Duration.ofSeconds(10));
        fail(1);
        clock.advance(EJECTION.minusMillis(1));
        assertFalse(health.admits());
        clock.advance(Duration.ofMillis(1));
        assertTrue(health.admits());
    }

    @Test
    void aTrialThatTellsNothingIsFollowedByAnother() {
        fail(3);
        clock.advance(EJECTION);
        assertTrue(health.admits());
        clock.advance(EJECTION);
        assertTrue(health.admits());
    }

    @Test
    void aTrialThatIsAnsweredBringsItBackAndTheNextFailureOutAgain() {
        fail(3);
        clock.advance(EJECTION);
        assertTrue(health.admits());
        health.answered();
        assertTrue(health.admits());
        assertTrue(health.admits());
        fail(1);
        assertFalse(health.admits(), "its answer broke");
    }

    @Test
    void aTrialThatCompletesEndsTheRow() {
        fail(3);
        clock.advance(EJECTION);
        assertTrue(health.admits());
        health.answered();
        health.completed();
        fail(2);
        assertTrue(health.admits());
    }

    @Test
    void zeroSwitchesItOff() {
        UpstreamHealth off = health(0);
        for (int i = 0; i < 100; i++) {
            off.failed(new IOException("refused"));
        }
        assertTrue(off.admits());
        UpstreamHealth one = health(1);
        one.failed(new IOException("refused"));
        assertFalse(one.admits(), "control");
    }

    @Test
    void ofManyThreadsOneTries() throws InterruptedException {
        fail(3);
        clock.advance(EJECTION);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        CountDownLatch start = new CountDownLatch(1);
        ConcurrentLinkedQueue<Boolean> admitted = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 8; i++) {
            threads.execute(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int j = 0; j < 1000; j++) {
                    if (health.admits()) {
                        admitted.add(true);
                    }
                }
            });
        }
        start.countDown();
        threads.shutdown();
        assertTrue(threads.awaitTermination(20, TimeUnit.SECONDS));
        assertEquals(1, admitted.size());
    }
}
