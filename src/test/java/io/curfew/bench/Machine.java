package io.curfew.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The machine that is measured on: what it is, and whether somebody else uses it. */
final class Machine {
    private static final long LOOK_NANOS = 5_000_000_000L;

    /** Where {@code /proc/stat} counts what was idle, waiting, and taken by other guests of the host. */
    private static final int IDLE = 3;

    private static final int WAITING = 4;

    private Machine() {}

    /** Processor, cores, memory, kernel and distribution in one sentence. */
    static String description() {
        long megabytes = Long.parseLong(valueIn("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 1024;
        return "%s, %d cores, %d GB of memory, Linux %s, %s"
                .formatted(
                        valueIn("/proc/cpuinfo", "model name"),
                        Runtime.getRuntime().availableProcessors(),
                        Math.round(megabytes / 1024.0),
                        System.getProperty("os.version"),
                        properties(Path.of("/etc/os-release"))
                                .getProperty("PRETTY_NAME", "unknown")
                                .replace("\"", ""));
    }

    /** For example {@code JDK 25.0.3 (Eclipse Adoptium)}. */
    static String java(Path home) {
        Properties release = properties(home.resolve("release"));
        return "JDK %s (%s)"
                .formatted(
                        release.getProperty("JAVA_VERSION", "unknown"), release.getProperty("IMPLEMENTOR", "OpenJDK"))
                .replace("\"", "");
    }

    /** The version of a Debian package that is installed. */
    static String version(String debianPackage) {
        return output(List.of("dpkg-query", "-W", "-f", "${Version}", debianPackage));
    }

    /** The share of the processors that was busy during the next five seconds, between 0 and 1. */
    static double busyNow() {
        long[] before = processorTimes();
        long end = System.nanoTime() + LOOK_NANOS;
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
        long[] after = processorTimes();
        long[] spent = IntStream.range(0, after.length)
                .mapToLong(i -> after[i] - before[i])
                .toArray();
        return 1
                - (double) (spent[IDLE] + spent[WAITING])
                        / Math.max(1, LongStream.of(spent).sum());
    }

    /** A text that does not compress to nothing, the same in every run. */
    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static long[] processorTimes() {
        String first = text(Path.of("/proc/stat")).lines().findFirst().orElseThrow();
        // user nice system idle iowait irq softirq steal; guest times are in user already
        return Stream.of(first.trim().split(" +"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static String valueIn(String file, String name) {
        return text(Path.of(file))
                .lines()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException absent) {
            return properties;
        }
        return properties;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String output(List<String> command) {
        try {
            Process process = new ProcessBuilder(command).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
