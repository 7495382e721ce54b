package io.curfew.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the project wants to reach, as ratios of one run, and what this run says to it. */
final class Goals {
    /** One of them. */
    record Goal(String what, String wanted, String found, boolean isReached) {
        private static Goal atLeast(String what, double wanted, double found) {
            return new Goal(what, "≥ %.2f".formatted(wanted), "%.2f".formatted(found), found >= wanted);
        }
    }

    private Goals() {}

    /** Those about which something was measured. */
    static List<Goal> of(Figures figures, Optional<Flatness.Found> flat, Optional<LogoutRate.Found> logouts) {
        List<Goal> goals = new ArrayList<>();
        figures.targets().stream()
                .filter(target -> target.startsWith("Curfew"))
                .forEach(curfew -> againstPeers(goals, figures, curfew));
        logouts.ifPresent(found -> {
            goals.add(Goal.atLeast(
                    "logout tokens that find no session to bare RS256 verification",
                    0.5,
                    found.withoutSession() / found.bare()));
            goals.add(Goal.atLeast(
                    "logout tokens that end a session to bare RS256 verification",
                    0.5,
                    found.withSession() / found.bare()));
        });
        flat.ifPresent(found -> {
            goals.add(Goal.atLeast(
                    "req/s with %,d sessions to one".formatted(found.sessions()), 0.95, found.sessionsRatio()));
            goals.add(Goal.atLeast("req/s with %d routes to one".formatted(found.routes()), 0.95, found.routesRatio()));
        });
        return goals;
    }

    private static void againstPeers(List<Goal> goals, Figures figures, String curfew) {
        if (figures.has(Lineup.OIDC)) {
            goals.add(perSecond(figures, curfew, Lineup.OIDC, Cell.USUAL, 2));
            goals.add(cpu(figures, curfew, Lineup.OIDC));
            double ours = figures.p99(curfew, Cell.USUAL);
            double theirs = figures.p99(Lineup.OIDC, Cell.USUAL);
            goals.add(new Goal(
                    curfew + " to " + Lineup.OIDC + ": p99, " + Cell.USUAL.name(),
                    "≤ 1.00",
                    "%.2f".formatted(ours / theirs),
                    ours <= theirs));
            goals.add(perSecond(figures, curfew, Lineup.OIDC, Cell.LARGE, 1.4));
        }
        if (figures.has(Lineup.SPRING)) {
            goals.add(perSecond(figures, curfew, Lineup.SPRING, Cell.USUAL, 4));
        }
    }

    private static Goal perSecond(Figures figures, String curfew, String peer, Cell cell, double wanted) {
        return Goal.atLeast(
                curfew + " to " + peer + ": req/s, " + cell.name(),
                wanted,
                figures.perSecond(curfew, cell) / figures.perSecond(peer, cell));
    }

    /** The same as requests per second, in the figure that carries over to other machines. */
    private static Goal cpu(Figures figures, String curfew, String peer) {
        return Goal.atLeast(
                peer + " to " + curfew + ": CPU ms, " + Cell.USUAL.name(),
                2,
                figures.cpuMillis(peer, Cell.USUAL) / figures.cpuMillis(curfew, Cell.USUAL));
    }
}
