package io.curfew.session;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A task that runs again and again in a thread of its own, also after it has failed. */
final class Repeating implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Repeating.class.getName());

    private final ScheduledExecutorService thread;
    private final Future<?> runs;

    private Repeating(ScheduledExecutorService thread, Future<?> runs) {
        this.thread = thread;
        this.runs = runs;
    }

    /** @param pause from the end of one run to the next */
    static Repeating start(String name, Duration pause, Runnable task) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
            Thread daemon = new Thread(run, name);
            daemon.setDaemon(true);
            return daemon;
        });
        Runnable guarded = () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                // the next run tries again; what it means for sessions is told by whoever needs them
                LOG.log(System.Logger.Level.DEBUG, name, e);
            }
        };
        return new Repeating(
                thread, thread.scheduleWithFixedDelay(guarded, 0, pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        runs.cancel(true);
        thread.shutdownNow();
    }
}
