package io.curfew.proxy;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What the requests of one route have seen of one of its upstreams. After so many failures in a row it is left out; when the
 * time is over, one request tries it again. A whole answer, whatever its status, ends a row of failures, and a beginning one
 * is enough to bring an upstream back. Without locks: of threads that come at the same time one wins, the others lose nothing.
 */
final class UpstreamHealth {
    private static final System.Logger LOG = System.getLogger(UpstreamHealth.class.getName());

    private static final long USED = 0;

    private final String route;
    private final URI upstream;
    private final int mostFailures;
    private final Duration ejection;
    private final Clock clock;

    private final AtomicInteger failures = new AtomicInteger();
    /** In milliseconds since 1970. */
    private final AtomicLong leftOutUntil = new AtomicLong(USED);

    /**
     * @param mostFailures after so many it is left out; 0 for never
     */
    UpstreamHealth(String route, URI upstream, int mostFailures, Duration ejection, Clock clock) {
        this.route = route;
        this.upstream = upstream;
        this.mostFailures = mostFailures;
        this.ejection = ejection;
        this.clock = clock;
    }

    URI upstream() {
        return upstream;
    }

    /** Whether a request may go to it: it is used, or this is the one request that tries it again. */
    boolean admits() {
        long until = leftOutUntil.get();
        if (until == USED) {
            return true;
        }
        // a trial that tells nothing, as when its client leaves, is followed by another after the same time
        return clock.millis() >= until && leftOutUntil.compareAndSet(until, end());
    }

    /** It could not be reached, gave no answer in time, or did not finish one. */
    void failed(IOException why) {
        if (mostFailures == 0 || failures.incrementAndGet() < mostFailures) {
            return;
        }
        if (leftOutUntil.getAndSet(end()) == USED) {
            LOG.log(
                    Level.WARNING,
                    "An upstream is left out for a while. route=" + route + " upstream=" + upstream + " seconds="
                            + ejection.toSeconds() + " failure=" + UpstreamBrokenException.reason(why));
        }
    }

    /** The head of an answer came. */
    void answered() {
        if (leftOutUntil.get() != USED && leftOutUntil.getAndSet(USED) != USED) {
            // the next failure would leave it out again: one answer is not yet a row of them
            failures.set(mostFailures - 1);
            LOG.log(Level.INFO, "An upstream is used again. route=" + route + " upstream=" + upstream);
        }
    }

    /** An answer came to its end. */
    void completed() {
        if (failures.get() != 0) {
            failures.set(0);
        }
    }

    private long end() {
        return clock.millis() + ejection.toMillis();
    }
}
