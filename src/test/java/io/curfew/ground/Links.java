package io.curfew.ground;

import java.time.Duration;
import java.util.Arrays;

/** Which links between nodes are whole; threads wait here while one is cut. */
final class Links {
    private final boolean[][] cut;

    Links(int nodes) {
        cut = new boolean[nodes][nodes];
    }

    synchronized void cut(int one, int other) {
        cut[one][other] = true;
        cut[other][one] = true;
    }

    synchronized void heal() {
        for (boolean[] row : cut) {
            Arrays.fill(row, false);
        }
        notifyAll();
    }

    /** Returns when the link is whole. */
    synchronized void awaitWhole(int one, int other) throws InterruptedException {
        while (cut[one][other]) {
            wait();
        }
    }

    /** True when the link is whole or becomes so within the limit. */
    synchronized boolean awaitWhole(int one, int other, Duration limit) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (cut[one][other]) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
