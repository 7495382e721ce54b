package io.curfew.login;

import io.curfew.config.Registration;
import io.curfew.config.Route;
import io.curfew.session.LiveSession;
import io.curfew.session.SessionKey;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;

/**
 * Looks after the tokens of sessions that are in use. A request of a session whose tokens are fresh compares one number. When
 * they are due, one request of all on all nodes asks the provider; the others go on with the tokens there are, or, when these
 * have expired, wait a little for the new ones.
 *
 * <p>A provider that hangs must not take all threads: only some may ask and only some may wait, and after a question without an
 * answer nobody asks for a while. Whoever may not goes on with what there is.
 */
public final class TokenKeeping implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(TokenKeeping.class.getName());
    private static final int MOST_ASKING = 8;
    private static final int MOST_WAITING = 64;
    private static final Duration PAUSE_AFTER_SILENCE = Duration.ofSeconds(2);
    private static final Duration LOOK = Duration.ofMillis(50);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** How long a request that may not ask waits for one that may: of a crowd that comes at once, one claims the session a moment later. */
    private static final Duration CROWDED = Duration.ofMillis(500);

    private static final int BACKGROUND_THREADS = 2;
    private static final int MOST_IN_BACKGROUND = 1_000;

    private final TokenPolicies policies;
    private final Sessions sessions;
    private final TokenRenewal renewal;
    private final BiConsumer<Route, Tokens> discarded;
    private final Clock clock;
    private final RenewalCounts counts = new RenewalCounts();
    private final Semaphore asking = new Semaphore(MOST_ASKING);
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Map<Registration, Long> silentUntil = new ConcurrentHashMap<>();
    private final Set<SessionKey> inBackground = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor background = new ThreadPoolExecutor(
            BACKGROUND_THREADS,
            BACKGROUND_THREADS,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(MOST_IN_BACKGROUND),
            task -> {
                Thread thread = new Thread(task, "curfew-token-keeping");
                thread.setDaemon(true);
                return thread;
            });

    /** @param discarded is told tokens that no session took; {@code logout_revoke} says what becomes of them */
    TokenKeeping(
            TokenPolicies policies,
            Sessions sessions,
            TokenRenewal renewal,
            BiConsumer<Route, Tokens> discarded,
            Clock clock) {
        this.policies = policies;
        this.sessions = sessions;
        this.renewal = renewal;
        this.discarded = discarded;
        this.clock = clock;
    }

    /**
     * The session of a request, with fresh tokens where that is wanted; empty when it is over.
     *
     * @throws StoreUnavailableException when nobody knows whether it lives
     */
    Optional<LiveSession> keep(Route route, LiveSession live) {
        TokenPolicy policy = policies.of(route);
        return policy == null || isFresh(live) ? Optional.of(live) : attend(policy, live);
    }

    /** The same for a session that is used over an open connection: soon, in another thread. */
    public void keepInBackground(LiveSession live) {
        TokenPolicy policy = policies.of(live.session().space());
        if (policy == null || isFresh(live) || !inBackground.add(live.key())) {
            return;
        }
        try {
            background.execute(() -> {
                try {
                    attend(policy, live);
                } catch (StoreUnavailableException e) {
                    // whoever forwards the next message hears of it
                } finally {
                    inBackground.remove(live.key());
                }
            });
        } catch (RejectedExecutionException e) {
            inBackground.remove(live.key());
        }
    }

    private boolean isFresh(LiveSession live) {
        return clock.millis() < live.session().times().due();
    }

    private Optional<LiveSession> attend(TokenPolicy policy, LiveSession live) {
        if (live.session().times().isClaimed(clock.millis())) {
            return others(policy, live, Duration.ZERO);
        }
        boolean silent = clock.millis() < silentUntil.getOrDefault(policy.registration(), Long.MIN_VALUE);
        // without an answer for too long a session ends, also one that nobody got to ask about
        if (silent && !policy.isLimited()) {
            return Optional.of(live);
        }
        if (!asking.tryAcquire()) {
            return others(policy, live, CROWDED);
        }
        Optional<LiveSession> claimed;
        try {
            claimed = renewal.claim(policy, live);
            if (claimed.isPresent()) {
                return silent ? noteSilence(policy, claimed.get()) : renew(policy, claimed.get());
            }
        } finally {
            asking.release();
        }
        // the claim may have waited, and a logout may have come in the meantime
        return find(policy, live).flatMap(found -> others(policy, found, Duration.ZERO));
    }

    private Optional<LiveSession> noteSilence(TokenPolicy policy, LiveSession claimed) {
        renewal.noteSilence(policy, claimed);
        return find(policy, claimed);
    }

    private Optional<LiveSession> renew(TokenPolicy policy, LiveSession claimed) {
        RenewalOutcome outcome = renewal.renew(policy, claimed);
        counts.count(outcome);
        if (outcome instanceof RenewalOutcome.Silent) {
            silentUntil.put(policy.registration(), clock.millis() + PAUSE_AFTER_SILENCE.toMillis());
        }
        if (outcome instanceof RenewalOutcome.Refused refused) {
            refused.foreign().ifPresent(foreign -> discarded.accept(policy.route(), foreign));
        }
        // only now: a logout may have come while the provider was asked
        Optional<LiveSession> found = find(policy, claimed);
        if (found.isEmpty() && outcome instanceof RenewalOutcome.Gained gained) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "A session ended while its tokens were renewed; the new ones are dropped. route={0}",
                    policy.route().name());
            discarded.accept(policy.route(), gained.tokens());
        }
        return found;
    }

    /**
     * Somebody else is at it: on with the tokens there are, unless they have expired and somebody wants them fresh.
     *
     * @param patience how long to wait even though nobody has claimed the session
     */
    private Optional<LiveSession> others(TokenPolicy policy, LiveSession live, Duration patience) {
        if (!policy.told() || !isAwaited(live, !patience.isZero()) || !waiting.tryAcquire()) {
            return Optional.of(live);
        }
        try {
            Optional<LiveSession> found = Optional.of(live);
            long waited = 0;
            while (waited < LONGEST_WAIT.toMillis()
                    && found.isPresent()
                    && isAwaited(found.get(), waited < patience.toMillis())) {
                LockSupport.parkNanos(LOOK.toNanos());
                waited += LOOK.toMillis();
                found = find(policy, live);
            }
            return found;
        } finally {
            waiting.release();
        }
    }

    private boolean isAwaited(LiveSession live, boolean unclaimed) {
        long now = clock.millis();
        return live.session().times().isAccessOver(now)
                && (unclaimed || live.session().times().isClaimed(now));
    }

    private Optional<LiveSession> find(TokenPolicy policy, LiveSession live) {
        return sessions.find(live.key(), policy.route().session().idlingTimeout());
    }

    /** What providers said. */
    public RenewalCounts counts() {
        return counts;
    }

    /** Lets who has asked a provider save what it answers: a refresh token that has taken the place of another comes once. */
    @Override
    public void close() {
        background.getQueue().clear();
        background.shutdown();
        try {
            if (!background.awaitTermination(policies.longestTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
                background.shutdownNow();
            }
        } catch (InterruptedException e) {
            background.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
