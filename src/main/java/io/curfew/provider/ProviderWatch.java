package io.curfew.provider;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Asks every provider once a minute whether it is there, in a thread of its own, so that who wants to know need not ask it. That
 * also keeps its keys fresh with no request waiting for them.
 */
public final class ProviderWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ProviderWatch.class.getName());
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread daemon = new Thread(run, "curfew-provider-watch");
        daemon.setDaemon(true);
        return daemon;
    });

    private ProviderWatch() {}

    /** Begins to look after a minute: nobody at the door has to wait for it, and a start asks nobody. */
    public static ProviderWatch start(Providers providers) {
        return start(providers, PAUSE);
    }

    static ProviderWatch start(Providers providers, Duration pause) {
        ProviderWatch watch = new ProviderWatch();
        var unused = watch.thread.scheduleWithFixedDelay(
                () -> look(providers, pause), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private static void look(Providers providers, Duration pause) {
        try {
            // a little less, as what is asked for at every turn must not seem too early at every other
            providers.look(pause.minus(pause.dividedBy(10)));
        } catch (RuntimeException | Error e) {
            // the next turn tries again; a thrown one would be the last
            LOG.log(System.Logger.Level.WARNING, "The providers could not be looked at.", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
