package io.curfew.login;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Tells the log that nobody passes the gate, now and then and not for every request: an outage of the store stops thousands. */
final class OutageLog {
    private static final System.Logger LOG = System.getLogger(OutageLog.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Clock clock;
    private final String what;
    private final AtomicLong next = new AtomicLong(Long.MIN_VALUE);
    private final AtomicLong refused = new AtomicLong();

    OutageLog(Clock clock) {
        this(clock, "Nobody passes the gate");
    }

    /** @param what what fails, as the start of a sentence */
    OutageLog(Clock clock, String what) {
        this.clock = clock;
        this.what = what;
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
                "{0}: {1} Requests refused for that since the start: {2}.",
                what,
                reason,
                Long.toString(all));
        return true;
    }
}
