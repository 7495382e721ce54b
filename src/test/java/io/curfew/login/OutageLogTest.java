package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.SettableClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageLogTest {
    private final SettableClock clock = new SettableClock();
    private final OutageLog log = new OutageLog(clock);

    @Test
    void saysItAtOnceAndThenNowAndThen() {
        assertTrue(log.note("gone."));
        for (int i = 0; i < 100; i++) {
            assertFalse(log.note("gone."));
        }
        clock.advance(Duration.ofSeconds(10));
        assertTrue(log.note("gone."));
        assertFalse(log.note("gone."));
    }
}
