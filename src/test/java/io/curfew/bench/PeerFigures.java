package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.TestProvider;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Measures the proxied path against its peers, and how it holds with many sessions, many routes and many logout tokens. */
public final class PeerFigures {
    /** Above this share of busy processors, somebody else uses the machine. */
    private static final double BUSY = 0.05;

    private PeerFigures() {}

    /** Measures what {@link Options} say. */
    public static void main(String[] arguments) {
        // figures look the same wherever they are measured
        Locale.setDefault(Locale.ROOT);
        Options options = Options.of(arguments);
        double busy = Machine.busyNow();
        if (busy > BUSY && !options.isQuick() && !options.isAnyway()) {
            System.err.printf(
                    "The machine is %.0f %% busy without us: no figure would be worth anything. --anyway measures nevertheless.%n",
                    busy * 100);
            System.exit(1);
        }
        Path directory = BuildDirectory.fresh("bench");
        boolean isGood;
        try {
            isGood = measure(options, directory, busy);
        } finally {
            BuildDirectory.delete(directory);
        }
        System.exit(isGood ? 0 : 1);
    }

    private static boolean measure(Options options, Path directory, double busy) {
        Wrk wrk = new Wrk(directory);
        Figures figures;
        Optional<Flatness.Found> flat = Optional.empty();
        Optional<LogoutRate.Found> logouts = Optional.empty();
        Optional<MessageRate.Found> messages = Optional.empty();
        try (PeerServers base = new PeerServers(directory.resolve("base"));
                TestProvider provider = TestProvider.start()) {
            provider.keys().current();
            Target upstream = base.nginx();
            try (PeerServers peers = new PeerServers(directory)) {
                figures = Lineup.measured(options, wrk, peers, upstream, provider);
            }
            if (options.wants(Options.FLAT) || options.wants(Options.LOGOUT)) {
                try (Flatness flatness = new Flatness(options, wrk, upstream, provider)) {
                    flat = flatness.measured();
                    logouts = flatness.logoutTokens(directory);
                }
            }
            if (options.wants(Options.WEBSOCKETS)) {
                messages = Optional.of(new MessageRate(options).measured(provider, directory));
            }
        }
        figures.writeTo(BuildDirectory.path().resolve("peer-figures.txt"));
        Report report = new Report(figures, flat, logouts, messages, busy);
        System.out.println();
        System.out.println(report.tables());
        if (options.isForTheRecord()) {
            report.write(BuildDirectory.path().resolveSibling("docs"));
        }
        long errors = figures.targets().stream()
                .filter(target -> target.startsWith("Curfew"))
                .mapToLong(figures::errors)
                .sum();
        if (errors > 0) {
            System.err.println("Curfew answered " + errors + " requests wrongly or not at all.");
        }
        return errors == 0;
    }
}
