package io.curfew.session;

import org.infinispan.commons.api.BasicCacheContainer;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.eviction.EvictionStrategy;

/** The session store in this process and only here: no port, no file; what it holds is gone when it is closed. */
public final class EmbeddedCaches implements AutoCloseable {
    private static final long LOGINS_UNDER_WAY_AT_MOST = 10_000;

    private final BasicCacheContainer container;
    private final SessionCaches caches;

    private EmbeddedCaches(BasicCacheContainer container) {
        this.container = container;
        this.caches = new SessionCaches(
                container.getCache("sessions"),
                container.getCache("sids"),
                container.getCache("subjects"),
                container.getCache("logouts"),
                container.getCache("logout_tokens"),
                container.getCache("logins"));
    }

    /** Starts all caches; takes a second or two the first time in a process, so do it before the first request. */
    public static EmbeddedCaches start() {
        ConfigurationBuilderHolder configuration =
                new ConfigurationBuilderHolder(EmbeddedCaches.class.getClassLoader());
        ofThisProcess(configuration.getGlobalConfigurationBuilder());
        for (String name : new String[] {"sessions", "sids", "subjects", "logouts", "logout_tokens"}) {
            onHeap(configuration.newConfigurationBuilder(name));
        }
        onHeap(configuration.newConfigurationBuilder("logins"))
                .memory()
                .maxCount(LOGINS_UNDER_WAY_AT_MOST)
                .whenFull(EvictionStrategy.REMOVE);
        return new EmbeddedCaches(start(configuration));
    }

    /** What {@link Sessions} and {@link Logins} work on. */
    public SessionCaches caches() {
        return caches;
    }

    @Override
    public void close() {
        container.stop();
    }

    private static void ofThisProcess(GlobalConfigurationBuilder container) {
        container.nonClusteredDefault().cacheManagerName("curfew");
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

    /**
     * By name, because the compiler cannot read this class without a warning: its annotations use types that Infinispan does
     * not publish, and a warning fails our build.
     */
    private static BasicCacheContainer start(ConfigurationBuilderHolder configuration) {
        try {
            return Class.forName("org.infinispan.manager.DefaultCacheManager")
                    .asSubclass(BasicCacheContainer.class)
                    .getConstructor(ConfigurationBuilderHolder.class, boolean.class)
                    .newInstance(configuration, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The session store cannot be started in this process.", e);
        }
    }
}
