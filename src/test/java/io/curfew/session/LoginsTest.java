package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LoginsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final PendingLogin PENDING = new PendingLogin("orders", "/orders?page=2", Map.of("state", "abc"), 1);

    private EmbeddedStore embedded;
    private Logins logins;

    @BeforeAll
    void open() {
        embedded = EmbeddedStore.local();
        logins = new Logins(embedded.caches());
    }

    @AfterAll
    void close() {
        embedded.close();
    }

    @Test
    void isTakenOnce() {
        logins.put("one", PENDING, LONG);
        logins.put("other", PENDING, LONG);

        assertEquals(Optional.of(PENDING), logins.get("one"));
        assertEquals(Optional.of(PENDING), logins.take("one"));
        assertEquals(Optional.empty(), logins.take("one"));
        assertEquals(Optional.empty(), logins.get("one"));
        assertEquals(Optional.of(PENDING), logins.take("other"));
    }

    @Test
    void isTakenByOneOfManyAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int round = 0; round < 200; round++) {
            logins.put("contested", PENDING, LONG);
            List<Future<Optional<PendingLogin>>> takers = new ArrayList<>();
            for (int taker = 0; taker < 4; taker++) {
                takers.add(threads.submit(() -> logins.take("contested")));
            }
            int taken = 0;
            for (Future<Optional<PendingLogin>> taker : takers) {
                taken += taker.get(60, TimeUnit.SECONDS).isPresent() ? 1 : 0;
            }
            assertEquals(1, taken);
        }
        threads.shutdown();
    }

    @Test
    void isForgottenAfterItsLifespan() {
        logins.put("short", PENDING, Duration.ofMillis(200));
        logins.put("long", PENDING, LONG);
        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (logins.get("short").isPresent()) {
            assertTrue(System.nanoTime() < limit, "still there after ten seconds");
            Thread.onSpinWait();
        }
        assertTrue(logins.get("long").isPresent());
    }

    @Test
    void cannotFillTheMemory() {
        try (EmbeddedStore flooded = EmbeddedStore.local()) {
            Logins many = new Logins(flooded.caches());
            for (int login = 0; login < 110_000; login++) {
                many.put("login " + login, PENDING, LONG);
            }
            assertTrue(flooded.caches().logins().size() <= 100_000);
            assertFalse(flooded.caches().logins().isEmpty());
        }
    }
}
