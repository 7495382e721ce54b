package io.curfew.bench;

import io.curfew.ground.TestProvider;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Whether a node is as fast with many sessions and with many routes as with one. */
final class Flatness implements AutoCloseable {
    private static final int ROUTES = 500;

    /**
     * Requests per second of nodes that differ in one thing.
     *
     * @param sessions how many the second node has
     */
    record Found(int sessions, int routes, double withOne, double withSessions, double withRoutes) {
        double sessionsRatio() {
            return withSessions / withOne;
        }

        double routesRatio() {
            return withRoutes / withOne;
        }
    }

    private final Options options;
    private final Wrk wrk;
    private final TestProvider provider;
    private final CurfewNodes nodes;
    private final Target one;
    private final Target many;

    Flatness(Options options, Wrk wrk, Target upstream, TestProvider provider) {
        this.options = options;
        this.wrk = wrk;
        this.provider = provider;
        nodes = new CurfewNodes(provider, upstream);
        try {
            one = nodes.start("one session, one route", Lineup.usualJava(), 1);
            many = nodes.start("many sessions", Lineup.usualJava(), 1);
        } catch (RuntimeException failure) {
            nodes.close();
            throw failure;
        }
        fill();
    }

    private void fill() {
        long start = System.nanoTime();
        new Crowd(provider, many).logIn(options.sessions());
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d logins in %.0f s, %.0f a second%n",
                options.sessions(),
                seconds,
                options.sessions() / seconds);
    }

    /** Empty if nobody asked for it. */
    Optional<Found> measured() {
        if (!options.wants(Options.FLAT)) {
            return Optional.empty();
        }
        Target routes = nodes.start("many routes", Lineup.usualJava(), ROUTES);
        for (Target target : new Target[] {one, many, routes}) {
            Correctness.check(target);
            wrk.run(target, Cell.WARM_UP, options.warmUpSeconds());
        }
        Figures figures = new Figures();
        for (int round = 1; round <= options.rounds(); round++) {
            for (Target target : new Target[] {one, many, routes}) {
                figures.measure(wrk, target, Cell.USUAL, options.seconds());
            }
        }
        return Optional.of(new Found(
                options.sessions(),
                ROUTES,
                figures.perSecond(one.name(), Cell.USUAL),
                figures.perSecond(many.name(), Cell.USUAL),
                figures.perSecond(routes.name(), Cell.USUAL)));
    }

    /** What logout tokens cost that end a session each, and such as find none; empty if nobody asked for it. */
    Optional<LogoutRate.Found> logoutTokens(Path directory) {
        return options.wants(Options.LOGOUT)
                ? Optional.of(new LogoutRate(options, wrk, provider, directory).measured(one, many))
                : Optional.empty();
    }

    @Override
    public void close() {
        nodes.close();
    }
}
