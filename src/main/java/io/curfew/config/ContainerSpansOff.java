package io.curfew.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server from making spans of requests by itself, found by {@link java.util.ServiceLoader}: it would write query strings
 * into them, with the code of a login among them, begin them for every client that asks for it, and tell browsers their numbers.
 * Nothing else can switch it on.
 */
public final class ContainerSpansOff implements ConfigSource {
    private static final Map<String, String> VALUES = Map.of("otel.trace.http.disabled", "true");

    /** Called by the container. */
    public ContainerSpansOff() {}

    @Override
    public Set<String> getPropertyNames() {
        return VALUES.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return VALUES.get(name);
    }

    @Override
    public String getName() {
        return "what Curfew demands of the server's telemetry";
    }

    @Override
    public int getOrdinal() {
        return Integer.MAX_VALUE;
    }
}
