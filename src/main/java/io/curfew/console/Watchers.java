package io.curfew.console;

import io.curfew.config.Route;
import io.curfew.session.EndReason;
import io.curfew.session.Sighting;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.WatchedSessions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The open pages that this node tells of the end of their sessions, without a thread for each. The store tells of marks as they are
 * written; a round four times a second looks at whom it has told of, at sessions whose time may be over, and, since a message can be
 * missed, at every session now and then. Rounds over idle watchers compare numbers and nothing else.
 */
public final class Watchers implements AutoCloseable {
    static final Duration ROUND = Duration.ofMillis(250);

    /** Proxies close connections that are silent for a minute, mostly. */
    static final Duration BEAT = Duration.ofSeconds(20);

    /** A page that is left makes room soon: the next one has a stream of its own. */
    static final Duration PROBE = Duration.ofSeconds(2);

    /**
     * Then its browser comes back. In this time the events of a browser that reads none of them hardly fill the buffers of its
     * connection.
     */
    static final Duration LONGEST_STREAM = Duration.ofHours(1);

    /** For 10,000 watchers that is some 300 reads of the store a second. */
    static final Duration LOOK = Duration.ofSeconds(30);

    /** Where the store tells nothing. */
    static final Duration LOOK_WHERE_DEAF = Duration.ofSeconds(5);

    /** After one that failed: all that were due meanwhile come first. */
    static final Duration LOOK_AFTER_FAILURE = Duration.ofSeconds(1);

