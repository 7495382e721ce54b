package io.curfew.launch.kong;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the routes that would take requests which Kong gives to another one: one that Curfew cannot have, or that stands there
 * as a comment. Behind that one may be another service, or other users.
 */
final class Takeovers {
    private final PathIndex index;
    private final Map<WrittenRoute, Set<String>> unsafe = new LinkedHashMap<>();
    private final Map<WrittenRoute, Set<String>> safe = new LinkedHashMap<>();
    private final Deque<Lost> lost = new ArrayDeque<>();

    private Takeovers(Collection<WrittenRoute> active) {
        index = new PathIndex(active);
    }

    /**
     * Those that must become comments, each with the names of the routes whose requests it would take. One that becomes a comment
     * is lost itself.
     */
    static Map<WrittenRoute, Set<String>> of(Collection<WrittenRoute> active, List<Lost> lost, Report report) {
        Takeovers takeovers = new Takeovers(active);
        takeovers.lost.addAll(lost);
        for (Lost next = takeovers.lost.poll(); next != null; next = takeovers.lost.poll()) {
            for (KongPath path : next.paths()) {
                takeovers.follow(next, path);
            }
        }
        takeovers.safe.forEach((route, names) -> {
            if (!takeovers.unsafe.containsKey(route)) {
                names.forEach(name -> report.add(
                        route.kong().place(),
                        name,
                        "what it took at Kong and does not take here may come to this route, by this route's rules"));
            }
        });
        return takeovers.unsafe;
    }

    private void follow(Lost next, KongPath path) {
        if (path.isOwnAlone()) {
            return;
        }
        for (PathIndex.Entry entry : index.around(path)) {
            WrittenRoute route = entry.route();
            if (route.kong().equals(next.kong()) || !next.comesTo(route, entry.served(), path)) {
                continue;
            }
            boolean isSafe = path.isOwn() || next.isSafeWith(route.kong());
            if (!isSafe && !unsafe.containsKey(route)) {
                lost.addAll(Lost.all(route.kong()));
            }
            (isSafe ? safe : unsafe)
                    .computeIfAbsent(route, key -> new LinkedHashSet<>())
                    .add(next.kong().place());
        }
    }
}
