package io.curfew.session;

import java.util.Set;

/**
 * The cluster as one node sees it.
 *
 * @param version rises with every change; of two nodes in one cluster, the one with the higher version knows more
 * @param members the addresses of all nodes that hold the marks of logouts, this one among them
 * @param merging whether what two halves wrote apart is being put together
 */
record Membership(int version, Set<String> members, boolean merging) {
    Membership {
        members = Set.copyOf(members);
    }
}
