package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.session.Admitted;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer. To end it, its upstream is taken away, which wakes the thread that serves it; if that thread is held
 * by its client, the client's connection is broken off.
 */
final class ForwardedExchange extends OpenExchange {
    /** The connection to the client. Only asked before {@link #leave}. */
    interface Client {
        /** Closes it without completing the answer. */
        void breakOff();

        /** Whether the client has closed it; only to be asked when nothing more will be read from it. */
        boolean isGone();
    }

    private final Client client;
    private @Nullable Runnable abort;
    private volatile @Nullable Cause cause;
    private boolean watching;
    private boolean left;

    ForwardedExchange(@Nullable Admitted admitted, Route route, Client client) {
        super(admitted, route);
        this.client = client;
    }

    /** How to close the upstream's connection from another thread. */
    synchronized void abortsBy(Runnable closing) {
        abort = closing;
        if (cause != null) {
            closing.run();
        }
    }

    /** Why it was ended from outside; null if it was not. */
    @Nullable
    Cause cause() {
        return cause;
    }

    /** From now on the answer may pause for long, and nothing will come from this connection after it. */
    synchronized void watchClient() {
        watching = true;
    }

    @Override
    synchronized boolean isAbandoned() {
        return watching && !left && client.isGone();
    }

    @Override
    synchronized boolean isEndless() {
        return watching;
    }

    @Override
    boolean takeUse() {
        return false;
    }

    @Override
    synchronized void end(Cause why, int attempt) {
        if (left) {
            return;
        }
        if (cause == null) {
            cause = why;
        }
        if (abort != null) {
            abort.run();
        }
        if (attempt > 0) {
            client.breakOff();
        }
    }

    /** From now on the container may use the request for somebody else. */
    synchronized void leave() {
        left = true;
    }
}
