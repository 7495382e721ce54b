package io.curfew.ground;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the nodes of one cluster are told. */
public final class ClusterConfig {
    private static final String SESSION_SECRET = "a secret of the cluster tests alone";
    private static final String LOOPBACK = "127.0.0.1";

    private ClusterConfig() {}

    /** Nodes on ports of their own that share a public URL and form an embedded cluster; no route yet. */
    public static List<GatewayConfig> embedded(int nodes, String publicUrl) {
        List<Integer> ports = IntStream.generate(FreePort::withItsSuccessor)
                .filter(port -> port % 2 == 0)
                .distinct()
                .limit(nodes)
                .boxed()
                .toList();
        String members = ports.stream().map(port -> LOOPBACK + ":" + port).collect(Collectors.joining(","));
        return ports.stream()
                .map(port -> node(publicUrl, members, LOOPBACK, port))
                .toList();
    }

    /** The same, with cables between the nodes. */
    public static List<GatewayConfig> embedded(int nodes, String publicUrl, Cables cables) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> node(publicUrl, cables.members(), cables.bindAddress(node), cables.port())
                        .withEnvironment("JVM_ARGS", cables.jvmArguments(node)))
                .toList();
    }

    /** Nodes that share a public URL and keep their sessions in these servers; no route yet. */
    public static List<GatewayConfig> remote(int nodes, String publicUrl, InfinispanServers servers) {
        return IntStream.range(0, nodes)
                .mapToObj(node -> GatewayConfig.onPort(FreePort.any())
                        .with("curfew.public_url", publicUrl)
                        .with("curfew.session_secret", SESSION_SECRET)
                        .with("curfew.cluster", "remote")
                        .with("curfew.remote_servers", String.join(",", servers.addresses()))
                        .with("curfew.remote_username", InfinispanServers.GATEWAY.name())
                        .with("curfew.remote_password", InfinispanServers.GATEWAY.password())
                        .with("curfew.remote_trust_store", servers.trustStore().toString())
                        .with("curfew.remote_trust_store_password", servers.trustStorePassword())
                        .with("curfew.remote_create_caches", "false"))
                .toList();
    }

    private static GatewayConfig node(String publicUrl, String members, String bindAddress, int bindPort) {
        return GatewayConfig.onPort(FreePort.any())
                .with("curfew.public_url", publicUrl)
                .with("curfew.session_secret", SESSION_SECRET)
                .with("curfew.cluster", "embedded")
                .with("curfew.cluster_members", members)
                .with("curfew.cluster_bind_address", bindAddress)
                .with("curfew.cluster_bind_port", Integer.toString(bindPort));
    }
}
