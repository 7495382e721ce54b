package io.curfew.notice;

import io.curfew.assertion.RevokedSession;
import io.curfew.config.NoticeSettings;
import io.curfew.config.UpstreamConnections;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One application and what it is still to be told, one notice after the other. After a failure it is left alone for a while, longer each
 * time, and the notice goes behind the others: none of them waits for one that the application cannot digest, and an application that is
 * down is asked rarely, however much waits for it.
 */
final class Receiver {
    /** What is more is too old to be worth the memory: some 500 bytes each. */
    static final int MOST_WAITING = 10_000;

    static final int MOST_ATTEMPTS = 10;
    static final Duration LONGEST_TRYING = Duration.ofMinutes(5);
    static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

    /** One notice. */
    static final class Pending {
        private final RevokedSession session;
        private @Nullable String token;
        private int attempts;
        private long firstAttempt;

        private Pending(RevokedSession session) {
            this.session = session;
        }
    }

    private final String route;
    private final NoticeSettings settings;
    private final UpstreamConnections connections;
    private final NoticeCounts counts;
    private final DoubleSupplier jitter;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private int failures;
    private long pausedUntil;
    private long silentUntil;

    /** @param jitter from 0 to 1 */
    Receiver(
            String route,
            NoticeSettings settings,
            UpstreamConnections connections,
            NoticeCounts counts,
            DoubleSupplier jitter) {
        this.route = route;
        this.settings = settings;
        this.connections = connections;
        this.counts = counts;
        this.jitter = jitter;
    }

    String route() {
        return route;
    }

    NoticeSettings settings() {
        return settings;
    }

    UpstreamConnections connections() {
        return connections;
    }

    /**
     * One more to be told. Of too many the oldest goes.
     *
     * @return how long to wait before somebody is sent; empty when somebody is on the way
     */
    synchronized Optional<Duration> add(RevokedSession session, long now) {
        if (waiting.size() >= MOST_WAITING) {
            waiting.removeFirst();
            counts.countDropped(1);
        }
        waiting.addLast(new Pending(session));
        if (scheduled) {
            return Optional.empty();
        }
        scheduled = true;
        return untilPauseEnds(now);
    }

    /** What is to be told now; empty when there is nothing. */
    synchronized Optional<Pending> next(long now) {
        Pending next = waiting.pollFirst();
        if (next == null) {
            scheduled = false;
            return Optional.empty();
        }
        if (next.attempts++ == 0) {
            next.firstAttempt = now;
        }
        return Optional.of(next);
    }

    /** The signed token, made once: whoever hears of it twice can tell. */
    String token(Pending pending, SignedBy signer) {
        String made = pending.token;
        if (made == null) {
            made = signer.sign(settings.audience(), pending.session);
            pending.token = made;
        }
        return made;
    }

    /** Makes a token. */
    interface SignedBy {
        String sign(String audience, RevokedSession session);
    }

    /**
     * What is to be done after an attempt.
     *
     * @return how long to wait before the next one; empty when there is nothing to tell
     */
    synchronized Optional<Duration> settle(Pending pending, NoticeAnswer answer, long now) {
        if (answer instanceof NoticeAnswer.Later later) {
            failures++;
            pausedUntil = now + Math.max(backoff(), later.pause().toMillis());
            if (pending.attempts >= MOST_ATTEMPTS || now - pending.firstAttempt >= LONGEST_TRYING.toMillis()) {
                counts.countFailed();
            } else {
                waiting.addLast(pending);
            }
        } else {
            failures = 0;
            if (answer instanceof NoticeAnswer.Told) {
                counts.countTold();
            } else {
                counts.countFailed();
            }
        }
        scheduled = !waiting.isEmpty();
        return scheduled ? untilPauseEnds(now) : Optional.empty();
    }

    private Optional<Duration> untilPauseEnds(long now) {
        return Optional.of(Duration.ofMillis(Math.max(0, pausedUntil - now)));
    }

    /** Between half and the whole of what doubles with each failure. */
    private long backoff() {
        long whole = LONGEST_BACKOFF.toMillis();
        int doublings = Math.min(failures - 1, 10);
        long grown = Math.min(whole, FIRST_PAUSE.toMillis() << doublings);
        return grown / 2 + (long) (grown / 2.0 * jitter.getAsDouble());
    }

    /** Whether a line of the log may be written about it: a broken application must not fill it. */
    synchronized boolean mayLog(long now) {
        if (now < silentUntil) {
            return false;
        }
        silentUntil = now + BETWEEN_LINES.toMillis();
        return true;
    }

    /** Whether somebody is on the way or could be at once. */
    synchronized boolean isBusy(long now) {
        return scheduled && now >= pausedUntil;
    }

    /** Gives up what waits. */
    synchronized int clear() {
        int left = waiting.size();
        waiting.clear();
        return left;
    }
}
