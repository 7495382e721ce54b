package io.curfew.ground;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for a condition with a limit, instead of sleeping and hoping. */
public final class Waiting {
    private static final long PAUSE_NANOS = Duration.ofMillis(25).toNanos();

    private Waiting() {}

    /** True as soon as the condition holds; false when it did not within the limit. */
    public static boolean until(BooleanSupplier condition, Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }

    /** For what counts by seconds: what is issued from now on is not of the second in which this was called. */
    public static void forNextSecond() {
        long now = Instant.now().getEpochSecond();
        until(() -> Instant.now().getEpochSecond() > now, Duration.ofSeconds(5));
    }
}
