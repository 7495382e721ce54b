package io.curfew.session;

import io.curfew.config.ClusterSettings;
import io.curfew.config.Endpoint;
import io.curfew.config.Secret;
import io.curfew.config.StoreFile;
import io.curfew.ground.InfinispanServers;
import io.curfew.ground.ScramUser;
import java.util.List;
import java.util.Optional;

/** Settings for Infinispan servers of a test. */
final class RemoteGround {
    private RemoteGround() {}

    /** For the caches that are there, as a gateway that may not create any. */
    static ClusterSettings.Remote settings(InfinispanServers servers) {
        return settings(servers, InfinispanServers.GATEWAY, "curfew-", false);
    }

    static ClusterSettings.Remote settings(
            InfinispanServers servers, ScramUser user, String cachePrefix, boolean createCaches) {
        return new ClusterSettings.Remote(
                servers.addresses().stream().map(RemoteGround::endpoint).toList(),
                user.name(),
                new Secret(user.password()),
                Optional.of(new StoreFile(servers.trustStore(), new Secret(servers.trustStorePassword()))),
                cachePrefix,
                createCaches);
    }

    private static Endpoint endpoint(String address) {
        List<String> parts = List.of(address.split(":"));
        return new Endpoint(parts.get(0), Integer.parseInt(parts.get(1)));
    }
}
