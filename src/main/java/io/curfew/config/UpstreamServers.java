package io.curfew.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * The servers behind a route, used in turn.
 *
 * @param uris at least one, none twice: scheme, host, port and an optional base path without a slash at its end
 * @param failures after so many in a row one of several is left out; 0 for never
 * @param ejection how long it is left out before it is tried again
 * @param connections how they are connected to
 */
public record UpstreamServers(List<URI> uris, int failures, Duration ejection, UpstreamConnections connections) {
    public UpstreamServers {
        uris = List.copyOf(uris);
    }
}
