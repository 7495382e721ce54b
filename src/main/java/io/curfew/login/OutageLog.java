package io.curfew.login;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the log that nobody passes the gate, now and then and not for every request: an outage of the store stops thousands. */
final class OutageLog {
    private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong refused = new AtomicLong();

    OutageLog(Clock clock) {
        this.clock = clock;
    }

    /** Another request was refused; says whether that went into the log. */
    boolean note(String reason) {
        long all = refused.incrementAndGet();
        long now = clock.millis();
        long due = next.get();
        if (now < due || !next.compareAndSet(due, now + PAUSE.toMillis())) {
            return false;
        }
        LOG.log(
                System.Logger.Level.ERROR,
                "Nobody passes the gate: {0} Requests refused for that since the start: {1}.",
                reason,
                Long.toString(all));
        return true;
    }
}
