package io.curfew.session;

import io.curfew.config.ClusterSettings.WhenSplit;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.infinispan.AdvancedCache;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;

/** This node among the nodes of its cluster: asks them for its lease again and again, and answers when they ask. */
final class ClusterNode implements AutoCloseable {
    private static final Duration PULSE = Duration.ofMillis(400);
    /** Longer than a pulse, so that a slow answer still counts; shorter than a lease. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    /** Questions come to a cache container, which knows nothing of us; in one process there may be several. */
    private static final Map<Address, ClusterNode> NODES = new ConcurrentHashMap<>();

    private final EmbeddedCacheManager container;
    private final AdvancedCache<LogoutScope, LogoutMark> logouts;
    private final NodeCards cards;
    private final Departures departures;
    private final Lease lease;
    private final ScheduledExecutorService pulse = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "curfew-cluster-pulse");
        thread.setDaemon(true);
        return thread;
    });

    ClusterNode(
            EmbeddedCacheManager container,
            AdvancedCache<LogoutScope, LogoutMark> logouts,
            NodeCards cards,
            int expectedSize,
            WhenSplit whenSplit) {
        this.container = container;
        this.logouts = logouts;
        this.cards = cards;
        this.departures = new Departures(this::membership, this::barrier, cards::isLeaving, Moment::now);
        this.lease = new Lease(expectedSize, whenSplit, this::membership, Moment::now, departures);
        NODES.put(container.getAddress(), this);
        pulse.scheduleWithFixedDelay(this::beat, 0, PULSE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String nameOf(Address address) {
        return address.getNodeUUID().toString();
    }

    /** What a node answers to {@link LeaseQuestion}. */
    static long answer(EmbeddedCacheManager asked, String asker) {
        ClusterNode node = NODES.get(asked.getAddress());
        // a node that is just starting or ending has nothing to say
        return node == null ? LeaseQuestion.REFUSED : node.departures.versionFor(asker);
    }

    Quorum quorum() {
        return lease;
    }

    /** Stops serving, says so to the others, and leaves them the rest. */
    @Override
    public void close() {
        lease.retire();
        pulse.shutdownNow();
        cards.sayGoodbye();
        NODES.remove(container.getAddress());
    }

    private void beat() {
        try {
            departures.catchUp();
            cards.renew();
            String self = nameOf(container.getAddress());
            LeaseRound round = new LeaseRound(lease, Moment.now(), () -> membership().version());
            container
                    .executor()
                    .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .submitConsumer(new LeaseQuestion(self), (node, answer, failure) -> {
                        if (failure == null) {
                            round.answered(nameOf(node), answer);
                        }
                    });
        } catch (RuntimeException e) {
            // the next beat tries again; without an answer the lease runs out
        }
    }

    private Membership membership() {
        LocalizedCacheTopology topology = logouts.getDistributionManager().getCacheTopology();
        return new Membership(
                topology.getTopologyId(),
                topology.getActualMembers().stream().map(ClusterNode::nameOf).collect(Collectors.toSet()),
                topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION);
    }

    /** A mark that covers nothing, written to every node. */
    private void barrier() {
        String self = nameOf(container.getAddress());
        logouts.put(new EndedHere(self), new LogoutMark(0), 1, TimeUnit.MINUTES);
    }
}
