package io.curfew.bench;

import io.curfew.ground.BuildDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The page about a run: tables on the console, and {@code docs/benchmarks.md} with its chart. */
final class Report {
    /** What comes after this line is written by people and kept. */
    private static final String BY_HAND = "<!-- bench/run keeps what follows -->";

    private final Figures figures;
    private final Optional<Flatness.Found> flat;
    private final Optional<LogoutRate.Found> logouts;
    private final Optional<MessageRate.Found> messages;
    private final double busy;

    /** @param busy the share of the processors that was busy before the run */
    Report(
            Figures figures,
            Optional<Flatness.Found> flat,
            Optional<LogoutRate.Found> logouts,
            Optional<MessageRate.Found> messages,
            double busy) {
        this.figures = figures;
        this.flat = flat;
        this.logouts = logouts;
        this.messages = messages;
        this.busy = busy;
    }

    String tables() {
        StringBuilder text = new StringBuilder();
        if (!figures.targets().isEmpty()) {
            text.append(
                    table("Requests per second", (target, cell) -> "%,.0f".formatted(figures.perSecond(target, cell))));
            text.append(table("Latency in ms, p50 / p99", (target, cell) -> "%.2f / %.2f"
                    .formatted(figures.p50(target, cell), figures.p99(target, cell))));
            text.append(table("CPU ms of the server's processes for each request", (target, cell) -> "%.3f"
                    .formatted(figures.cpuMillis(target, cell))));
            text.append(memory());
        }
        flat.ifPresent(found -> text.append(flatTable(found)));
        logouts.ifPresent(found -> text.append(logoutTable(found)));
        messages.ifPresent(found -> text.append(messageTable(found)));
        return text.append(goals()).toString();
    }

    private String table(String title, BiFunction<String, Cell, String> value) {
        String head = "### " + title + "\n\n| |"
                + Cell.ALL.stream().map(cell -> " " + cell.name() + " |").collect(Collectors.joining()) + "\n| --- |"
                + " ---: |".repeat(Cell.ALL.size()) + "\n";
        return figures.targets().stream()
                .map(target -> "| " + target + " |"
                        + Cell.ALL.stream()
                                .map(cell -> " " + value.apply(target, cell) + " |")
                                .collect(Collectors.joining())
                        + "\n")
                .collect(Collectors.joining("", head, "\n"));
    }

    private String memory() {
        return figures.targets().stream()
                .map(target ->
                        "| %s | %,.0f | %d |%n".formatted(target, figures.megabytes(target), figures.errors(target)))
                .collect(Collectors.joining("", """
                        ### Memory and errors

                        | | most resident MB, all processes | refused, broken, late or wrong answers, whole run |
                        | --- | ---: | ---: |
                        """, "\n"));
    }

    private static String flatTable(Flatness.Found found) {
        return """
                ### With many sessions and many routes

                1 KB, 64 connections, %s, a node of its own for each row.

                | | requests per second | ratio |
                | --- | ---: | ---: |
                | one session, one route | %,.0f | |
                | %,d sessions | %,.0f | %.2f |
                | %d routes | %,.0f | %.2f |

                """.formatted(
                        Lineup.curfew(Lineup.usualJava()),
                        found.withOne(),
                        found.sessions(),
                        found.withSessions(),
                        found.sessionsRatio(),
                        found.routes(),
                        found.withRoutes(),
                        found.routesRatio());
    }

    private static String logoutTable(LogoutRate.Found found) {
        return """
                ### Logout tokens

                From POST to 200 on 16 connections, every token a different one; and what the same library verifies on all cores
                when there is nothing else to do.

                | | per second | ratio |
                | --- | ---: | ---: |
                | RS256 verification alone | %,.0f | |
                | logout tokens that find no session | %,.0f | %.2f |
                | logout tokens that end a session each | %,.0f | %.2f |

                """.formatted(
                        found.bare(),
                        found.withoutSession(),
                        found.withoutSession() / found.bare(),
                        found.withSession(),
                        found.withSession() / found.bare());
    }

