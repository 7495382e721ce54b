package io.curfew.proxy;

import io.curfew.config.Route;
import io.curfew.session.Admitted;
import io.curfew.session.LiveSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is forwarded for somebody and has not ended yet. A thread that writes says so before and after; the sweep of
 * {@link OpenStreams} sees by that which writes do not get on.
 */
abstract class OpenExchange {
    /** Why an exchange is ended from outside. */
    enum Cause {
        SESSION_OVER,
        STORE_SILENT,
        STALLED,
        ABANDONED,
        NODE_STOPS
    }

    private final @Nullable Admitted admitted;
    private final Route route;
    private final WriteWatch toUpstream = new WriteWatch();
    private final WriteWatch toClient = new WriteWatch();
    private int born;

    OpenExchange(@Nullable Admitted admitted, Route route) {
        this.admitted = admitted;
        this.route = route;
    }

    /** Null for a request that needs none. */
    @Nullable
    final Admitted admitted() {
        return admitted;
    }

    /** Null for a request without one. */
    @Nullable
    final LiveSession session() {
        return admitted instanceof LiveSession live ? live : null;
    }

    final Route route() {
        return route;
    }

    final Duration idlingTimeout() {
        return route.session().idlingTimeout();
    }

    final WriteWatch toUpstream() {
        return toUpstream;
    }

    final WriteWatch toClient() {
        return toClient;
    }

    /** The number of the sweep before which it began. */
    final int born() {
        return born;
    }

    final void bornBefore(int sweep) {
        born = sweep;
    }

    /** Whether the client is gone and nobody else will notice. */
    abstract boolean isAbandoned();

    /** Whether it goes on for as long as somebody listens. */
    abstract boolean isEndless();

    /** Whether the client has used the session by it since this was asked last. */
    abstract boolean takeUse();

    /**
     * Ends it. Called again by each sweep that still finds it, so that what could not end softly ends hard; never waits.
     *
     * @param attempt counts from 0
     */
    abstract void end(Cause cause, int attempt);
}
