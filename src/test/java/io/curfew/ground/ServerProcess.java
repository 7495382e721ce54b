package io.curfew.ground;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * A server that runs as a process of its own, with all processes it starts in turn. Its output goes to a file. When this JVM
 * ends, it ends as well.
 */
public final class ServerProcess {
    private static final int TAIL_LINES = 60;
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    private final String name;
    private final Path log;
    private final Process process;
    private final Runnable afterwards;
    private final Thread shutdownHook;

    private ServerProcess(String name, Path log, Process process, Runnable afterwards) {
        this.name = name;
        this.log = log;
        this.process = process;
        this.afterwards = afterwards;
        this.shutdownHook = new Thread(this::stopAtShutdown, "stop " + name);
    }

    /**
     * Starts it.
     *
     * @param log the file for all it prints
     * @param afterwards what is to be tidied up once it has ended
     */
    public static ServerProcess start(String name, ProcessBuilder builder, Path log, Runnable afterwards) {
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            ServerProcess server = new ServerProcess(name, log, process, afterwards);
            server.endWithThisJvm();
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(name + " could not be started", failure);
        }
    }

    private void endWithThisJvm() {
        try {
            Runtime.getRuntime().addShutdownHook(shutdownHook);
        } catch (IllegalStateException alreadyShuttingDown) {
            killAll(family());
            throw alreadyShuttingDown;
        }
    }

    /** Waits until the URL answers 200; if it does not, kills the process and throws with the end of its log. */
    public void awaitReady(URI ready, Duration limit) {
        awaitReady(() -> answersOk(ready), "answer 200 at " + ready, limit);
    }

    /** Waits until it does what it should when it is ready; if it does not, kills the process and throws with the end of its log. */
    public void awaitReady(BooleanSupplier ready, String whatItDoesThen, Duration limit) {
        boolean done = Waiting.until(() -> !process.isAlive() || ready.getAsBoolean(), limit);
        if (done && process.isAlive()) {
            return;
        }
        String reason = process.isAlive()
                ? "did not " + whatItDoesThen + " within " + limit.toSeconds() + " s"
                : "ended by itself with code " + process.exitValue() + " before it was ready";
        kill();
        throw new IllegalStateException(name + " " + reason + ". The end of its log, " + log + ":\n" + logTail());
    }

    /** Whether the process that was started is there. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status of the process, which must have ended. */
    int exitStatus() {
        return process.exitValue();
    }

    /** Of the process that was started. */
    public long pid() {
        return process.pid();
    }

    Path log() {
        return log;
    }

    /** Everything it has printed so far. */
    public String logText() {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException("The log of " + name + " cannot be read", failure);
        }
    }

    String logTail() {
        List<String> lines = logText().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /**
     * Asks it to end (SIGTERM) and waits. What is still there after the limit is killed, and then this throws, because a server
     * that does not end when asked is a fault.
     */
    public void stop() {
        List<ProcessHandle> family = family();
        process.destroy();
        boolean ended = Waiting.until(() -> family.stream().noneMatch(ServerProcess::runs), STOP_LIMIT);
        List<ProcessHandle> left = Stream.concat(family.stream(), family().stream())
                .filter(ServerProcess::runs)
                .distinct()
                .toList();
        forget();
        if (!ended || !left.isEmpty()) {
            killAll(left);
            throw new IllegalStateException(name + " did not end within " + STOP_LIMIT.toSeconds()
                    + " s after SIGTERM and was killed. The end of its log, " + log + ":\n" + logTail());
        }
        afterwards.run();
    }

    /** Ends it at once (SIGKILL), as a crash would. */
    void kill() {
        killAll(family());
        forget();
        afterwards.run();
    }

    private List<ProcessHandle> family() {
        List<ProcessHandle> family = new ArrayList<>(process.descendants()
                .sorted(Comparator.comparingLong(ProcessHandle::pid))
                .toList());
        family.add(0, process.toHandle());
        return family;
    }

    private static void killAll(List<ProcessHandle> family) {
        family.forEach(ProcessHandle::destroyForcibly);
        Waiting.until(() -> family.stream().noneMatch(ServerProcess::runs), Duration.ofSeconds(10));
    }

    /** Whether it runs; one that has ended and was not yet taken note of by its parent does not. */
    public static boolean runs(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException gone) {
            return process.isAlive();
        }
    }

    private void forget() {
        if (Thread.currentThread() != shutdownHook) {
            try {
                Runtime.getRuntime().removeShutdownHook(shutdownHook);
            } catch (IllegalStateException alreadyShuttingDown) {
                // then the hook runs, and finds nothing alive
            }
        }
    }

    private void stopAtShutdown() {
        if (family().stream().anyMatch(ServerProcess::runs)) {
            stop();
        }
    }

    private static boolean answersOk(URI uri) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
