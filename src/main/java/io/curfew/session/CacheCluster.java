package io.curfew.session;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.infinispan.commons.api.BasicCacheContainer;
import org.infinispan.commons.util.IntSet;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.manager.ClusterExecutor;
import org.infinispan.remoting.transport.Address;
import org.infinispan.topology.CacheTopology;

/**
 * A cache container with what it knows of its cluster. Some of Infinispan's types are used by name, because the compiler
 * cannot read them without a warning: their annotations use types that Infinispan does not publish, and a warning fails our
 * build.
 */
final class CacheCluster {
    private static final Class<?> MANAGER = type("org.infinispan.manager.EmbeddedCacheManager");
    private static final Method ADDRESS = method(MANAGER, "getAddress");
    private static final Method MEMBERS = method(MANAGER, "getMembers");
    private static final Method EXECUTOR = method(MANAGER, "executor");
    private static final Method ADVANCED = method(type("org.infinispan.Cache"), "getAdvancedCache");
    private static final Method DATA = method(type("org.infinispan.AdvancedCache"), "getDataContainer");
    private static final Method DISTRIBUTION = method(type("org.infinispan.AdvancedCache"), "getDistributionManager");
    private static final Method TOPOLOGY =
            method(type("org.infinispan.distribution.DistributionManager"), "getCacheTopology");
    private static final Method PRIMARY =
            method(type("org.infinispan.distribution.LocalizedCacheTopology"), "getLocalPrimarySegments");
    private static final Method SIZE = method(type("org.infinispan.container.DataContainer"), "sizeIncludingExpired");
    private static final Method SIZE_OF_SEGMENTS =
            method(type("org.infinispan.container.impl.InternalDataContainer"), "sizeIncludingExpired", IntSet.class);

    private static final Method OF_SEGMENTS =
            method(type("org.infinispan.container.impl.InternalDataContainer"), "iterator", IntSet.class);

    private final BasicCacheContainer container;

    private CacheCluster(BasicCacheContainer container) {
        this.container = container;
    }

    /** Starts a container. */
    static CacheCluster start(ConfigurationBuilderHolder configuration) {
        try {
            return new CacheCluster(type("org.infinispan.manager.DefaultCacheManager")
                    .asSubclass(BasicCacheContainer.class)
                    .getConstructor(ConfigurationBuilderHolder.class, boolean.class)
                    .newInstance(configuration, true));
        } catch (InvocationTargetException e) {
            throw new StoreRefusedException("The session store cannot be started in this process: " + reason(e), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The address of the node whose container this is. */
    static String addressOf(Object container) {
        return nameOf((Address) call(ADDRESS, container));
    }

    static String nameOf(Address address) {
        return address.getNodeUUID().toString();
    }

    BasicCacheContainer container() {
        return container;
    }

    /** What the nodes call this one in their logs. */
    String name() {
        return String.valueOf(call(ADDRESS, container));
    }

    String address() {
        return addressOf(container);
    }

    /** What the nodes call each other in their logs, by their addresses. */
    Map<String, String> names() {
        List<?> members = (List<?>) call(MEMBERS, container);
        return members.stream()
                .map(Address.class::cast)
                .collect(Collectors.toMap(CacheCluster::nameOf, Address::toString));
    }

    boolean hasMember(String address) {
        List<?> members = (List<?>) call(MEMBERS, container);
        return members.stream().anyMatch(member -> nameOf((Address) member).equals(address));
    }

    /** Runs something on all nodes. */
    ClusterExecutor executor() {
        return (ClusterExecutor) call(EXECUTOR, container);
    }

    /**
     * The nodes that hold a cache.
     *
     * @param others the caches that must not be merging either
     */
    Membership membership(String cache, List<String> others) {
        CacheTopology topology = topology(cache);
        return new Membership(
                topology.getTopologyId(),
                topology.getActualMembers().stream().map(CacheCluster::nameOf).collect(Collectors.toSet()),
                isMerging(topology) || others.stream().anyMatch(other -> isMerging(topology(other))));
    }

    /**
     * The entries of a cache that this node is the first owner of, or all where it is alone, as they are now and with what comes and goes
     * meanwhile.
     */
    @SuppressWarnings("unchecked") // the caches hold entries as the objects they are
    <K, V> Iterator<Map.Entry<K, V>> own(String cache, boolean clustered) {
        Object entries = data(cache);
        return clustered
                ? (Iterator<Map.Entry<K, V>>) call(OF_SEGMENTS, entries, call(PRIMARY, topology(cache)))
                : ((Iterable<Map.Entry<K, V>>) entries).iterator();
    }

    private CacheTopology topology(String cache) {
        Object distribution = call(DISTRIBUTION, call(ADVANCED, container.getCache(cache)));
        return (CacheTopology) call(TOPOLOGY, distribution);
    }

    private static boolean isMerging(CacheTopology topology) {
        return topology.getPhase() == CacheTopology.Phase.CONFLICT_RESOLUTION;
    }

    /** How many entries of a cache are in this process; expired ones count until they are swept out. */
    int entries(String cache) {
        return (int) call(SIZE, data(cache));
    }

    /** Those of them of which this node is the first owner, where the cache is spread over nodes. */
    int ownEntries(String cache) {
        return (int) call(SIZE_OF_SEGMENTS, data(cache), call(PRIMARY, topology(cache)));
    }

    private Object data(String cache) {
        return call(DATA, call(ADVANCED, container.getCache(cache)));
    }

    void stop() {
        container.stop();
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null ? String.valueOf(failure.getMessage()) : reason(cause);
    }

    private static Object call(Method method, Object target, Object... arguments) {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, CacheCluster.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        try {
            return type.getMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }
}
