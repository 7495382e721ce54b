package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a Java process holds now.
 *
 * @param residentMegabytes as Linux counts them
 * @param threads of Java and of the virtual machine
 * @param descriptors open files and sockets
 */
public record NodeState(long residentMegabytes, int threads, int descriptors) {
    /** Of the heap alone; Metaspace is another line. */
    private static final Pattern USED = Pattern.compile("(?m)^ *+(?!Metaspace|class space).*\\bused (\\d+)K");

    public static NodeState of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> descriptors = Files.list(process.resolve("fd"))) {
            List<String> status = Files.readAllLines(process.resolve("status"));
            return new NodeState(
                    number(status, "VmRSS:") / 1024, (int) number(status, "Threads:"), (int) descriptors.count());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Collects the garbage of the process, and returns how many MB of its heap are used then. */
    public static double heapAfterCollection(long pid) {
        ask(pid, "GC.run");
        Matcher used = USED.matcher(ask(pid, "GC.heap_info"));
        long kilobytes = 0;
        while (used.find()) {
            kilobytes += Long.parseLong(used.group(1));
        }
        return kilobytes / 1024.0;
    }

    private static long number(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElseThrow();
    }

    /** Asks by {@code jcmd}; also for {@code GC.class_histogram}. */
    static String ask(long pid, String command) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
