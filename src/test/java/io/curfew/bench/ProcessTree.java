package io.curfew.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and all its descendants take, as Linux tells it in {@code /proc}. */
record ProcessTree(long root) {
    /** {@code USER_HZ}: 100 on every Linux that Java runs on. */
    private static final double MILLIS_PER_TICK = 10;

    /** Of the line in {@code /proc/<pid>/stat}, counted after the name of the process: user and system time. */
    private static final int USER_TIME = 11;

    /** User and system time of all of them so far, in milliseconds. */
    double cpuMillis() {
        return pids().stream().mapToLong(ProcessTree::ticks).sum() * MILLIS_PER_TICK;
    }

    /** Resident memory of all of them in MB; pages that they share are counted once for each. */
    long residentMegabytes() {
        return pids().stream().mapToLong(ProcessTree::residentKilobytes).sum() / 1024;
    }

    private List<Long> pids() {
        return ProcessHandle.of(root).stream()
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(ProcessHandle::pid)
                .toList();
    }

    private static long ticks(long pid) {
        String stat = read(pid, "stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // the name may hold spaces and ends with the last parenthesis
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[USER_TIME + 1]);
    }

    private static long residentKilobytes(long pid) {
        return read(pid, "status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** Empty when the process has ended. */
    private static String read(long pid, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException ended) {
            return "";
        }
    }
}
