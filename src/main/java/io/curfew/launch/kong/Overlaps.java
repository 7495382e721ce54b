package io.curfew.launch.kong;

import java.util.Collection;
import java.util.List;

/** Tells of requests that two routes in use both fit, where Kong gives them to the one and Curfew to the other. */
final class Overlaps {
    private final PathIndex index;
    private final Report report;

    private Overlaps(Collection<WrittenRoute> active, Report report) {
        this.index = new PathIndex(active);
        this.report = report;
    }

    static void report(Collection<WrittenRoute> active, Report report) {
        Overlaps overlaps = new Overlaps(active, report);
        for (WrittenRoute route : active) {
            route.paths().forEach((served, kongs) -> {
                overlaps.order(route, served, kongs);
                overlaps.ends(route, served);
            });
        }
    }

    /** Kong counts kinds of conditions before it looks at lengths; Curfew goes by host, then length, then method. */
    private void order(WrittenRoute route, String served, KongPath kongs) {
        for (List<PathIndex.Entry> entries : index.above(served)) {
            for (PathIndex.Entry entry : entries) {
                WrittenRoute other = entry.route();
                KongPath others = other.paths().getOrDefault(entry.served(), kongs);
                if (other.equals(route) || !meet(route, other)) {
                    continue;
                }
                boolean isFirst = isFirst(route, other, entry.served().equals(served));
                if (isFirst && other.match().isBefore(others, route.match(), kongs)) {
                    asked(other, route);
                } else if (!isFirst
                        && isFirst(other, route, true)
                        && route.match().isBefore(kongs, other.match(), others)) {
                    asked(route, other);
                }
            }
        }
    }

    /** Whether Curfew asks a route before one with the same path, or a shorter one. */
    private static boolean isFirst(WrittenRoute route, WrittenRoute other, boolean samePath) {
        if (route.hosts().isEmpty() != other.hosts().isEmpty()) {
            return other.hosts().isEmpty();
        }
        boolean byMethod =
                other.match().methods().isEmpty() && !route.match().methods().isEmpty();
        return !samePath || byMethod;
    }

    private void asked(WrittenRoute kongsFirst, WrittenRoute first) {
        report.add(
                first.kong().place(),
                kongsFirst.kong().place(),
                "Kong asks it first where both fit a request, by the number of its conditions; Curfew asks this one first");
    }

    /** A path of Kong's ends anywhere: with /adm goes /admin. */
    private void ends(WrittenRoute route, String served) {
        if (served.equals("/")) {
            return;
        }
        for (List<PathIndex.Entry> entries : index.above(served)) {
            List<WrittenRoute> takers = entries.stream()
                    .filter(entry -> !entry.served().equals(served))
                    .map(PathIndex.Entry::route)
                    .filter(other -> meet(route, other))
                    .toList();
            if (!takers.contains(route)) {
                takers.forEach(taker -> ends(route, served, taker));
            }
            if (!takers.isEmpty()) {
                return;
            }
        }
    }

    private void ends(WrittenRoute route, String served, WrittenRoute taker) {
        report.add(
                taker.kong().place(),
                served,
                "what only begins like it is no longer " + route.kong().place()
                        + "'s but this route's: a path ends where a segment does");
    }

    private static boolean meet(WrittenRoute one, WrittenRoute other) {
        return (one.hosts().isEmpty() || other.isAt(one.hosts()))
                && one.match().sharesMethods(other.match().methods());
    }
}
