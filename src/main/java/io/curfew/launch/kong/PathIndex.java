package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Routes by their paths. */
final class PathIndex {
    /** @param served a path of the route as Curfew has it */
    record Entry(WrittenRoute route, String served) {}

    private final NavigableMap<String, List<Entry>> byPath = new TreeMap<>();

    PathIndex(Collection<WrittenRoute> routes) {
        for (WrittenRoute route : routes) {
            for (String served : route.paths().keySet()) {
                byPath.computeIfAbsent(key(served), path -> new ArrayList<>()).add(new Entry(route, served));
            }
        }
    }

    /** Those that could take requests of a route of Kong's with this path. */
    List<Entry> around(KongPath path) {
        List<Entry> all = new ArrayList<>();
        above(path.start()).forEach(all::addAll);
        byPath.tailMap(path.start(), false).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(path.start()))
                .forEach(entry -> all.addAll(entry.getValue()));
        return all;
    }

    /** Those whose path a path lies on or below in whole segments, the longest first. */
    List<List<Entry>> above(String path) {
        List<List<Entry>> all = new ArrayList<>();
        String key = key(path);
        for (int end = key.length(); end >= 0; end = key.lastIndexOf('/', end - 1)) {
            List<Entry> here = byPath.get(key.substring(0, end));
            if (here != null) {
                all.add(here);
            }
        }
        return all;
    }

    private static String key(String path) {
        return path.equals("/") ? "" : path;
    }
}
