package io.curfew.session;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Tells the log how many nodes there are when that changes, when this node has not served for a while because it lacks others, and
 * when it serves again.
 */
final class ServingReport {
    private static final System.Logger LOG = System.getLogger(ServingReport.class.getName());

    /** A start and the loss of another node leave a node without its lease for a moment: nothing to worry about. */
    private static final Duration WORTH_A_WORD = Duration.ofSeconds(5);

    private final Lease lease;
    private final int expectedSize;
    private final Supplier<Moment> now;
    private Moment served;
    private boolean told;
    private int size;

    ServingReport(Lease lease, int expectedSize, Supplier<Moment> now) {
        this.lease = lease;
        this.expectedSize = expectedSize;
        this.now = now;
        this.served = now.get();
    }

    /** @param nodes how many nodes this one sees, itself included */
    void tell(int nodes) {
        tellSize(nodes);
        if (lease.term() != 0) {
            served = now.get();
            if (told) {
                LOG.log(System.Logger.Level.INFO, "This node serves again; it sees {0} nodes.", nodes);
            }
            told = false;
        } else if (!told && served.until(now.get()).compareTo(WORTH_A_WORD) > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "This node serves no session: it sees {0} of {1} nodes, and needs more than half of them. If the others run,"
                            + " look whether it can reach them, and whether they accept its certificate.",
                    nodes,
                    expectedSize);
            told = true;
        }
    }

    private void tellSize(int nodes) {
        if (nodes == size) {
            return;
        }
        size = nodes;
        LOG.log(System.Logger.Level.INFO, "The cluster has {0} of {1} nodes.", nodes, expectedSize);
        if (nodes > expectedSize) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "That is more than curfew.cluster_expected_size: in a split, both sides could be a majority of it. Set it to"
                            + " the number of nodes.");
        }
    }
}
