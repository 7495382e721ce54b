package io.curfew.launch.kong;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Makes names of Kong's entities into names of routes: {@code a-z}, {@code 0-9}, and between them {@code -} and {@code _}. */
final class RouteNames {
    private final Set<String> taken = new HashSet<>();

    String of(String name) {
        String fitting =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_-]+", "-").replaceAll("^[_-]+|[_-]+$", "");
        String base = fitting.isEmpty() ? "route" : fitting;
        String free = base;
        for (int number = 2; !taken.add(free); number++) {
            free = base + "-" + number;
        }
        return free;
    }
}
