package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Requests that a route takes at Kong and its route of Curfew, if there is one in use, does not.
 *
 * @param paths those of its paths that are meant
 * @param hosts those of its hosts that are meant; none for all
 */
record Lost(KongRoute kong, KongMatch match, List<KongPath> paths, Set<String> hosts) {
    Lost {
        paths = List.copyOf(paths);
        hosts = Set.copyOf(hosts);
    }

    /** All requests of a route. */
    static List<Lost> all(KongRoute kong) {
        if (!KongMatch.isForwarded(kong.route())) {
            return List.of();
        }
        KongMatch match = KongMatch.of(kong.route());
        return List.of(new Lost(kong, match, match.paths(), match.hosts()));
    }

    /** What a route lost on the way. */
    static List<Lost> partOf(WrittenRoute route) {
        List<Lost> lost = new ArrayList<>();
        if (!route.lostPaths().isEmpty()) {
            lost.add(new Lost(
                    route.kong(),
                    route.match(),
                    route.lostPaths(),
                    route.match().hosts()));
        }
        if (!route.lostHosts().isEmpty()) {
            lost.add(new Lost(route.kong(), route.match(), route.match().paths(), route.lostHosts()));
        }
        return lost;
    }

    /**
     * Whether some of these requests would come to a route that Kong does not certainly ask before.
     *
     * @param served a path of that route which goes with the lost one
     */
    boolean comesTo(WrittenRoute taker, String served, KongPath path) {
        KongPath kongs = taker.paths().getOrDefault(served, path);
        boolean isWidened = kongs.isWidened() && served.startsWith(path.start());
        return taker.isAt(hosts)
                && match.sharesMethods(taker.match().methods())
                && (isWidened || !taker.match().isBefore(kongs, match, path));
    }

    /** Whether a route that takes them lets nothing through that Kong did not: the same service behind the same login, or none. */
    boolean isSafeWith(KongRoute taker) {
        boolean sameLogin = kong.guard().login().isEmpty()
                || kong.guard().login().equals(taker.guard().login());
        return sameLogin && kong.refusing().isEmpty() && kong.service().equals(taker.service());
    }
}