    private static String messageTable(MessageRate.Found found) {
        return found.perSecond().entrySet().stream()
                .map(entry -> "| %s | %,.0f |%n".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("", """
                        ### WebSocket messages

                        Of %d bytes, there and back, on %d connections, each of which sends the next one when the last is back. Client and
                        upstream are one Java process.

                        | | per second |
                        | --- | ---: |
                        """.formatted(EchoTalk.MESSAGE, MessageRate.CONNECTIONS), "\n"));
    }

    private String goals() {
        List<Goals.Goal> goals = Goals.of(figures, flat, logouts);
        return goals.isEmpty()
                ? ""
                : goals.stream()
                        .map(goal -> "| %s | %s | %s | %s |%n"
                                .formatted(
                                        goal.what(), goal.wanted(), goal.found(), goal.isReached() ? "yes" : "**no**"))
                        .collect(Collectors.joining(
                                "",
                                "### The goals of the project\n\n| ratio | goal | found | reached |\n| --- | --- | --- | --- |\n",
                                "\n"));
    }

    /** Writes the page and its chart. */
    void write(Path docs) {
        Path page = docs.resolve("benchmarks.md");
        try {
            String kept = Files.exists(page) ? Files.readString(page) : "";
            int start = kept.indexOf(BY_HAND);
            Files.writeString(
                    page,
                    head() + tables() + BY_HAND + "\n"
                            + (start < 0 ? "" : kept.substring(start + BY_HAND.length() + 1)));
            Files.writeString(docs.resolve("benchmarks.svg"), Chart.of(figures, Cell.USUAL));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String head() {
        return """
                # Benchmarks

                Written by `bench/run` on %s. Every server is asked by `wrk` with one thread on the same machine, with the cookie of a
                browser that has logged in at the same OpenID Provider; behind each is the same nginx, which serves files. All run at the
                same time, and only one is asked: round after round, each cell of the table for each server in turn, 7 seconds each.
                A column is the size of the answer (or of the body that is posted) and the number of connections;
                figures are medians of 3 rounds. The Java servers had 75 seconds of load on 4 connections before, and 4 seconds of each other cell. Load generator, server and
                upstream share the cores, so **CPU ms per request is what carries over to other machines**, and requests per second are
                good for ratios. 5 seconds before the run, with nothing started, the processors were %.1f %% busy.

                - **Machine**: %s
                - **Curfew**: `cluster=local`, one route, default settings; %s
                - **Apache**: %s, mpm_event, mod_proxy with kept connections; mod_auth_openidc %s with
                  `OIDCSessionType server-cache` and `OIDCCacheType shm`
                - **Spring**: Cloud Gateway %s (WebFlux) on Boot %s with Security's `oauth2-client`, sessions in memory; %s
                - **Upstream and load**: nginx %s, wrk %s

                ![Requests per second and CPU ms for each request](benchmarks.svg)

                ## Results

                """.formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        busy * 100,
                        Machine.description(),
                        figures.targets().stream()
                                .filter(target -> target.startsWith("Curfew"))
                                .map(target -> target.replace("Curfew, ", ""))
                                .collect(Collectors.joining(" and ")),
                        Machine.version("apache2"),
                        Machine.version("libapache2-mod-auth-openidc"),
                        springVersion("<spring-cloud.version>"),
                        springVersion("<version>"),
                        Machine.java(Lineup.usualJava()),
                        Machine.version("nginx-light"),
                        Machine.version("wrk"));
    }

    /** The text of the first such element of the peer's pom. */
    private static String springVersion(String element) {
        Path pom = BuildDirectory.path()
                .resolveSibling("bench")
                .resolve("spring-gateway")
                .resolve("pom.xml");
        try {
            String text = Files.readString(pom);
            int start = text.indexOf(element) + element.length();
            return text.substring(start, text.indexOf('<', start)).toLowerCase(Locale.ROOT);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
