package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import io.curfew.ground.TestProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts the servers that are compared and measures them in turn. */
final class Lineup {
    static final String OIDC = "Apache + mod_auth_openidc";
    static final String SPRING = "Spring Cloud Gateway";

    private final Options options;
    private final Wrk wrk;
    private final List<Target> targets = new ArrayList<>();

    private Lineup(Options options, Wrk wrk) {
        this.options = options;
        this.wrk = wrk;
    }

    /** The name of the row of Curfew on this Java. */
    static String curfew(Path java) {
        return "Curfew, " + Machine.java(java);
    }

    /** The Java that this runs on, and the first row of Curfew. */
    static Path usualJava() {
        return Path.of(System.getProperty("java.home"));
    }

    /** Starts, measures and ends all that the options ask for. */
    static Figures measured(Options options, Wrk wrk, PeerServers peers, Target upstream, TestProvider provider) {
        Lineup lineup = new Lineup(options, wrk);
        try (CurfewNodes nodes = new CurfewNodes(provider, upstream)) {
            lineup.start(peers, nodes, upstream, provider.issuer());
            return lineup.measure();
        }
    }

    private void start(PeerServers peers, CurfewNodes nodes, Target upstream, String issuer) {
        if (options.wants(Options.DIRECT)) {
            targets.add(upstream);
        }
        if (options.wants(Options.APACHE)) {
            targets.add(peers.apache(upstream));
        }
        if (options.wants(Options.OIDC)) {
            targets.add(peers.apacheOidc(OIDC, upstream, issuer));
        }
        if (options.wants(Options.SPRING)) {
            targets.add(peers.spring(SPRING, springJar(), upstream, issuer));
        }
        if (options.wants(Options.CURFEW)) {
            targets.add(nodes.start(curfew(usualJava()), usualJava(), 1));
        }
        Optional<Path> java25 = Options.java25();
        if (options.wants(Options.CURFEW_25) && java25.isPresent()) {
            targets.add(nodes.start(curfew(java25.get()), java25.get(), 1));
        } else if (options.wants(Options.CURFEW_25)) {
            System.out.println("JAVA_25_HOME is not set: no row for Curfew on JDK 25.");
        }
    }

    private static Path springJar() {
        return BuildDirectory.path().resolve("spring-gateway").resolve("spring-gateway.jar");
    }

    private Figures measure() {
        targets.forEach(Correctness::check);
        for (Target target : targets) {
            System.out.println("warming up " + target.name());
            warmUp(target);
        }
        Figures figures = new Figures();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Cell cell : Cell.ALL) {
                for (Target target : targets) {
                    figures.measure(wrk, target, cell, options.seconds());
                }
            }
        }
        targets.forEach(Correctness::check);
        return figures;
    }

    /** Compilers need it; what is compiled before it starts needs it not. */
    private void warmUp(Target target) {
        boolean isJava = target.name().equals(SPRING) || target.name().startsWith("Curfew");
        if (isJava) {
            wrk.run(target, Cell.WARM_UP, options.warmUpSeconds());
        }
        int rest = isJava && !options.isQuick() ? 4 : 1;
        Cell.ALL.stream().skip(1).forEach(cell -> wrk.run(target, cell, rest));
    }
}
