package io.curfew.config;

import java.time.Duration;
import java.util.List;

/**
 * What holds for long exchanges of a route.
 *
 * @param writeTimeout limit of each write to the upstream or the client
 * @param webSocketOrigins origins besides our own whose pages may open WebSockets
 */
public record StreamSettings(Duration writeTimeout, List<String> webSocketOrigins) {
    public StreamSettings {
        webSocketOrigins = List.copyOf(webSocketOrigins);
    }
}
