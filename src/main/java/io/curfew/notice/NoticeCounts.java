package io.curfew.notice;

import java.util.concurrent.atomic.LongAdder;

/** What became of the notices since the start of this node; one session may be noticed by several applications. */
public final class NoticeCounts {
    private final LongAdder told = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder dropped = new LongAdder();

    /** Taken by the application. */
    public long told() {
        return told.sum();
    }

    /** Refused by the application, or given up after the last attempt. */
    public long failed() {
        return failed.sum();
    }

    /** Never brought to an end, because too many were waiting or the node stopped. */
    public long dropped() {
        return dropped.sum();
    }

    void countTold() {
        told.increment();
    }

    void countFailed() {
        failed.increment();
    }

    void countDropped(int notices) {
        dropped.add(notices);
    }
}
