package io.curfew.proxy;

import io.curfew.session.Admitted;
import io.curfew.session.BearerCaller;
import io.curfew.session.BearerLogouts;
import io.curfew.session.LiveSession;
import io.curfew.session.SessionKey;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything that this node forwards at the moment, and the sweep over it: four times a second it asks for each session or
 * access token of an exchange that has lasted longer whether it still counts, and ends what is left of those that do not. Asking again and again is
 * on purpose: no message of an ending can be missed, and it is the same for every store and every way in which a session ends.
 */
public final class OpenStreams implements AutoCloseable {
    static final Duration PERIOD = Duration.ofMillis(250);

    private static final System.Logger LOG = System.getLogger(OpenStreams.class.getName());

    /** One sweep may fall into a change of the cluster; two in a row mean that nobody knows. */
    private static final int SILENT_SWEEPS = 2;

    private static final int SWEEPS_PER_PROBE = 4;

    /** How long after its access token has expired an exchange may go on that has an end of its own. */
    static final Duration LONGEST_AFTER_TOKEN = Duration.ofMinutes(5);

    /** What is still under way when the node is to end; less than balancers and supervisors usually wait. */
    private static final Duration LAST_REQUESTS = Duration.ofSeconds(10);

    private final Set<OpenExchange> open = ConcurrentHashMap.newKeySet();
    private final Map<OpenExchange, Integer> attempts = new HashMap<>();
    private final BiFunction<SessionKey, Duration, Optional<LiveSession>> find;
    private final BiPredicate<LiveSession, Duration> touch;
    private final BiPredicate<BearerCaller, Boolean> tokenIsOver;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(run -> {
        Thread daemon = new Thread(run, "curfew-open-streams");
        daemon.setDaemon(true);
        return daemon;
    });
    private final Thread stopping = new Thread(this::nodeStops, "curfew-node-stops");
    private @Nullable Future<?> sweeps;
    private volatile boolean nodeStops;
    private int sweepsSinceThen;
    private volatile int sweep;
    private int silentSweeps;

    /** Sweeps only when it is asked to, until it is started. */
    OpenStreams(
            BiFunction<SessionKey, Duration, Optional<LiveSession>> find,
            BiPredicate<LiveSession, Duration> touch,
            BiPredicate<BearerCaller, Boolean> tokenIsOver) {
        this.find = find;
        this.touch = touch;
        this.tokenIsOver = tokenIsOver;
    }

