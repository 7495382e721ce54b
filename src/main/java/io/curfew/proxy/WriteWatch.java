package io.curfew.proxy;

/** Tells whether a thread has been in one and the same write for too long. One thread writes at a time, one other looks. */
final class WriteWatch {
    /** Odd within a write. */
    private volatile int writes;

    private int seen;
    private int unchanged;

    void begin() {
        step();
    }

    void end() {
        step();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only the thread that writes counts
    private void step() {
        writes++;
    }

    /** For how many looks, this one included, the same write has been under way; 0 for none. */
    int look() {
        int now = writes;
        unchanged = (now & 1) == 0 ? 0 : now == seen ? unchanged + 1 : 1;
        seen = now;
        return unchanged;
    }
}
