package io.curfew.session;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Runs two tasks in every order in which their steps can mix. A step is a call of {@link #operation} and all that follows it up
 * to the next; only one task runs at a time. Which of the two takes each step is a list of choices; after a run the last
 * choice that can still be turned is turned, until none is left.
 */
final class Interleavings implements Intercepted.Before {
    /** One run: what to do at the same time. */
    interface Run {
        void together(Callable<?> first, Callable<?> second) throws Exception;
    }

    /** Prepares, calls {@link Run#together} once, and checks. */
    interface Scenario {
        void play(Run run) throws Exception;
    }

    private final ThreadLocal<Integer> me = new ThreadLocal<>();
    private List<Integer> choices = List.of();
    private Turns turns = new Turns(List.of());

    /** How many interleavings there were. */
    int explore(Scenario scenario) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            int runs = 0;
            choices = List.of();
            boolean more = true;
            while (more) {
                turns = new Turns(choices);
                scenario.play((first, second) -> together(threads, first, second));
                runs++;
                more = turnLastChoice(turns.taken);
            }
            return runs;
        } finally {
            threads.shutdownNow();
        }
    }

    /** Waits for this task's turn; calls from outside the two tasks pass. */
    @Override
    public void operation() {
        Integer task = me.get();
        if (task != null) {
            turns.step(task);
        }
    }

    private void together(ExecutorService threads, Callable<?> first, Callable<?> second) throws Exception {
        Future<?> one = threads.submit(() -> run(0, first));
        Future<?> other = threads.submit(() -> run(1, second));
        turns.go[0].release();
        one.get(60, TimeUnit.SECONDS);
        other.get(60, TimeUnit.SECONDS);
    }

    private Object run(int task, Callable<?> work) throws Exception {
        me.set(task);
        turns.go[task].acquire();
        try {
            return work.call();
        } finally {
            me.remove();
            turns.finish(task);
        }
    }

    private boolean turnLastChoice(List<Integer> taken) {
        int last = taken.lastIndexOf(0);
        if (last < 0) {
            return false;
        }
        choices = new ArrayList<>(taken.subList(0, last));
        choices.add(1);
        return true;
    }

    /** Who may go, in one run. At any time one task runs and the other waits, so nothing here needs a lock. */
    private static final class Turns {
        final Semaphore[] go = {new Semaphore(0), new Semaphore(0)};
        final List<Integer> taken = new ArrayList<>();
        private final List<Integer> choices;
        private final boolean[] arrived = new boolean[2];
        private final boolean[] finished = new boolean[2];

        Turns(List<Integer> choices) {
            this.choices = choices;
        }

        void step(int task) {
            int other = 1 - task;
            arrived[task] = true;
            if (finished[other]) {
                return;
            }
            if (!arrived[other] || choose() == other) {
                go[other].release();
                go[task].acquireUninterruptibly();
            }
        }

        void finish(int task) {
            finished[task] = true;
            go[1 - task].release();
        }

        private int choose() {
            int choice = taken.size() < choices.size() ? choices.get(taken.size()) : 0;
            taken.add(choice);
            return choice;
        }
    }
}
