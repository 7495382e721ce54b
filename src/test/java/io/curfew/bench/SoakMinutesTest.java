package io.curfew.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What a soak makes of its minutes. */
class SoakMinutesTest {
    private static SoakMinutes minutes(int length, int errors, double growth) {
        SoakMinutes minutes = new SoakMinutes();
        for (int number = 0; number <= length; number++) {
            // before it is steady a node may grow as it likes
            double heap = 100 + (number < SoakMinutes.STEADY_AFTER ? 7 * number : growth * number);
            minutes.add(new SoakMinutes.Minute(
                    number,
                    new Latencies().take(),
                    number == 3 ? errors : 0,
                    0,
                    new NodeState(0, 0, 0),
                    number % 5 == 0 ? OptionalDouble.of(heap) : OptionalDouble.empty(),
                    0,
                    new Turnover.Counts(0, 0, 0, 0, 0)));
        }
        return minutes;
    }

    @Test
    void growthIsTheSlopeFromWhenTheNodeIsSteady() {
        assertEquals(0.15, minutes(30, 0, 0.15).heapGrowth().orElseThrow(), 1e-9);
        assertTrue(minutes(30, 0, 0.15).isGood());
        assertFalse(minutes(30, 0, 0.25).isGood());
    }

    @Test
    void oneErrorIsTooMuch() {
        assertEquals(1, minutes(30, 1, 0).errors());
        assertFalse(minutes(30, 1, 0).isGood());
    }

    @Test
    void aTrialIsTooShortToTellOfGrowth() {
        assertTrue(minutes(15, 0, 9).heapGrowth().isEmpty());
        assertTrue(minutes(15, 0, 9).isGood());
    }

    @Test
    void percentilesAreToTwoPercent() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 1000; micros++) {
            latencies.add(micros * 1000L);
        }
        Latencies.Taken taken = latencies.take();
        assertEquals(1000, taken.count());
        assertEquals(0.5, taken.percentile(50), 0.01);
        assertEquals(0.99, taken.percentile(99), 0.02);
        assertEquals(0, latencies.take().count(), "counting begins anew");
    }
}
