package io.curfew.session;

import io.curfew.config.WhenSplit;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * The permission to serve for a short time, renewed many times within it by a majority of the nodes. A node that is cut off, or
 * was halted and goes on, has none: the time is counted from before it asked, and the nodes that shut it out no longer answer.
 *
 * <p>Where the policy is to serve in a split, it is enough to have had the permission once since the start.
 */
final class Lease implements Quorum {
    /** Short, because a logout token may have to outwait a lost node's lease, and providers give up after some 5 seconds. */
    static final Duration LENGTH = Duration.ofSeconds(3);

    private final int expectedSize;
    private final WhenSplit whenSplit;
    private final Supplier<Membership> membership;
    private final Supplier<Moment> now;
    private final Departures departures;
    private volatile Moment renewed;
    private volatile long term;
    private volatile boolean given;
    private volatile boolean retired;

    /**
     * @param expectedSize how many nodes the operator wants
     * @param membership what this node knows of the cluster now
     */
    Lease(
            int expectedSize,
            WhenSplit whenSplit,
            Supplier<Membership> membership,
            Supplier<Moment> now,
            Departures departures) {
        this.expectedSize = expectedSize;
        this.whenSplit = whenSplit;
        this.membership = membership;
        this.now = now;
        this.departures = departures;
        this.renewed = now.get();
    }

    /** Whether so many nodes speak for the cluster: more than half of those expected, or seen, if that is more. */
    boolean isMajority(int nodes) {
        return 2 * nodes > Math.max(expectedSize, membership.get().members().size());
    }

    /**
     * A majority has answered.
     *
     * @param asked before the first of them was asked
     */
    synchronized void renew(Moment asked) {
        if (retired) {
            return;
        }
        if (!isValid()) {
            if (membership.get().merging()) {
                // what this node reads now may be from before the split
                return;
            }
            term++;
        }
        if (!given || asked.nanos() - renewed.nanos() > 0) {
            renewed = asked;
        }
        given = true;
    }

    /** Ends it for good, because this node is about to leave. */
    synchronized void retire() {
        retired = true;
    }

    @Override
    public long term() {
        if (whenSplit == WhenSplit.SERVE) {
            return given && !retired ? 1 : 0;
        }
        return isValid() ? term : 0;
    }

    @Override
    public boolean holds(long since) {
        return since != 0 && term() == since;
    }

    @Override
    public void awaitLapsed() {
        long before = term();
        if (whenSplit == WhenSplit.DENY) {
            departures.awaitLapsed();
        }
        if (!holds(before)) {
            throw StoreUnavailableException.noMajority();
        }
    }

    private boolean isValid() {
        return given && !retired && renewed.until(now.get()).compareTo(LENGTH) < 0;
    }
}
