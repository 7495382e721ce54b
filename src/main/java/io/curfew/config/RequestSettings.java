package io.curfew.config;

import java.util.List;
import java.util.Set;

/**
 * Which requests are a route's, and what holds for them.
 *
 * @param hosts exact names in lower case, without a port; empty for every host
 * @param methods as they stand in a request line; empty for all
 * @param preserveHost whether the upstream gets the client's {@code Host}
 * @param anonymousPaths what may follow the route's path in a request that needs no session, without a slash at its end;
 *     empty text for the whole route
 * @param runOnPreflight whether a CORS preflight needs a session
 * @param largestBody in bytes; 0 for no limit
 */
public record RequestSettings(
        List<String> hosts,
        Set<String> methods,
        boolean preserveHost,
        List<String> anonymousPaths,
        boolean runOnPreflight,
        long largestBody) {
    public RequestSettings {
        hosts = List.copyOf(hosts);
        methods = Set.copyOf(methods);
        anonymousPaths = List.copyOf(anonymousPaths);
    }

    /** Whether a request at this host, in lower case, may be the route's. */
    public boolean isAt(String host) {
        return hosts.isEmpty() || hosts.contains(host);
    }

    /** Whether a request with this method may be the route's. */
    public boolean takes(String method) {
        return methods.isEmpty() || methods.contains(method);
    }
}
