package io.curfew.config;

import java.util.Set;

/**
 * Which requests are a route's.
 *
 * @param methods as they stand in a request line; empty for all
 */
public record RequestSettings(Set<String> methods) {
    public RequestSettings {
        methods = Set.copyOf(methods);
    }

    /** Whether a request with this method may be the route's. */
    public boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }
}
