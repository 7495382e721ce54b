package io.curfew;

import io.curfew.assertion.AssertionKeys;
import io.curfew.assertion.Assertions;
import io.curfew.assertion.JwksResource;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.proxy.OpenStreams;
import io.curfew.proxy.ProxyServlet;
import io.curfew.proxy.UpstreamClient;
import io.curfew.proxy.UpstreamCounts;
import io.curfew.proxy.WebSocketClient;
import jakarta.servlet.Servlet;
import java.util.Map;
import java.util.Set;

/** The proxy door, and the assertions that it signs for upstreams. */
final class ProxyWiring implements AutoCloseable {
    private final UpstreamClient upstreamClient;
    private final OpenStreams streams;
    private final AssertionKeys keys;
    private final ProxyServlet proxy;

    ProxyWiring(Halls halls, LoginWiring login, AssertionKeys keys) {
        this.keys = keys;
        Settings settings = halls.settings();
        upstreamClient = new UpstreamClient(halls.traces());
        streams = OpenStreams.start(
                halls.sessions(), login.bearerLogouts(), halls.clock(), login.tokenKeeping()::keepInBackground);
        proxy = new ProxyServlet(
                settings,
                upstreamClient,
                new WebSocketClient(halls.traces()),
                streams,
                halls.clock(),
                halls.sessions()::tokens,
                new Assertions(settings.publicUrl(), keys, halls.clock(), halls.random()));
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
