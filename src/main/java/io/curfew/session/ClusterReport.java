package io.curfew.session;

import java.lang.System.Logger.Level;

/** Tells the log what becomes of the cluster, as this node sees it, whenever it changes. */
final class ClusterReport {
    private static final System.Logger LOG = System.getLogger(ClusterReport.class.getName());

    private final int expectedSize;
    private int size;
    private boolean serving;

    ClusterReport(int expectedSize) {
        this.expectedSize = expectedSize;
    }

    /**
     * What is so now.
     *
     * @param nowServing whether this node may serve sessions
     */
    void tell(int nowSize, boolean nowServing) {
        if (nowSize == size && nowServing == serving) {
            return;
        }
        boolean lost = serving && !nowServing;
        String nodes = "The cluster has " + nowSize + " of " + expectedSize + " nodes";
        LOG.log(
                lost || nowSize > expectedSize ? Level.WARNING : Level.INFO,
                nodes
                        + (nowServing
                                ? "; this node serves."
                                : "; this node does not see a majority, so it serves no sessions.")
                        + (nowSize > expectedSize
                                ? " That is more than curfew.cluster_expected_size: in a split, both sides could be a majority"
                                        + " of it. Set it to the number of nodes."
                                : ""));
        size = nowSize;
        serving = nowServing;
    }
}
