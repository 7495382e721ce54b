package io.curfew;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.assertion.JwksResource;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.Settings;
import io.curfew.proxy.OpenStreams;
import io.curfew.proxy.ProxyServlet;
import io.curfew.proxy.UpstreamClient;
import io.curfew.proxy.UpstreamCounts;
import io.curfew.proxy.WebSocketClient;
import jakarta.servlet.Servlet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The proxy door, and the assertions that it signs for upstreams. */
final class ProxyWiring implements AutoCloseable {
    private final UpstreamClient upstreamClient = new UpstreamClient();
    private final OpenStreams streams;
    private final AssertionKeys keys;
    private final ProxyServlet proxy;

    /** @param secrets those of the seal */
    ProxyWiring(Halls halls, LoginWiring login, List<Secret> secrets) {
        Settings settings = halls.settings();
        streams = OpenStreams.start(
                halls.sessions(), login.bearerLogouts(), halls.clock(), login.tokenKeeping()::keepInBackground);
        keys = new AssertionKeys(tellsAssertions(settings) ? secrets : List.of());
        proxy = new ProxyServlet(
                settings,
                upstreamClient,
                new WebSocketClient(),
                streams,
                halls.clock(),
                halls.sessions()::tokens,
                new Assertions(settings.publicUrl(), keys, halls.clock(), halls.random()));
    }

    private static boolean tellsAssertions(Settings settings) {
        return settings.routes().stream().anyMatch(route -> route.upstream().assertion() != null);
    }

    UpstreamCounts counts(Route route) {
        return upstreamClient.counts(route.name());
    }

    OpenStreams streams() {
        return streams;
    }

    Map<String, Servlet> servlets() {
        return Map.of("/*", proxy);
    }

    Set<Object> resources() {
        return Set.of(new JwksResource(keys));
    }

    @Override
    public void close() {
        try (upstreamClient;
                streams) {
            // closed in reverse order
        }
    }
}
