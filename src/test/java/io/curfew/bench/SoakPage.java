package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** The page about a soak. */
final class SoakPage {
    private static final String HEAD = """
            | minute | requests | errors | p50 ms | p99 ms | CPU ms each | resident MB | heap MB after GC | threads | descriptors | sessions | logins | logout tokens | sign-outs | WebSockets cut | event streams cut |
            |\
            """ + " ---: |".repeat(16) + "\n";

    private final SoakMinutes minutes;
    private final double most;

    /** @param most requests per second that the node could take */
    SoakPage(SoakMinutes minutes, double most) {
        this.minutes = minutes;
        this.most = most;
    }

    static String row(SoakMinutes.Minute minute) {
        Latencies.Taken requests = minute.requests();
        NodeState state = minute.state();
        Turnover.Counts counts = minute.counts();
        return "| %d | %,d | %d | %.2f | %.2f | %.3f | %,d | %s | %d | %d | %d | %d | %d | %d | %d | %d |"
                .formatted(
                        minute.number(),
                        requests.count(),
                        minute.errors(),
                        requests.percentile(50),
                        requests.percentile(99),
                        minute.cpuMillis(),
                        state.residentMegabytes(),
                        minute.heap().isPresent()
                                ? "%.1f".formatted(minute.heap().getAsDouble())
                                : "",
                        state.threads(),
                        state.descriptors(),
                        minute.alive(),
                        counts.logins(),
                        counts.tokens(),
                        counts.signOuts(),
                        counts.webSocketsCut(),
                        counts.eventStreamsCut());
    }

    String table() {
        return minutes.all().stream().map(SoakPage::row).collect(Collectors.joining("\n", HEAD, "\n"));
    }

    String verdict() {
        OptionalDouble growth = minutes.heapGrowth();
        String memory = growth.isEmpty()
                ? "too short to tell how the heap grows"
                : "from minute %d on the heap after a collection grows by %.3f MB a minute (allowed: %.1f)"
                        .formatted(SoakMinutes.STEADY_AFTER, growth.getAsDouble(), SoakMinutes.MOST_GROWTH);
        return "%s: %d errors in %,d requests; %s."
                .formatted(
                        minutes.isGood() ? "Passed" : "**Not passed**", minutes.errors(), minutes.requests(), memory);
    }

    void write(Path file) {
        try {
            Files.writeString(file, page());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String page() {
        return """
                # Soak

                Written by `bench/soak` on %s: %d minutes at %.0f %% of the load that the node can take, while users come and go.

                **%s**

                - **Machine**: %s, which ran the load, the upstream and the provider, too
                - **Curfew**: one packaged node, `cluster=local`, %s, default settings and heap, but `session_absolute_timeout=%d`: what
                  remembers that somebody was signed out lives that long, and so is steady from minute %d on
                - **Load**: %d kept connections of a client of our own (Java, blocking sockets), each with a clock: a request is due whether the
                  one before was slow or not, and its time counts from when it was due. One of %d requests is a POST of 10 KB, one of %d a GET of
                  100 KB, all others GETs of 1 KB, each with the cookie of any of %d users who are logged in. Without a pause between them the
                  same requests came to %,.0f a second; %,.0f is the pace. nginx serves them
                - **Users**: %d logins a second at a test provider, and as many users signed out, half of them by a logout token and half by their
                  own click. Before it the session must answer 200, after it 401, and 401 again a minute later. Of %d users one has a
                  WebSocket open and another one an event stream; a WebSocket that is open answers a message twice a second. At the
                  sign-out it must be closed with 4401, and the stream be cut, within a second
                - **Errors** are all answers other than the expected one, broken connections, and streams that were not cut in time
                - **Heap**: a full collection every %d minutes, at the end of the minute; its pause is in the figures of the next one

                %s""".formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        minutes.all().size() - 1,
                        SoakFigures.SHARE * 100,
                        verdict(),
                        Machine.description(),
                        Machine.java(Lineup.usualJava()),
                        SoakMinutes.STEADY_AFTER * 60,
                        SoakMinutes.STEADY_AFTER,
                        PacedLoad.CONNECTIONS,
                        PacedLoad.POST_EVERY,
                        PacedLoad.MIDDLE_EVERY,
                        Turnover.CROWD,
                        most,
                        most * SoakFigures.SHARE,
                        Turnover.PER_SECOND,
                        Turnover.STREAM_EVERY,
                        SoakFigures.COLLECT_EVERY,
                        table());
    }
}
