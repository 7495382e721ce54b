package io.curfew.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The nodes that are no longer in the cluster, as long as they may still serve: they are not told of logouts any more, and may
 * not know yet that they are out.
 */
final class Departures {
    /** How to let some time pass. */
    interface Pause {
        void of(Duration time) throws InterruptedException;
    }

    /** Two clocks do not run quite alike. */
    private static final Duration LONGER_THAN_A_LEASE = Lease.LENGTH.plusMillis(100);

    private final Supplier<Membership> membership;
    private final Runnable barrier;
    private final Predicate<String> saidGoodbye;
    private final Supplier<Moment> now;
    private final Pause pause;
    private final Map<String, Moment> left = new HashMap<>();
    /** At first somebody whom nobody knows: a node may have been lost just before this one came. */
    private Set<String> present = Set.of("somebody");

    private Set<String> settled = Set.of();

    /**
     * @param barrier writes something and returns when every node has confirmed it
     * @param saidGoodbye whether the node of this address has stopped serving before it left
     */
    Departures(
            Supplier<Membership> membership,
            Runnable barrier,
            Predicate<String> saidGoodbye,
            Supplier<Moment> now,
            Pause pause) {
        this.membership = membership;
        this.barrier = barrier;
        this.saidGoodbye = saidGoodbye;
        this.now = now;
        this.pause = pause;
    }

    /**
     * Notes who has left since the last time, if anybody has.
     *
     * @throws StoreUnavailableException if the other nodes cannot be asked whether they know it, too
     */
    void catchUp() {
        while (hasChanged()) {
            Membership seen = membership.get();
            // from when all have confirmed it, none of them permits the lost nodes anything more
            barrier.run();
            note(seen);
        }
    }

    private void note(Membership seen) {
        Set<String> lost = new HashSet<>(presentUntilNow());
        lost.removeAll(seen.members());
        // may ask another node, so without the lock
        lost.removeIf(saidGoodbye);
        noteLost(lost, seen);
    }

    private synchronized Set<String> presentUntilNow() {
        return present;
    }

    private synchronized void noteLost(Set<String> lost, Membership seen) {
        lost.forEach(node -> left.put(node, now.get()));
        present = seen.members();
        left.values().removeIf(since -> leftOf(since).isZero());
    }

    private synchronized boolean hasChanged() {
        return !present.equals(membership.get().members());
    }

    /**
     * The version of the membership that a node belongs to; {@link LeaseQuestion#REFUSED} for a node that does not belong to it, and for one that has just
     * come back from the other half of a split.
     */
    synchronized long versionFor(String node) {
        Membership seen = membership.get();
        if (!seen.merging()) {
            settled = seen.members();
        }
        return seen.members().contains(node) && settled.contains(node) ? seen.version() : LeaseQuestion.REFUSED;
    }

    /** Returns when those that left by now can no longer serve; after {@link Lease#LENGTH} and what the others take to confirm it. */
    void awaitLapsed() {
        catchUp();
        for (Duration wait = longestLeft(); !wait.isZero(); wait = longestLeft()) {
            try {
                pause.of(wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailableException("cluster", e);
            }
        }
    }

    private synchronized Duration longestLeft() {
        return left.values().stream().map(this::leftOf).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    private Duration leftOf(Moment since) {
        Duration rest = LONGER_THAN_A_LEASE.minus(Duration.ofNanos(now.get().nanos() - since.nanos()));
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
