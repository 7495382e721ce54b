package io.curfew.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
    private final AtomicLong now = new AtomicLong(-5);
    private final Durations durations =
            new Durations(List.of(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofSeconds(1)), now::get);

    private List<Long> cumulative() {
        return IntStream.range(0, durations.bounds().size())
                .mapToObj(durations::upTo)
                .toList();
    }

    @Test
    void aDurationCountsInEachBucketThatHoldsIt() {
        durations.note(Duration.ofMillis(10));
        durations.note(Duration.ofMillis(11));
        durations.note(Duration.ofMillis(999));
        durations.note(Duration.ofSeconds(1).plusNanos(1));
        assertEquals(List.of(1L, 2L, 3L), cumulative());
        assertEquals(4, durations.count());
        assertEquals(2.020000001, durations.seconds(), 1e-12);
    }

    @Test
    void takesTheTimeByAClockThatMayStandAnywhere() {
        long begun = durations.begin();
        now.addAndGet(Duration.ofMillis(50).toNanos());
        durations.end(begun);
        assertEquals(List.of(0L, 1L, 1L), cumulative());
        assertEquals(0.05, durations.seconds(), 1e-12);
    }

    @Test
    void aClockThatGoesBackTakesNothingAway() {
        durations.note(Duration.ofMinutes(-1));
        assertEquals(List.of(1L, 1L, 1L), cumulative());
        assertEquals(0, durations.seconds());
    }

    @Test
    void nothingIsLostAmongThreads() {
        IntStream.range(0, 10_000).parallel().forEach(any -> durations.note(Duration.ofMillis(20)));
        assertEquals(List.of(0L, 10_000L, 10_000L), cumulative());
        assertEquals(200, durations.seconds(), 1e-9);
    }
}
