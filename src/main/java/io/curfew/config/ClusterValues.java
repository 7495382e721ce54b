package io.curfew.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/** The values that make the cluster. The name in {@code cluster_bind_address} is looked up once: what is checked is used. */
final class ClusterValues implements ParameterValues {
    /** One of them says how the nodes are found. */
    static final List<Parameter<?>> DISCOVERIES =
            List.of(ClusterParameters.MEMBERS, ClusterParameters.DNS, ClusterParameters.MULTICAST);

    static final List<Parameter<?>> TLS = List.of(
            ClusterParameters.KEY_STORE,
            ClusterParameters.KEY_STORE_PASSWORD,
            ClusterParameters.TRUST_STORE,
            ClusterParameters.TRUST_STORE_PASSWORD);

    private final KnownValues values;
    private final Optional<InetAddress> bindAddress;

    ClusterValues(KnownValues values) {
        this.values = values;
        this.bindAddress = is(ClusterKind.EMBEDDED)
                ? find(ClusterParameters.BIND_ADDRESS).flatMap(ClusterValues::resolved)
                : Optional.empty();
    }

    private static Optional<InetAddress> resolved(String host) {
        try {
            return Optional.of(InetAddress.getByName(host));
        } catch (UnknownHostException unknown) {
            return Optional.empty();
        }
    }

    boolean is(ClusterKind kind) {
        return find(ClusterParameters.CLUSTER).equals(Optional.of(kind));
    }

    /** Empty when the cluster is not embedded, or the address is malformed or unknown. */
    Optional<InetAddress> bindAddress() {
        return bindAddress;
    }

    boolean isSet(Parameter<?> parameter) {
        return values.at(null, parameter).isPresent();
    }

    /** Those of some parameters that are set. */
    List<Parameter<?>> set(List<Parameter<?>> parameters) {
        return parameters.stream().filter(this::isSet).toList();
    }

    boolean usesTls() {
        return TLS.stream().allMatch(this::isSet);
    }

    /** How many nodes there are; empty if that cannot be told because of a fault. */
    Optional<Integer> expectedSize() {
        return isSet(ClusterParameters.EXPECTED_SIZE)
                ? find(ClusterParameters.EXPECTED_SIZE)
                : find(ClusterParameters.MEMBERS).map(List::size);
    }

    @Override
    public <T> Optional<T> find(Parameter<T> parameter) {
        return values.global(parameter);
    }

    /** The value or its default, of a parameter that has one once no fault was found. */
    <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow();
    }

    @Override
    public String key(Parameter<?> parameter) {
        return values.at(null, parameter).map(RawValue::name).orElse(new Slot(null, parameter).key());
    }
}
