package io.curfew.session;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node tells the others about itself.
 *
 * @param address where it is in the cluster; a name that is made at each start
 * @param entryVersion the version of the entries that it writes
 * @param oldestEntryVersion the oldest version of entries that it understands
 * @param sealKeys the ids of the keys it opens tokens with; the first is the one it seals with
 * @param leaving whether it has stopped serving and is about to go
 */
record NodeCard(String address, long entryVersion, long oldestEntryVersion, List<String> sealKeys, boolean leaving) {
    NodeCard {
        sealKeys = List.copyOf(sealKeys);
    }

    /** The card of a node of this version. */
    static NodeCard of(String address, List<String> sealKeys) {
        return new NodeCard(address, StoreSchema.ENTRY_VERSION, StoreSchema.OLDEST_ENTRY_VERSION, sealKeys, false);
    }

    NodeCard left() {
        return new NodeCard(address, entryVersion, oldestEntryVersion, sealKeys, true);
    }

    /** Why this node and another one cannot share sessions, if so. */
    Optional<String> conflictWith(NodeCard other) {
        Set<String> mine = new HashSet<>(sealKeys);
        Set<String> theirs = new HashSet<>(other.sealKeys);
        if (!mine.contains(other.sealKeys.get(0)) || !theirs.contains(sealKeys.get(0))) {
            return Optional.of(
                    "The node " + other.address + " has another session_secret. What one node seals every node must"
                            + " open: give all nodes the same list; to change it, first add the new secret at the end on every node, then"
                            + " move it to the front, then take the old one away.");
        }
        if (other.entryVersion < oldestEntryVersion || entryVersion < other.oldestEntryVersion) {
            return Optional.of("The node " + other.address + " writes entries of version " + other.entryVersion
                    + " and understands those since " + other.oldestEntryVersion + "; this node writes " + entryVersion
                    + " and understands those since " + oldestEntryVersion
                    + ". Update by way of a version that understands both.");
        }
        return Optional.empty();
    }
}
