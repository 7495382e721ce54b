package io.curfew.bench;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what went wrong, and tells the first of it as it happens. */
final class Troubles {
    private static final int TOLD = 50;

    private final AtomicInteger count = new AtomicInteger();

    void add(String what, String how) {
        if (count.incrementAndGet() <= TOLD) {
            System.err.println("ERROR " + what + ": " + how);
        }
    }

    int count() {
        return count.get();
    }
}
