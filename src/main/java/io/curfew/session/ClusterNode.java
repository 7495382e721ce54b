package io.curfew.session;

import io.curfew.config.ClusterSettings;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** This node among the nodes of its cluster: asks them for its lease again and again, and answers when they ask. */
final class ClusterNode implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ClusterNode.class.getName());
    private static final String LOGOUTS = "logouts";
    /** As long as one of them is being put together, sessions of the other half may seem not to be there. */
    private static final List<String> MERGED_WITH_THEM = List.of("sessions", "sids", "subjects", "logins");

    private static final Duration PULSE = Duration.ofMillis(400);
    /** Longer than a pulse, so that a slow answer still counts; shorter than a lease. */
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(2);

    /** Questions come to a cache container, which knows nothing of us; in one process there may be several. */
    private static final Map<String, ClusterNode> NODES = new ConcurrentHashMap<>();

    private final CacheCluster cluster;
    private final StoreCache<LogoutScope, LogoutMark> logouts;
    private final NodeCards cards;
    private final Supplier<Moment> now;
    private final Departures departures;
    private final Lease lease;
    private final int expectedSize;
    private final ServingReport report;
    private final Repeating pulse;
    private final Repeating upkeep;
    private volatile boolean gaveUp;

    ClusterNode(CacheCluster cluster, NodeCards cards, ClusterSettings.Embedded settings, Supplier<Moment> now) {
        this.cluster = cluster;
        this.logouts = new StoreCache<>(LOGOUTS, cluster.container().getCache(LOGOUTS));
        this.cards = cards;
        this.now = now;
        this.departures = new Departures(
                this::membership,
                this::barrier,
                cards::isLeaving,
                now,
                time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
        this.lease = new Lease(settings.expectedSize(), settings.whenSplit(), this::membership, now, departures);
        this.expectedSize = settings.expectedSize();
        this.report = new ServingReport(lease, settings.expectedSize(), now);
        NODES.put(cluster.address(), this);
        pulse = Repeating.start("curfew-cluster-pulse", PULSE, this::beat);
        upkeep = Repeating.start("curfew-cluster-upkeep", PULSE, this::keepUp);
    }

    /** What the node at an address answers to {@link LeaseQuestion}. */
    static long answer(String address, String asker) {
        ClusterNode node = NODES.get(address);
        // a node that is just starting or ending has nothing to say
        return node == null ? LeaseQuestion.REFUSED : node.departures.versionFor(asker);
    }

    Quorum quorum() {
        return lease;
    }

    /**
     * What this node sees.
     *
     * @param owners how many nodes hold each session
     */
    ClusterView view(int owners) {
        Map<String, String> names = cluster.names();
        Membership seen = membership();
        List<ClusterView.Node> nodes = names.keySet().stream()
                .map(address -> new ClusterView.Node(
                        String.valueOf(names.get(address)),
                        address.equals(cluster.address()),
                        cards.isLeaving(address)))
                .sorted(Comparator.comparing(ClusterView.Node::name))
                .toList();
        int holders = Math.max(1, seen.members().size());
        long sessions = (long) cluster.entries("sessions") * holders / Math.min(owners, holders);
        return new ClusterView(
                ClusterView.Kind.EMBEDDED,
                lease.term() != 0,
                isSplit(seen),
                expectedSize,
                OptionalInt.of(owners),
                nodes,
                OptionalLong.of(sessions));
    }

    boolean hasGivenUp() {
        return gaveUp;
    }

    int size() {
        return membership().members().size();
    }

    /** Whether it sees no majority, or what two halves wrote apart is being put together. */
    boolean isSplit() {
        return isSplit(membership());
    }

    private boolean isSplit(Membership seen) {
        return seen.merging() || !lease.isMajority(seen.members().size());
    }

    /** Stops serving, says so to the others, and leaves them the rest. */
    @Override
    public void close() {
        lease.retire();
        pulse.close();
        upkeep.close();
        NODES.remove(cluster.address());
        try {
            cards.sayGoodbye();
        } catch (RuntimeException e) {
            // nobody hears it: for the others this node is lost, and they wait for the end of its lease
        }
    }

    /** Without an answer the lease runs out. */
    private void beat() {
        report.tell(membership().members().size());
        LeaseRound round = new LeaseRound(lease, now.get(), () -> membership().version());
        Future<?> unused = cluster.executor()
                .timeout(ANSWER_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .submitConsumer(new LeaseQuestion(cluster.address()), (node, answer, failure) -> {
                    if (failure == null) {
                        round.answered(CacheCluster.nameOf(node), answer);
                    }
                });
    }

    /** Writes, which wait for a node that has fallen silent; the lease must not. */
    private void keepUp() {
        departures.catchUp();
        if (cards.renew()) {
            cards.reasonToGo().ifPresent(this::stopServing);
        }
    }

    private void stopServing(String reason) {
        gaveUp = true;
        lease.retire();
        LOG.log(
                System.Logger.Level.ERROR,
                "This node serves no session any more, until it is started again: {0}",
                reason);
    }

    private Membership membership() {
        return cluster.membership(LOGOUTS, MERGED_WITH_THEM);
    }

    /** A mark that covers nothing, written to every node. */
    private void barrier() {
        logouts.put(new EndedHere(cluster.address()), new LogoutMark(0), Duration.ofMinutes(1));
    }
}
