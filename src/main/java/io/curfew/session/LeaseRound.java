package io.curfew.session;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;

/** One question for the lease, and the answers to it as they come. */
final class LeaseRound {
    private final Lease lease;
    private final Moment asked;
    private final LongSupplier versionHere;
    private final Set<String> granted = new HashSet<>();
    private boolean renewed;

    /**
     * @param asked before the question goes out
     * @param versionHere of the membership as this node knows it
     */
    LeaseRound(Lease lease, Moment asked, LongSupplier versionHere) {
        this.lease = lease;
        this.asked = asked;
        this.versionHere = versionHere;
    }

    /**
     * A node has answered.
     *
     * @param version of the membership by which it permits, or {@link LeaseQuestion#REFUSED}
     */
    synchronized void answered(String node, long version) {
        // a permission from the future of this node is not for the data that it reads now
        if (renewed || version == LeaseQuestion.REFUSED || version > versionHere.getAsLong()) {
            return;
        }
        granted.add(node);
        if (lease.isMajority(granted.size())) {
            lease.renew(asked);
            renewed = true;
        }
    }
}
