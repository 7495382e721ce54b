package io.curfew.config;

import java.nio.file.Path;
import java.util.Optional;

/** Makes the settings of the cluster of values in which no fault was found. */
final class ClusterReader {
    private final ClusterValues values;

    ClusterReader(ClusterValues values) {
        this.values = values;
    }

    ClusterSettings read() {
        return switch (values.get(ClusterParameters.CLUSTER)) {
            case LOCAL -> new ClusterSettings.Local();
            case EMBEDDED -> embedded();
            case REMOTE -> remote();
        };
    }

    private ClusterSettings embedded() {
        return new ClusterSettings.Embedded(
                values.get(ClusterParameters.NAME),
                values.bindAddress().orElseThrow().getHostAddress(),
                values.get(ClusterParameters.BIND_PORT),
                discovery(),
                values.expectedSize().orElseThrow(),
                values.get(ClusterParameters.WHEN_SPLIT),
                values.usesTls()
                        ? Optional.of(new ClusterTls(
                                store(ClusterParameters.KEY_STORE, ClusterParameters.KEY_STORE_PASSWORD),
                                store(ClusterParameters.TRUST_STORE, ClusterParameters.TRUST_STORE_PASSWORD)))
                        : Optional.empty());
    }

    private Discovery discovery() {
        Optional<Discovery> members = values.find(ClusterParameters.MEMBERS).map(Discovery.Members::new);
        Optional<Discovery> dns = values.find(ClusterParameters.DNS).map(Discovery.Dns::new);
        return members.or(() -> dns).orElseGet(() -> new Discovery.Multicast(values.get(ClusterParameters.MULTICAST)));
    }

    private ClusterSettings remote() {
        return new ClusterSettings.Remote(
                values.get(ClusterParameters.SERVERS),
                values.get(ClusterParameters.USERNAME),
                values.get(ClusterParameters.PASSWORD),
                values.isSet(ClusterParameters.REMOTE_TRUST_STORE)
                        ? Optional.of(store(
                                ClusterParameters.REMOTE_TRUST_STORE, ClusterParameters.REMOTE_TRUST_STORE_PASSWORD))
                        : Optional.empty(),
                values.get(ClusterParameters.CACHE_PREFIX),
                values.get(ClusterParameters.CREATE_CACHES));
    }

    private StoreFile store(Parameter<Path> file, Parameter<Secret> password) {
        return new StoreFile(values.get(file), values.get(password));
    }
}
