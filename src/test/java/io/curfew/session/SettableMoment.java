package io.curfew.session;

import java.time.Duration;
import java.util.function.Supplier;

/** Both clocks of a process, moved by the test. */
final class SettableMoment implements Supplier<Moment> {
    private long nanos = 5;
    private long millis = 1_000_000;

    @Override
    public Moment get() {
        return new Moment(nanos, millis);
    }

    void pass(Duration time) {
        nanos += time.toNanos();
        millis += time.toMillis();
    }

    /** As when the machine is suspended: one clock stands still. */
    void passOnTheWallOnly(Duration time) {
        millis += time.toMillis();
    }
}
