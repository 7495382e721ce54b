package io.curfew.routing;

import io.curfew.config.PublicUrl;
import io.curfew.config.Route;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Finds the route of a request: of those that name its host, else of those that name none, the one with the longest path that
 * its path lies on or below, on whole segments, case-sensitive, if it takes the method or the request signs out of it.
 */
public final class RouteTable {
    private final Map<String, HostRoutes> byHost = new HashMap<>();

    /** At all hosts that no route names. */
    private final HostRoutes elsewhere;

    /**
     * @param publicUrl where browsers reach the gateway, unless at a host that a route names
     * @throws IllegalArgumentException when two routes have one host, path and method, or when a route path could be spelled in
     *     another way
     */
    public RouteTable(PublicUrl publicUrl, List<Route> routes) {
        PathTable ofEveryHost = new PathTable();
        Map<String, PathTable> ofHosts = new LinkedHashMap<>();
        for (Route route : routes) {
            route.paths().forEach(path -> requireOneSpelling(path, route));
            if (route.requests().hosts().isEmpty()) {
                ofEveryHost.add(route);
            }
            for (String host : route.requests().hosts()) {
                ofHosts.computeIfAbsent(host, named -> new PathTable()).add(route);
            }
        }
        elsewhere = new HostRoutes(publicUrl, null, ofEveryHost);
        ofHosts.forEach((host, naming) -> byHost.put(host, new HostRoutes(publicUrl.at(host), naming, ofEveryHost)));
    }

    /**
     * The routes at a host.
     *
     * @param host as a request names it, without a port, in any case
     */
    public HostRoutes at(String host) {
        return byHost.isEmpty() ? elsewhere : byHost.getOrDefault(host.toLowerCase(Locale.ROOT), elsewhere);
    }

    /**
     * Delimiters keep the spelling a client gave them, so a route path with one would not cover the same resource spelled
     * with percent-encoding, and that resource would fall to a shorter route.
     */
    private static void requireOneSpelling(String path, Route route) {
        if (path.isEmpty()) {
            return;
        }
        boolean normal = PathNormalisation.of(path) instanceof PathVerdict.Normal verdict
                && verdict.path().value().equals(path)
                && !path.endsWith("/");
        if (!normal || !path.matches("(?:[A-Za-z0-9._~/-]|%[89A-F][0-9A-F])+")) {
            throw new IllegalArgumentException(
                    "A path of route " + route.name()
                            + " must start with a slash, not end with one, and hold only letters, digits, - . _ ~ and encoded UTF-8.");
        }
    }
}
