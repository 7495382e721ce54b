package io.curfew.config;

import static io.curfew.config.UpstreamParameters.KEY_STORE;
import static io.curfew.config.UpstreamParameters.KEY_STORE_PASSWORD;
import static io.curfew.config.UpstreamParameters.TRUST_STORE;
import static io.curfew.config.UpstreamParameters.TRUST_STORE_PASSWORD;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Values of a route's upstreams that are well formed and do not go together, or with the files they name. */
final class UpstreamContradictions {
    private final Faults faults;

    /** By the keys of file and password, as most routes have them from the values for all. */
    private final Set<List<String>> checked = new HashSet<>();

    UpstreamContradictions(Faults faults) {
        this.faults = faults;
    }

    void check(RouteValues route) {
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
