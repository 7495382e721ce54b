package io.curfew.config;

import static io.curfew.config.UpstreamParameters.KEY_STORE;
import static io.curfew.config.UpstreamParameters.KEY_STORE_PASSWORD;
import static io.curfew.config.UpstreamParameters.TRUST_STORE;
import static io.curfew.config.UpstreamParameters.TRUST_STORE_PASSWORD;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Values of the routes' upstreams that are well formed and do not go together, or with the files they name. */
final class UpstreamContradictions {
    private final List<RouteValues> routes;
    private final Faults faults;

    /** By the keys of file and password, as most routes have them from the values for all. */
    private final Set<List<String>> checked = new HashSet<>();

    UpstreamContradictions(List<RouteValues> routes, Faults faults) {
        this.routes = routes;
        this.faults = faults;
    }

    void check() {
        routes.forEach(this::files);
        withoutUse(TRUST_STORE);
        withoutUse(KEY_STORE);
    }

    /** A file for upstreams none of which is reached by https, each told once, as a value for all routes has one key. */
    private void withoutUse(Parameter<Path> file) {
        Map<String, Boolean> uses = new TreeMap<>();
        routes.stream()
                .filter(route -> route.set(file).isPresent())
                .forEach(route -> uses.merge(route.key(file), mayUseTls(route), Boolean::logicalOr));
        uses.forEach((key, used) -> {
            if (!used) {
                faults.add(
                        key,
                        "Has no effect: no upstream that it is for is reached by https."
                                + " Remove it and its password, or write https:// in upstream.");
            }
        });
    }

    /** Also true where the upstreams are missing or malformed, which is told elsewhere. */
    private static boolean mayUseTls(RouteValues route) {
        return route.find(Parameters.UPSTREAM)
                .map(upstreams -> upstreams.stream().anyMatch(upstream -> !RouteContradictions.isPlain(upstream)))
                .orElse(true);
    }

    private void files(RouteValues route) {
        StoreFileCheck files = new StoreFileCheck(route, faults);
        if (isWhole(route, TRUST_STORE, TRUST_STORE_PASSWORD, "trust")) {
            files.certificates(TRUST_STORE, TRUST_STORE_PASSWORD);
        }
        if (isWhole(route, KEY_STORE, KEY_STORE_PASSWORD, "key")) {
            files.keys(KEY_STORE, KEY_STORE_PASSWORD);
        }
    }

    /** Whether both are set and have not been looked at. */
    private boolean isWhole(RouteValues route, Parameter<Path> file, Parameter<Secret> password, String kind) {
        boolean hasFile = route.set(file).isPresent();
        boolean hasPassword = route.set(password).isPresent();
        if (hasFile != hasPassword) {
            faults.add(
                    route.key(hasFile ? file : password),
                    "A " + kind + " store needs its file and its password; not set: " + (hasFile ? password : file)
                            + ". Set both, or none.");
        }
        return hasFile && hasPassword && checked.add(List.of(route.key(file), route.key(password)));
    }
}
