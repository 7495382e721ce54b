package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.nio.file.Path;
import java.util.List;

/** The rows of the cluster, the last ones in the table of {@link Parameters}. */
final class ClusterParameters {
    private static final ParameterTable TABLE = new ParameterTable();

    static final Parameter<ClusterKind> CLUSTER = TABLE.row(
            "cluster",
            Scope.GLOBAL,
            ClusterForms.KIND,
            "local",
            "where sessions live: in this node, in a cluster of the gateway's nodes, or in Infinispan servers");

    static final Parameter<String> NAME = TABLE.row(
            "cluster_name", Scope.GLOBAL, ClusterForms.WORDS, "curfew", "nodes with the same name find each other");
    static final Parameter<String> BIND_ADDRESS = TABLE.row(
            "cluster_bind_address",
            Scope.GLOBAL,
            ClusterForms.HOST,
            "127.0.0.1",
            "where the node listens for the others, and what it tells them");
    static final Parameter<Integer> BIND_PORT = TABLE.row(
            "cluster_bind_port",
            Scope.GLOBAL,
            ClusterForms.BIND_PORT,
            "7800",
            "the port there, at most 65534; the one above it is taken too");
    static final Parameter<List<Endpoint>> MEMBERS = TABLE.row(
            "cluster_members",
            Scope.GLOBAL,
            ClusterForms.ENDPOINTS,
            null,
            "finds the nodes by a list of all of them, this one among them");
    static final Parameter<String> DNS = TABLE.row(
            "cluster_dns",
            Scope.GLOBAL,
            ClusterForms.DNS_NAME,
            null,
            "finds the nodes by a name that has the address of each; all use the same `cluster_bind_port`");
    static final Parameter<Endpoint> MULTICAST = TABLE.row(
            "cluster_multicast",
            Scope.GLOBAL,
            ClusterForms.MULTICAST,
            null,
            "finds the nodes by a multicast address and port");
    static final Parameter<Integer> EXPECTED_SIZE = TABLE.row(
            "cluster_expected_size",
            Scope.GLOBAL,
            ClusterForms.SIZE,
            null,
            "how many nodes there are, at most 1000; if not set, as many as `cluster_members` lists");
    static final Parameter<WhenSplit> WHEN_SPLIT = TABLE.row(
            "cluster_when_split",
            Scope.GLOBAL,
            ClusterForms.WHEN_SPLIT,
            "deny",
            "what a node does that does not see a majority of `cluster_expected_size`");
    static final Parameter<Path> KEY_STORE = TABLE.row(
            "cluster_key_store",
            Scope.GLOBAL,
            ClusterForms.FILE,
            null,
            "the private key and certificate that this node shows the others");
    static final Parameter<Secret> KEY_STORE_PASSWORD =
            TABLE.row("cluster_key_store_password", Scope.GLOBAL, Forms.SECRET, null, "opens it, and the key in it");
    static final Parameter<Path> TRUST_STORE = TABLE.row(
            "cluster_trust_store",
            Scope.GLOBAL,
            ClusterForms.FILE,
            null,
            "the certificates by which this node knows the others, or their authority's");
    static final Parameter<Secret> TRUST_STORE_PASSWORD =
            TABLE.row("cluster_trust_store_password", Scope.GLOBAL, Forms.SECRET, null, "opens it");
    static final Parameter<Boolean> PLAINTEXT_ACCEPTED = TABLE.row(
            "cluster_plaintext_accepted",
            Scope.GLOBAL,
            Forms.FLAG,
            "false",
            "whether nodes may talk in clear beyond this machine, with whoever reaches their port");

    static final Parameter<List<Endpoint>> SERVERS =
            TABLE.row("remote_servers", Scope.GLOBAL, ClusterForms.ENDPOINTS, null, "the Infinispan servers");
    static final Parameter<String> USERNAME = TABLE.row(
            "remote_username", Scope.GLOBAL, ClusterForms.TEXT, null, "who the gateway is at the Infinispan servers");
    static final Parameter<Secret> PASSWORD = TABLE.row(
            "remote_password", Scope.GLOBAL, Forms.SECRET, null, "the gateway's password at the Infinispan servers");
    static final Parameter<Path> REMOTE_TRUST_STORE = TABLE.row(
            "remote_trust_store",
            Scope.GLOBAL,
            ClusterForms.FILE,
            null,
            "the certificates by which the servers are known, or their authority's; if not set, the JVM's");
    static final Parameter<Secret> REMOTE_TRUST_STORE_PASSWORD =
            TABLE.row("remote_trust_store_password", Scope.GLOBAL, Forms.SECRET, null, "opens it");
    static final Parameter<String> CACHE_PREFIX = TABLE.row(
            "remote_cache_prefix",
            Scope.GLOBAL,
            ClusterForms.WORDS,
            "curfew-",
            "what the names of the caches start with");
    static final Parameter<Boolean> CREATE_CACHES = TABLE.row(
            "remote_create_caches", Scope.GLOBAL, Forms.FLAG, "true", "whether caches that are missing are created");

    private ClusterParameters() {}

    static List<Parameter<?>> all() {
        return TABLE.rows();
    }
}
