package io.curfew.session;

import io.curfew.config.ClusterSettings;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.infinispan.commons.api.BasicCacheContainer;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.conflict.EntryMergePolicy;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.partitionhandling.PartitionHandling;
import org.jspecify.annotations.Nullable;

/** The store in the gateway itself: in this process alone, or spread over the nodes of a cluster. Nothing is written to disk. */
public final class EmbeddedStore extends SessionStore {
    private static final int OWNERS = 2;
    private static final String NODES = "nodes";
    private static final long LOGINS_UNDER_WAY_AT_MOST = 10_000;

    private final CacheCluster cluster;
    private final SessionCaches caches;
    private final @Nullable ClusterNode node;

    private EmbeddedStore(CacheCluster cluster, @Nullable ClusterNode node) {
        this.cluster = cluster;
        this.node = node;
        BasicCacheContainer container = cluster.container();
        this.caches = new SessionCaches(
                container.getCache("sessions"),
                container.getCache("sids"),
                container.getCache("subjects"),
                container.getCache("logouts"),
                container.getCache("logout_tokens"),
                container.getCache("logins"),
                node == null ? Quorum.ALWAYS : node.quorum());
        ExpiredSessions.listen(caches.sessions(), () -> caches.ended().count(EndReason.EXPIRED));
    }

    /** In this process and only here: no port, no file; what it holds is gone when it is closed. */
    public static EmbeddedStore local() {
        ConfigurationBuilderHolder configuration = new ConfigurationBuilderHolder(EmbeddedStore.class.getClassLoader());
        configuration.getGlobalConfigurationBuilder().nonClusteredDefault();
        return new EmbeddedStore(start(configuration, false), null);
    }

    /**
     * As a node of a cluster.
     *
     * @throws StoreRefusedException if this node and the others cannot work together
     */
    static EmbeddedStore join(ClusterSettings.Embedded settings, List<String> sealKeys, Clock clock) {
        Supplier<Moment> now = () -> Moment.of(clock);
        CacheCluster cluster = start(ClusterTransport.of(settings), true);
        try {
            NodeCards cards = new NodeCards(
                    cluster.container(), NODES, NodeCard.of(cluster.address(), sealKeys), cluster::hasMember, now);
            cards.join();
            return new EmbeddedStore(cluster, new ClusterNode(cluster, cards, settings, now));
        } catch (RuntimeException e) {
            cluster.stop();
            throw e;
        }
    }

    @Override
    public SessionCaches caches() {
        return caches;
    }

    @Override
    public String nodeName() {
        return node == null ? "alone" : cluster.name();
    }

    @Override
    public NodeNotes notes(Seal seal, Clock clock) {
        return node == null
                ? new NodeNotes(null, nodeName(), seal, () -> Moment.of(clock))
                : new NodeNotes(cluster.container().getCache(NODES), cluster.address(), seal, () -> Moment.of(clock));
    }

    @Override
    public ClusterView view() {
        return node == null ? ClusterView.alone(cluster.entries("sessions")) : node.view(OWNERS);
    }

    @Override
    public boolean hasGivenUp() {
        return node != null && node.hasGivenUp();
    }

    @Override
    SessionSurvey survey(SessionSearch search) {
        return node == null ? EmbeddedSurvey.alone(cluster, search) : EmbeddedSurvey.inCluster(cluster, search);
    }

    @Override
    public StoreVitals vitals() {
        return new EmbeddedVitals(cluster, node);
    }

    @Override
    public void close() {
        if (node != null) {
            node.close();
        }
        cluster.stop();
    }

    private static CacheCluster start(ConfigurationBuilderHolder configuration, boolean clustered) {
        ofThisProcess(configuration.getGlobalConfigurationBuilder());
        for (String name : new String[] {"sessions", "logout_tokens"}) {
            distributed(onHeap(configuration.newConfigurationBuilder(name)), clustered, MergePolicy.PREFERRED_NON_NULL);
        }
        for (String name : new String[] {"sids", "subjects"}) {
            distributed(onHeap(configuration.newConfigurationBuilder(name)), clustered, new MergeOfIndexes());
        }
        distributed(onHeap(configuration.newConfigurationBuilder("logins")), clustered, MergePolicy.PREFERRED_NON_NULL)
                .memory()
                .maxCount(LOGINS_UNDER_WAY_AT_MOST)
                .whenFull(EvictionStrategy.REMOVE);
        replicated(onHeap(configuration.newConfigurationBuilder("logouts")), clustered, new MergeOfMarks());
        if (clustered) {
            replicated(onHeap(configuration.newConfigurationBuilder(NODES)), true, MergePolicy.PREFERRED_NON_NULL);
        }
        return CacheCluster.start(configuration);
    }

    private static void ofThisProcess(GlobalConfigurationBuilder container) {
        container.cacheManagerName("curfew");
        container.serialization().addContextInitializer(new StoreSchema());
        container.metrics().gauges(false).histograms(false);
        container.jmx().disable();
        container.globalState().disable();
        // whoever started it closes it
        container.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    }

    /** Entries as the objects they are: a read costs no unmarshalling. They are immutable, so sharing them is safe. */
    private static ConfigurationBuilder onHeap(ConfigurationBuilder cache) {
        cache.encoding().mediaType(MediaType.APPLICATION_OBJECT);
        cache.memory().storage(StorageType.HEAP);
        return cache;
    }

    private static ConfigurationBuilder distributed(
            ConfigurationBuilder cache, boolean clustered, EntryMergePolicy<?, ?> onMerge) {
        if (clustered) {
            cache.clustering().cacheMode(CacheMode.DIST_SYNC).hash().numOwners(OWNERS);
            survivesSplits(cache, onMerge);
        }
        return cache;
    }

    private static void replicated(ConfigurationBuilder cache, boolean clustered, EntryMergePolicy<?, ?> onMerge) {
        if (clustered) {
            cache.clustering().cacheMode(CacheMode.REPL_SYNC);
            survivesSplits(cache, onMerge);
        }
    }

    /** Both halves of a split stay writable: which of them serves is decided by {@link Lease}, and no mark may be lost. */
    private static void survivesSplits(ConfigurationBuilder cache, EntryMergePolicy<?, ?> onMerge) {
        cache.clustering()
                .partitionHandling()
                .whenSplit(PartitionHandling.ALLOW_READ_WRITES)
                .mergePolicy(onMerge);
    }
}