    /**
     * Sweeps in a thread of its own until it is closed. When the JVM is to end, the container waits for all requests before it closes
     * anything; so that this comes to an end, what has none of its own is ended then.
     *
     * @param used is told each session that an open connection uses; must not keep the caller waiting
     */
    public static OpenStreams start(Sessions sessions, BearerLogouts bearers, Clock clock, Consumer<LiveSession> used) {
        OpenStreams streams = new OpenStreams(
                sessions::find,
                (session, idlingTimeout) -> {
                    used.accept(session);
                    return sessions.touch(session, idlingTimeout);
                },
                orLongExpired(bearers::isOver, clock));
        streams.sweeps = streams.thread.scheduleWithFixedDelay(
                streams::sweepGuarded, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
        Runtime.getRuntime().addShutdownHook(streams.stopping);
        return streams;
    }

    /** What ends a token, and for exchanges that seem to have an end but do not come to it, its expiry a while later. */
    static BiPredicate<BearerCaller, Boolean> orLongExpired(BiPredicate<BearerCaller, Boolean> isOver, Clock clock) {
        return (caller, endless) ->
                caller.isExpired(clock.instant().minus(LONGEST_AFTER_TOKEN)) || isOver.test(caller, endless);
    }

    /** The next sweeps end what is endless, and after a while everything. */
    void nodeStops() {
        nodeStops = true;
    }

    void enter(OpenExchange exchange) {
        exchange.bornBefore(sweep + 1);
        open.add(exchange);
    }

    void leave(OpenExchange exchange) {
        open.remove(exchange);
    }

    int size() {
        return open.size();
    }

    /** How many of a kind are open now; looks at each. */
    public long open(OpenKind kind) {
        return open.stream().filter(exchange -> OpenKind.of(exchange) == kind).count();
    }

    private void sweepGuarded() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A sweep over the open streams failed; the next one tries again.", e);
        }
    }

    /** Ends what is to end, and ends it harder if an earlier sweep could not. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread sweeps
    void sweep() {
        sweep++;
        sweepsSinceThen += nodeStops ? 1 : 0;
        attempts.keySet().retainAll(open);
        Questions questions = new Questions();
        for (OpenExchange exchange : open) {
            if (sweep > exchange.born()) {
                judge(exchange, questions);
            }
        }
        silentSweeps = questions.silent ? silentSweeps + 1 : 0;
        if (silentSweeps >= SILENT_SWEEPS) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The session store does not say which sessions live, so all open streams that need it are ended. streams="
                            + open.size());
            open.stream()
                    .filter(exchange -> needsStore(exchange.admitted()))
                    .filter(exchange -> sweep > exchange.born() && !attempts.containsKey(exchange))
                    .forEach(exchange -> end(exchange, OpenExchange.Cause.STORE_SILENT));
        }
    }

    private void judge(OpenExchange exchange, Questions questions) {
        Integer begun = attempts.get(exchange);
        if (begun != null) {
            end(exchange, OpenExchange.Cause.SESSION_OVER);
        } else if (nodeStops && (exchange.isEndless() || isLate())) {
            end(exchange, OpenExchange.Cause.NODE_STOPS);
        } else if (isStalled(exchange)) {
            end(exchange, OpenExchange.Cause.STALLED);
        } else if (sweep % SWEEPS_PER_PROBE == 0 && exchange.isAbandoned()) {
            end(exchange, OpenExchange.Cause.ABANDONED);
        } else if (questions.isOver(exchange)) {
            end(exchange, OpenExchange.Cause.SESSION_OVER);
        }
    }

    private static boolean needsStore(@Nullable Admitted admitted) {
        return admitted instanceof BearerCaller bearer ? bearer.logoutCheck() : admitted != null;
    }

    private boolean isLate() {
        return sweepsSinceThen * PERIOD.toMillis() > LAST_REQUESTS.toMillis();
    }

    private static boolean isStalled(OpenExchange exchange) {
        long looks = Math.max(exchange.toUpstream().look(), exchange.toClient().look());
        return looks * PERIOD.toMillis()
                > exchange.route().streams().writeTimeout().toMillis();
    }

    private void end(OpenExchange exchange, OpenExchange.Cause cause) {
        exchange.end(cause, attempts.merge(exchange, 1, Integer::sum) - 1);
    }

    @Override
    public void close() {
        if (sweeps != null) {
            sweeps.cancel(true);
        }
        thread.shutdownNow();
        forgetStopping();
        open.forEach(exchange -> exchange.end(OpenExchange.Cause.NODE_STOPS, 0));
    }

    private void forgetStopping() {
        try {
            Runtime.getRuntime().removeShutdownHook(stopping);
        } catch (IllegalStateException e) {
            // it runs already
        }
    }

    /** The questions of one sweep, each asked once; none any more after one was not answered. */
    private final class Questions {
        private final Map<Question, Optional<LiveSession>> answers = new HashMap<>();
        private final Map<TokenQuestion, Boolean> tokens = new HashMap<>();
        private boolean silent;

        boolean isOver(OpenExchange exchange) {
            Admitted admitted = exchange.admitted();
            if (admitted == null || (silent && needsStore(admitted))) {
                return false;
            }
            try {
                return admitted instanceof LiveSession session
                        ? ask(exchange, session)
                        : ask(new TokenQuestion((BearerCaller) admitted, exchange.isEndless()));
            } catch (StoreUnavailableException e) {
                silent = true;
                return false;
            }
        }

        private boolean ask(TokenQuestion question) {
            return tokens.computeIfAbsent(question, asked -> tokenIsOver.test(asked.caller(), asked.endless()));
        }

        private boolean ask(OpenExchange exchange, LiveSession session) {
            Question question = new Question(session.key(), exchange.idlingTimeout());
            Optional<LiveSession> live =
                    answers.computeIfAbsent(question, asked -> find.apply(asked.key(), asked.idlingTimeout()));
            return live.isEmpty() || (exchange.takeUse() && !touch.test(live.get(), exchange.idlingTimeout()));
        }
    }

    private record Question(SessionKey key, Duration idlingTimeout) {}

    private record TokenQuestion(BearerCaller caller, boolean endless) {}
}
