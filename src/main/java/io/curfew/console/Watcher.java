package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.Sighting;
import io.curfew.session.WatchedSessions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One open stream and what it waits for. One thread looks after it; only the news come from others. */
final class Watcher {
    private final Route route;
    private final EventStream stream;
    private final long streamEnds;
    private Sighting.Live seen;
    private volatile boolean news = true;
    private volatile WatchedSessions.@Nullable Listening listening;
    private long nextLook;
    private long nextBeat;
    private long nextProbe;

    Watcher(Route route, Sighting.Live seen, EventStream stream, long streamEnds) {
        this.route = route;
        this.streamEnds = streamEnds;
        this.seen = seen;
        this.stream = stream;
    }

    Route route() {
        return route;
    }

    EventStream stream() {
        return stream;
    }

    Sighting.Live seen() {
        return seen;
    }

    /** Something was written that may be about the session. */
    void hear() {
        news = true;
    }

    boolean takeNews() {
        boolean was = news;
        if (was) {
            news = false;
        }
        return was;
    }

    boolean isLookDue(long now) {
        return now >= nextLook;
    }

    long nextLook() {
        return nextLook;
    }

    void saw(Sighting.Live sighting, long lookAgain) {
        seen = sighting;
        nextLook = lookAgain;
    }

    boolean isBeatDue(long now) {
        return now >= nextBeat;
    }

    void beatAgain(long at) {
        nextBeat = at;
    }

    /** Whether its stream has lasted long enough, whatever becomes of the session. */
    boolean isOld(long now) {
        return now >= streamEnds;
    }

    /** Whether it is time to look for the browser. */
    boolean takeProbe(long now, Duration period) {
        boolean due = now >= nextProbe;
        if (due) {
            nextProbe = now + period.toMillis();
        }
        return due;
    }

    void listen(WatchedSessions.Listening to) {
        listening = to;
    }

    void stopListening() {
        WatchedSessions.Listening to = listening;
        if (to != null) {
            to.close();
        }
    }
}
