package io.curfew.launch.kong;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A route of the file that Curfew can have.
 *
 * @param kong what it was made of
 * @param match which requests it takes at Kong
 * @param properties its parameters, those of its plugin not among them
 * @param paths its paths as Curfew has them, each with Kong's
 * @param hosts its hosts as Curfew has them
 * @param lostPaths its paths at Kong that Curfew cannot have
 * @param lostHosts its hosts at Kong that Curfew cannot have
 */
record WrittenRoute(
        KongRoute kong,
        KongMatch match,
        Map<String, String> properties,
        Map<String, KongPath> paths,
        Set<String> hosts,
        List<KongPath> lostPaths,
        Set<String> lostHosts) {

    WrittenRoute {
        properties = new LinkedHashMap<>(properties);
        paths = new LinkedHashMap<>(paths);
        hosts = new LinkedHashSet<>(hosts);
        lostPaths = List.copyOf(lostPaths);
        lostHosts = Set.copyOf(lostHosts);
    }

    /** Whether it takes requests to some of these hosts, which may be patterns; none stands for all. */
    boolean isAt(Set<String> others) {
        return hosts.isEmpty() || hosts.stream().anyMatch(host -> KongMatch.isAmong(host, others));
    }
}
