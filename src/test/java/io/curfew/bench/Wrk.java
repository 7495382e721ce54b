package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The load generator: wrk with one thread, so that on two cores the other is the server's. */
final class Wrk {
    private static final String REPORT = """
            done = function(summary, latency, requests)
              local e = summary.errors
              io.write(string.format("RESULT %.0f %.0f %.0f %.0f %.0f %.0f\\n", summary.requests, summary.duration, summary.bytes,
                e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(50), latency:percentile(99)))
            end
            """;
    private static final String POST = """
            wrk.method = "POST"
            wrk.body = string.rep("x", 10240)
            wrk.headers["Content-Type"] = "application/octet-stream"
            """;
    private static final String FORMS = """
            local forms, next = {}, 0
            function init(args)
              for line in io.lines(args[1]) do forms[#forms + 1] = line end
              wrk.method = "POST"
              wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
            end
            function request()
              next = next % #forms + 1
              return wrk.format(nil, nil, nil, forms[next])
            end
            """;

    /**
     * What wrk saw.
     *
     * @param errors refused, broken and late connections, and answers other than 2xx and 3xx
     * @param p50 in milliseconds
     * @param p99 in milliseconds
     */
    record Seen(long requests, double seconds, long bytes, long errors, double p50, double p99) {
        double perSecond() {
            return requests / seconds;
        }
    }

    private final Path get;
    private final Path post;
    private final Path forms;
    private final AtomicReference<@Nullable Process> running = new AtomicReference<>();

    /** @param directory for its scripts */
    Wrk(Path directory) {
        get = write(directory.resolve("get.lua"), REPORT);
        post = write(directory.resolve("post.lua"), POST + REPORT);
        forms = write(directory.resolve("forms.lua"), FORMS + REPORT);
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end wrk"));
    }

    Seen run(Target target, Cell cell, int seconds) {
        List<String> command = command(cell.isPost() ? post : get, cell.connections(), seconds);
        if (target.isProtected()) {
            command.add("-H");
            command.add("Cookie: " + target.cookie());
        }
        command.add(target.url() + cell.path());
        return run(command);
    }

    /** Posts the lines of a file, one after the other, and from the start again when all were sent. */
    Seen post(String url, Path lines, int connections, int seconds) {
        List<String> command = command(forms, connections, seconds);
        command.addAll(List.of(url, "--", lines.toString()));
        return run(command);
    }

    private static List<String> command(Path script, int connections, int seconds) {
        return new ArrayList<>(List.of(
                "wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "--timeout", "10s", "-s", script.toString()));
    }

    private Seen run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            running.set(process);
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            running.set(null);
            return output.lines()
                    .filter(line -> line.startsWith("RESULT "))
                    .map(Wrk::seen)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("wrk said: " + output));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Seen seen(String line) {
        String[] fields = line.split(" ", -1);
        return new Seen(
                Long.parseLong(fields[1]),
                Long.parseLong(fields[2]) / 1e6,
                Long.parseLong(fields[3]),
                Long.parseLong(fields[4]),
                Long.parseLong(fields[5]) / 1e3,
                Long.parseLong(fields[6]) / 1e3);
    }

    private void end() {
        Process process = running.get();
        if (process != null) {
            process.destroy();
        }
    }

    private static Path write(Path file, String script) {
        try {
            return Files.writeString(file, script);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
