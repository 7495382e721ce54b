package io.curfew.count;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private enum Fruit {
        APPLE,
        PEAR,
        PLUM
    }

    private final Tally<Fruit> tally = new Tally<>(Fruit.class);

    @Test
    void everyKindIsThereBeforeItHappens() {
        assertEquals(List.of(Fruit.values()), tally.kinds());
        assertEquals(List.of(0L, 0L, 0L), tally.kinds().stream().map(tally::of).toList());
    }

    @Test
    void nothingIsLostAmongThreadsAndNothingElseIsCounted() {
        IntStream.range(0, 10_000).parallel().forEach(any -> tally.count(Fruit.PEAR));
        tally.count(Fruit.PLUM);
        assertEquals(
                List.of(0L, 10_000L, 1L), tally.kinds().stream().map(tally::of).toList());
    }
}
