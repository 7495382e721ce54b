package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of the cluster, the last ones in the table of {@link Parameters}. */
final class ClusterParameters {
    private static final List<Parameter<?>> TABLE = new ArrayList<>();

    static final Parameter<ClusterKind> CLUSTER = row(
            "cluster",
            ClusterForms.KIND,
            "local",
            "where sessions live: in this node, in a cluster of the gateway's nodes, or in Infinispan servers");

    static final Parameter<String> NAME =
            row("cluster_name", ClusterForms.WORDS, "curfew", "nodes with the same name find each other");
    static final Parameter<String> BIND_ADDRESS = row(
            "cluster_bind_address",
            ClusterForms.HOST,
            "127.0.0.1",
            "where the node listens for the others, and what it tells them");
    static final Parameter<Integer> BIND_PORT = row(
            "cluster_bind_port",
            ClusterForms.BIND_PORT,
            "7800",
            "the port there, at most 65534; the one above it is taken too");
    static final Parameter<List<Endpoint>> MEMBERS = row(
            "cluster_members",
            ClusterForms.ENDPOINTS,
            null,
            "finds the nodes by a list of all of them, this one among them");
    static final Parameter<String> DNS = row(
            "cluster_dns",
            ClusterForms.DNS_NAME,
            null,
            "finds the nodes by a name that has the address of each; all use the same `cluster_bind_port`");
    static final Parameter<Endpoint> MULTICAST =
            row("cluster_multicast", ClusterForms.MULTICAST, null, "finds the nodes by a multicast address and port");
    static final Parameter<Integer> EXPECTED_SIZE = row(
            "cluster_expected_size",
            ClusterForms.SIZE,
            null,
            "how many nodes there are, at most 1000; if not set, as many as `cluster_members` lists");
    static final Parameter<WhenSplit> WHEN_SPLIT = row(
            "cluster_when_split",
            ClusterForms.WHEN_SPLIT,
            "deny",
            "what a node does that does not see a majority of `cluster_expected_size`");
    static final Parameter<Path> KEY_STORE = row(
            "cluster_key_store",
            ClusterForms.FILE,
            null,
            "the private key and certificate that this node shows the others");
    static final Parameter<Secret> KEY_STORE_PASSWORD =
            row("cluster_key_store_password", Forms.SECRET, null, "opens it, and the key in it");
    static final Parameter<Path> TRUST_STORE = row(
            "cluster_trust_store",
            ClusterForms.FILE,
            null,
            "the certificates by which this node knows the others, or their authority's");
    static final Parameter<Secret> TRUST_STORE_PASSWORD =
            row("cluster_trust_store_password", Forms.SECRET, null, "opens it");
    static final Parameter<Boolean> PLAINTEXT_ACCEPTED = row(
            "cluster_plaintext_accepted",
            Forms.FLAG,
            "false",
            "whether nodes may talk in clear beyond this machine, with whoever reaches their port");

    static final Parameter<List<Endpoint>> SERVERS =
            row("remote_servers", ClusterForms.ENDPOINTS, null, "the Infinispan servers");
    static final Parameter<String> USERNAME =
            row("remote_username", ClusterForms.TEXT, null, "who the gateway is at the Infinispan servers");
    static final Parameter<Secret> PASSWORD =
            row("remote_password", Forms.SECRET, null, "the gateway's password at the Infinispan servers");
    static final Parameter<Path> REMOTE_TRUST_STORE = row(
            "remote_trust_store",
            ClusterForms.FILE,
            null,
            "the certificates by which the servers are known, or their authority's; if not set, the JVM's");
    static final Parameter<Secret> REMOTE_TRUST_STORE_PASSWORD =
            row("remote_trust_store_password", Forms.SECRET, null, "opens it");
    static final Parameter<String> CACHE_PREFIX =
            row("remote_cache_prefix", ClusterForms.WORDS, "curfew-", "what the names of the caches start with");
    static final Parameter<Boolean> CREATE_CACHES =
            row("remote_create_caches", Forms.FLAG, "true", "whether caches that are missing are created");

    private ClusterParameters() {}

    static List<Parameter<?>> all() {
        return List.copyOf(TABLE);
    }

    private static <T> Parameter<T> row(String name, Form<T> form, @Nullable String fallback, String meaning) {
        Parameter<T> parameter = new Parameter<>(name, Scope.GLOBAL, form, false, fallback, meaning);
        TABLE.add(parameter);
        return parameter;
    }
}