    /** For how long a browser may take what it was told last. */
    static final Duration FAREWELL = Duration.ofSeconds(2);

    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());
    private static final int LEAST_RETRY_MILLIS = 1_000;
    private static final int MOST_RETRY_MILLIS = 5_000;

    private final WatchedSessions sessions;
    private final WatcherPlaces places;
    private final Clock clock;
    private final RandomGenerator random;
    private final Set<Watcher> open = ConcurrentHashMap.newKeySet();
    private final Map<EventStream, Long> leaving = new ConcurrentHashMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread daemon = new Thread(run, "curfew-session-watchers");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Thread stopping = new Thread(this::nodeStops, "curfew-watchers-stop");
    private @Nullable Future<?> rounds;

    /**
     * Goes round only when it is asked to, until it is started.
     *
     * @param most on this node
     */
    Watchers(WatchedSessions sessions, int most, Clock clock, RandomGenerator random) {
        this.sessions = sessions;
        this.places = new WatcherPlaces(most);
        this.clock = clock;
        this.random = random;
    }

    /** Goes round in a thread of its own until it is closed or the JVM is to end, which would else wait for the open streams. */
    public static Watchers start(WatchedSessions sessions, int most, Clock clock, RandomGenerator random) {
        Watchers watchers = new Watchers(sessions, most, clock, random);
        watchers.rounds = watchers.thread.scheduleWithFixedDelay(
                watchers::roundGuarded, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        Runtime.getRuntime().addShutdownHook(watchers.stopping);
        return watchers;
    }

    WatcherPlaces places() {
        return places;
    }

    /** Comes in with the first event. */
    void enter(Route route, Sighting.Live seen, EventStream stream) {
        long now = clock.millis();
        Watcher watcher = new Watcher(route, seen, stream, now + LONGEST_STREAM.toMillis());
        int retry = random.nextInt(LEAST_RETRY_MILLIS, MOST_RETRY_MILLIS);
        watcher.saw(seen, nextLook(seen, now));
        watcher.beatAgain(now + BEAT.toMillis());
        watcher.listen(sessions.listen(seen.session(), watcher::hear));
        stream.send(ServerEvents.first(Duration.ofMillis(retry), SessionDocument.of(route, seen, now)));
        open.add(watcher);
        if (places.isClosed()) {
            stream.cut();
        }
    }

    /** How many pages this node tells now. */
    public int size() {
        return open.size();
    }

    private void roundGuarded() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A round over the open pages failed; the next one tries again.", e);
        }
    }

    /** Looks at whom it is time to look at: first for news of all, which is cheap, then at sessions, the one first due first. */
    void round() {
        long now = clock.millis();
        boolean answers = true;
        for (Watcher watcher : open) {
            if (!watcher.stream().isOpen() || watcher.isOld(now) || isAbandoned(watcher, now)) {
                leave(watcher);
            } else if (watcher.isBeatDue(now)) {
                beat(watcher, now);
            } else if (answers && watcher.takeNews()) {
                answers = tryJudge(watcher, false, now);
            }
        }
        leaving.entrySet().removeIf(one -> !one.getKey().isOpen() || isCut(one.getKey(), now >= one.getValue()));
        if (answers) {
            lookAtSessions(now);
        }
    }

    private void lookAtSessions(long now) {
        List<Watcher> due = new ArrayList<>();
        for (Watcher watcher : open) {
            if (watcher.isLookDue(now)) {
                due.add(watcher);
            }
        }
        due.sort(Comparator.comparingLong(Watcher::nextLook));
        boolean answers = true;
        for (Iterator<Watcher> next = due.iterator(); answers && next.hasNext(); ) {
            answers = tryJudge(next.next(), true, now);
        }
    }

    private static boolean isCut(EventStream stream, boolean late) {
        if (late) {
            stream.cut();
        }
        return late;
    }

    private static boolean isAbandoned(Watcher watcher, long now) {
        return watcher.takeProbe(now, PROBE) && watcher.stream().isAbandoned();
    }

    /** False when the store does not answer: nobody else is asked for in this round, and nobody is told what nobody knows. */
    private boolean tryJudge(Watcher watcher, boolean deep, long now) {
        try {
            Sighting sighting = sessions.look(watcher.route(), watcher.seen(), deep);
            if (!(sighting instanceof Sighting.Live live)) {
                end(watcher, sighting instanceof Sighting.Over over ? over.reason() : EndReason.UNKNOWN);
            } else if (deep) {
                watcher.saw(live, nextLook(live, now));
            }
            return true;
        } catch (StoreUnavailableException e) {
            lookLater(watcher, now);
            return false;
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A look for an open page failed; it is tried again.", e);
            lookLater(watcher, now);
            return true;
        }
    }

    /** A look at the session finds the news, too. */
    private static void lookLater(Watcher watcher, long now) {
        watcher.saw(watcher.seen(), now + LOOK_AFTER_FAILURE.toMillis());
    }

    /** When it may end by itself, and not later than now and then; not all at once. */
    private long nextLook(Sighting.Live live, long now) {
        long period = (sessions.hearsAtOnce() ? LOOK : LOOK_WHERE_DEAF).toMillis();
        long regular = now + period / 2 + random.nextLong(period);
        return Math.max(now + ROUND.toMillis(), Math.min(live.ending().at(), regular));
    }

    private void beat(Watcher watcher, long now) {
        watcher.beatAgain(now + BEAT.toMillis());
        if (!watcher.stream().send(ServerEvents.alive(BEAT))) {
            leave(watcher);
        }
    }

    private void end(Watcher watcher, EndReason reason) {
        watcher.stream().send(ServerEvents.ended(reason));
        leave(watcher);
    }

    private void leave(Watcher watcher) {
        if (open.remove(watcher)) {
            watcher.stopListening();
            watcher.stream().end();
            leaving.put(watcher.stream(), clock.millis() + FAREWELL.toMillis());
            places.giveBack(watcher.seen().session());
        }
    }

    /** Their browsers come back, to another node. */
    void nodeStops() {
        places.close();
        open.forEach(this::leave);
        leaving.keySet().forEach(EventStream::cut);
    }

    @Override
    public void close() {
        if (rounds != null) {
            rounds.cancel(true);
        }
        thread.shutdownNow();
        try {
            Runtime.getRuntime().removeShutdownHook(stopping);
        } catch (IllegalStateException e) {
            // it runs already
        }
        nodeStops();
        sessions.close();
    }
}
