package io.curfew.bench;

import io.curfew.ground.GatewayConfig;
import io.curfew.ground.GatewayNode;
import io.curfew.ground.TestProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Curfew as a target: single nodes with {@code cluster=local}, as users run them. */
final class CurfewNodes implements AutoCloseable {
    private final TestProvider provider;
    private final Target upstream;
    private final List<GatewayNode> nodes = new ArrayList<>();

    CurfewNodes(TestProvider provider, Target upstream) {
        this.provider = provider;
        this.upstream = upstream;
    }

    /**
     * Starts a node, waits until it is ready and logs in.
     *
     * @param java the home of the Java it runs on
     * @param routes how many it has; requests go to the last one
     */
    Target start(String name, Path java, int routes) {
        GatewayConfig config = GatewayConfig.onFreePorts();
        config = config.with("curfew.public_url", "http://127.0.0.1:" + config.httpPort())
                .with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", "gateway")
                .with("curfew.client_secret", "secret")
                .with("curfew.strip_path", "false")
                .withEnvironment("JAVA_HOME", java.toString());
        for (int i = 1; i < routes; i++) {
            config = config.withRoute("application" + i, "/application" + i, upstream.url());
        }
        GatewayNode node = GatewayNode.launch(config.withRoute("files", "/files", upstream.url()));
        nodes.add(node);
        node.awaitReady();
        return Target.loggedIn(name, node.url(""), node.launcher().pid());
    }

    /** The process of the server, which is a child of the launcher. */
    long server(Target target) {
        return nodes.stream()
                .filter(node -> node.url("").equals(target.url()))
                .flatMap(node -> node.launcher().descendants())
                .max((one, other) -> Long.compare(
                        new ProcessTree(one.pid()).residentMegabytes(),
                        new ProcessTree(other.pid()).residentMegabytes()))
                .orElseThrow()
                .pid();
    }

    @Override
    public void close() {
        Collections.reverse(nodes);
        nodes.forEach(GatewayNode::close);
        nodes.clear();
    }
}
