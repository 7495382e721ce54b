package io.curfew.config;

import static io.curfew.config.ClusterParameters.BIND_ADDRESS;
import static io.curfew.config.ClusterParameters.EXPECTED_SIZE;
import static io.curfew.config.ClusterParameters.KEY_STORE;
import static io.curfew.config.ClusterParameters.KEY_STORE_PASSWORD;
import static io.curfew.config.ClusterParameters.MEMBERS;
import static io.curfew.config.ClusterParameters.PASSWORD;
import static io.curfew.config.ClusterParameters.PLAINTEXT_ACCEPTED;
import static io.curfew.config.ClusterParameters.REMOTE_TRUST_STORE;
import static io.curfew.config.ClusterParameters.REMOTE_TRUST_STORE_PASSWORD;
import static io.curfew.config.ClusterParameters.SERVERS;
import static io.curfew.config.ClusterParameters.TRUST_STORE;
import static io.curfew.config.ClusterParameters.TRUST_STORE_PASSWORD;
import static io.curfew.config.ClusterParameters.USERNAME;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values of the cluster that are well formed and do not go together, or with the world outside. */
final class ClusterContradictions {
    private final ClusterValues values;
    private final Faults faults;

    ClusterContradictions(ClusterValues values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    void check() {
        values.find(ClusterParameters.CLUSTER).ifPresent(kind -> {
            withoutEffect(kind, ClusterKind.EMBEDDED, "cluster_");
            withoutEffect(kind, ClusterKind.REMOTE, "remote_");
            if (kind != ClusterKind.LOCAL) {
                sharedSecret(kind);
            }
            if (kind == ClusterKind.EMBEDDED) {
                embedded();
            }
            if (kind == ClusterKind.REMOTE) {
                remote();
            }
        });
    }

    private void withoutEffect(ClusterKind kind, ClusterKind useful, String prefix) {
        if (kind != useful) {
            ClusterParameters.all().stream()
                    .filter(parameter -> parameter.name().startsWith(prefix) && values.isSet(parameter))
                    .forEach(parameter -> faults.add(
                            values.key(parameter),
                            "Has no effect while cluster is " + kind + ". Remove it, or set cluster to " + useful
                                    + "."));
        }
    }

    private void sharedSecret(ClusterKind kind) {
        if (!values.isSet(Parameters.SESSION_SECRET)) {
            missing(
                    Parameters.SESSION_SECRET,
                    "while cluster is " + kind
                            + " every node needs the same, or none can read what another has sealed");
        }
    }

    private void embedded() {
        discovery();
        completeTls();
        StoreFileCheck stores = new StoreFileCheck(values, faults);
        stores.keys(KEY_STORE, KEY_STORE_PASSWORD);
        stores.certificates(TRUST_STORE, TRUST_STORE_PASSWORD);
        values.find(BIND_ADDRESS)
                .ifPresent(host -> values.bindAddress().ifPresentOrElse(this::bindAddress, () -> unknownHost(host)));
    }

    private void discovery() {
        List<Parameter<?>> set = values.set(ClusterValues.DISCOVERIES);
        if (set.isEmpty()) {
            faults.add(
                    values.key(MEMBERS),
                    "While cluster is embedded the nodes must find each other."
                            + " Set this, cluster_dns or cluster_multicast.");
        } else if (set.size() > 1) {
            faults.add(
                    values.key(set.get(0)),
                    "The nodes find each other in one way only, and there are " + set.size() + ": " + names(set)
                            + ". Keep one.");
        } else if (!set.contains(MEMBERS) && !values.isSet(EXPECTED_SIZE)) {
            missing(EXPECTED_SIZE, "with " + set.get(0) + " nothing else tells how many nodes there are");
        }
    }

    private void completeTls() {
        List<Parameter<?>> set = values.set(ClusterValues.TLS);
        if (!set.isEmpty() && !values.usesTls()) {
            List<Parameter<?>> unset = ClusterValues.TLS.stream()
                    .filter(parameter -> !set.contains(parameter))
                    .toList();
            faults.add(
                    values.key(set.get(0)),
                    "TLS between the nodes needs a key store and a trust store, each with its password; not set: "
                            + names(unset) + ". Set all four, or none.");
        }
    }

    private void unknownHost(String host) {
        faults.add(
                values.key(BIND_ADDRESS),
                "The name " + Shown.quoted(host) + " has no address. Set an IP address of this machine, or a name of"
                        + " one.");
    }

    private void bindAddress(InetAddress address) {
        if (address.isAnyLocalAddress()) {
            faults.add(
                    values.key(BIND_ADDRESS),
                    "The address " + address.getHostAddress() + " stands for every one of this machine, and the nodes"
                            + " tell each other where they are. Set the one address by which the others reach this"
                            + " node.");
        } else if (!address.isLoopbackAddress()
                && values.set(ClusterValues.TLS).isEmpty()
                && values.find(PLAINTEXT_ACCEPTED).equals(Optional.of(false))) {
            faults.add(
                    values.key(BIND_ADDRESS),
                    "The address " + address.getHostAddress() + " is beyond this machine, where without TLS whoever"
                            + " reaches the port is a node. Set " + names(ClusterValues.TLS)
                            + "; or cluster_plaintext_accepted=true, if nobody else reaches that network.");
        }
    }

    private void remote() {
        for (Parameter<?> parameter : List.of(SERVERS, USERNAME, PASSWORD)) {
            if (!values.isSet(parameter)) {
                missing(parameter, parameter.meaning());
            }
        }
        if (values.isSet(REMOTE_TRUST_STORE) != values.isSet(REMOTE_TRUST_STORE_PASSWORD)) {
            boolean file = values.isSet(REMOTE_TRUST_STORE);
            faults.add(
                    values.key(file ? REMOTE_TRUST_STORE : REMOTE_TRUST_STORE_PASSWORD),
                    "A trust store needs its file and its password; not set: "
                            + (file ? REMOTE_TRUST_STORE_PASSWORD : REMOTE_TRUST_STORE) + ". Set both, or none.");
        }
        new StoreFileCheck(values, faults).certificates(REMOTE_TRUST_STORE, REMOTE_TRUST_STORE_PASSWORD);
    }

    private void missing(Parameter<?> parameter, String why) {
        faults.missing(new Slot(null, parameter), why);
    }

    private static String names(List<Parameter<?>> parameters) {
        return parameters.stream().<String>map(Parameter::name).collect(Collectors.joining(", "));
    }
}
