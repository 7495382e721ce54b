package io.curfew.session;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The nodes that share the sessions, as one of them sees them now.
 *
 * @param serving whether this node may serve
 * @param split whether this node does not see a majority, or what two halves wrote apart is being put together
 * @param expected how many nodes the operator wants; 0 where nobody says
 * @param owners how many nodes hold each session; empty where servers of their own hold them
 * @param nodes those that are there, by their names
 * @param sessions about how many sessions there are, reckoned from those that this node holds; empty where servers of their own
 *     hold them
 */
public record ClusterView(
        Kind kind,
        boolean serving,
        boolean split,
        int expected,
        OptionalInt owners,
        List<Node> nodes,
        OptionalLong sessions) {
    /** Where sessions live. */
    public enum Kind {
        /** In this node. */
        ALONE,
        /** In the gateway nodes. */
        EMBEDDED,
        /** In Infinispan servers. */
        REMOTE
    }

    /**
     * A gateway.
     *
     * @param isThis whether it is the one that says so
     * @param leaving whether it has said goodbye
     */
    public record Node(String name, boolean isThis, boolean leaving) {}

    public ClusterView {
        nodes = List.copyOf(nodes);
    }

    /** The name of the node whose view it is. */
    public String node() {
        return nodes.stream().filter(Node::isThis).map(Node::name).findFirst().orElse("");
    }

    static ClusterView alone(long sessions) {
        return new ClusterView(
                Kind.ALONE,
                true,
                false,
                1,
                OptionalInt.of(1),
                List.of(new Node("alone", true, false)),
                OptionalLong.of(sessions));
    }

    static ClusterView ofGateways(List<NodeCard> cards, String own) {
        List<Node> nodes = cards.stream()
                .map(card -> new Node(card.address(), card.address().equals(own), card.leaving()))
                .sorted(Comparator.comparing(Node::name))
                .toList();
        return new ClusterView(Kind.REMOTE, true, false, 0, OptionalInt.empty(), nodes, OptionalLong.empty());
    }
}
