package io.curfew.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How {@code bench/run} was called.
 *
 * @param isQuick two seconds for everything, to see that all targets work; the figures are worth nothing
 * @param isAnyway measures even if somebody else uses the machine
 * @param only what to measure; empty for everything
 */
record Options(boolean isQuick, boolean isAnyway, List<String> only) {
    static final String DIRECT = "direct";
    static final String APACHE = "apache";
    static final String OIDC = "mod_auth_openidc";
    static final String SPRING = "spring";
    static final String CURFEW = "curfew";
    static final String CURFEW_25 = "curfew-25";
    static final String FLAT = "flat";
    static final String LOGOUT = "logout";
    static final String WEBSOCKETS = "websockets";
    private static final List<String> NAMES =
            List.of(DIRECT, APACHE, OIDC, SPRING, CURFEW, CURFEW_25, FLAT, LOGOUT, WEBSOCKETS);

    Options {
        only = List.copyOf(only);
        if (!NAMES.containsAll(only)) {
            throw new IllegalArgumentException("--only takes some of " + NAMES + ", not " + only);
        }
    }

    static Options of(String... arguments) {
        List<String> rest = new ArrayList<>(Arrays.asList(arguments));
        boolean quick = rest.remove("--quick");
        boolean anyway = rest.remove("--anyway");
        List<String> only = List.of();
        if (rest.size() == 2 && rest.get(0).equals("--only")) {
            only = Arrays.asList(rest.get(1).split(",", -1));
        } else if (!rest.isEmpty()) {
            throw new IllegalArgumentException("usage: bench/run [--quick] [--anyway] [--only name,...]");
        }
        return new Options(quick, anyway, only);
    }

    boolean wants(String name) {
        return only.isEmpty() || only.contains(name);
    }

    /** Only what was measured whole and in earnest is written into the documentation. */
    boolean isForTheRecord() {
        return !isQuick && only.isEmpty();
    }

    int rounds() {
        return isQuick ? 1 : 3;
    }

    int seconds() {
        return isQuick ? 2 : 7;
    }

    int warmUpSeconds() {
        return isQuick ? 1 : 75;
    }

    int sessions() {
        return isQuick ? 3000 : 100_000;
    }

    /** The Java of the second row of Curfew, if there is one. */
    static Optional<Path> java25() {
        return Optional.ofNullable(System.getenv("JAVA_25_HOME"))
                .filter(home -> !home.isEmpty())
                .map(Path::of);
    }
}
