package io.curfew.config;

import java.util.List;
import java.util.Optional;

/** Where sessions live. */
public sealed interface ClusterSettings {

    /** In this node alone; no port is opened for it. */
    record Local() implements ClusterSettings {}

    /**
     * In the gateway nodes themselves, which form a cluster.
     *
     * @param name nodes with the same name find each other
     * @param bindAddress the IP address where this node listens for the others, never a wildcard
     * @param bindPort the port there, 1 to 65534; the one above it is taken too
     * @param discovery how the others are found
     * @param expectedSize how many nodes there are when all are well, at least 1
     * @param whenSplit what a node does that does not see a majority of them
     * @param tls empty when the nodes talk in clear
     */
    record Embedded(
            String name,
            String bindAddress,
            int bindPort,
            Discovery discovery,
            int expectedSize,
            WhenSplit whenSplit,
            Optional<ClusterTls> tls)
            implements ClusterSettings {}

    /**
     * In a cluster of Infinispan servers.
     *
     * @param servers at least one, none twice
     * @param username who the gateway is there
     * @param password proves it
     * @param trustStore verifies the servers' certificates; empty for the trust store of the JVM
     * @param cachePrefix what the names of our caches start with
     * @param createCaches whether caches that are missing are created
     */
    record Remote(
            List<Endpoint> servers,
            String username,
            Secret password,
            Optional<StoreFile> trustStore,
            String cachePrefix,
            boolean createCaches)
            implements ClusterSettings {
        public Remote {
            servers = List.copyOf(servers);
        }
    }
}
