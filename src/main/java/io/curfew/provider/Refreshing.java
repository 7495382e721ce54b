package io.curfew.provider;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Something fetched from a provider and kept. One thread at a time fetches; the last good value serves while fetching fails;
 * after a failure nobody tries again for a while; no more than a bounded number of threads ever wait.
 */
final class Refreshing<T> {
    /** How long a provider that has never answered is left alone after a failure. */
    static final Duration FIRST_VALUE_COOL_DOWN = Duration.ofSeconds(5);

    /** How long to be content with a value that is stale, or that misses something, after trying to get a newer one. */
    static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private static final int MOST_WAITING = 64;
    private static final System.Logger LOG = System.getLogger(Refreshing.class.getName());

    private static final class Good<T> {
        private final T value;
        private final Instant since;

        Good(T value, Instant since) {
            this.value = value;
            this.since = since;
        }
    }

    private final Supplier<T> fetch;
    private final Clock clock;
    private final Duration freshFor;
    private final ReentrantLock fetching = new ReentrantLock();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private volatile @Nullable Good<T> good;
    private volatile @Nullable ProviderUnavailableException failure;
    private volatile Instant retryNotBefore = Instant.MIN;
    private volatile Instant demandNotBefore = Instant.MIN;
    private volatile @Nullable Instant asked;
    private volatile @Nullable Instant failingSince;

    /** @param fetch throws {@link ProviderUnavailableException} when there is nothing usable */
    Refreshing(Supplier<T> fetch, Clock clock, Duration freshFor) {
        this.fetch = fetch;
        this.clock = clock;
        this.freshFor = freshFor;
    }

    /**
     * The value; a stale one is renewed by the first thread that finds it so, while the others go on with it.
     *
     * @throws ProviderUnavailableException when none was ever fetched
     */
    T get() {
        Good<T> current = good;
        if (current == null) {
            return inTurn(this::first);
        }
        if (isStale(current) && !isBefore(retryNotBefore) && fetching.tryLock()) {
            try {
                if (good == current) {
                    attempt();
                }
            } finally {
                fetching.unlock();
            }
        }
        return latest();
    }

    /** The value, however stale, without asking anybody; empty when none was ever fetched. */
    Optional<T> known() {
        Good<T> current = good;
        return current == null ? Optional.empty() : Optional.of(current.value);
    }

    /** The same with what became of the attempts to fetch it. */
    ProviderState.Document document() {
        Good<T> current = good;
        ProviderUnavailableException last = failure;
        return new ProviderState.Document(
                current == null ? null : current.since,
                last == null ? null : last.sentence(),
                last == null ? null : failingSince);
    }

    /** Fetches unless that was tried within {@code pause} or is being done; for whoever looks after it with no request waiting. */
    void renewAfter(Duration pause) {
        Instant last = asked;
        if ((last == null || !isBefore(last.plus(pause))) && fetching.tryLock()) {
            try {
                attempt();
            } finally {
                fetching.unlock();
            }
        }
    }

    /**
     * A value, and whether it was fetched after it was asked for.
     *
     * @param isOfNow false where another thread's fetch, which may have begun earlier, or the pause after one stands in for it
     */
    record Beyond<T>(T value, boolean isOfNow) {}

    /**
     * The value after one more fetch because {@code seen} misses something; without a fetch when another thread has made it
     * meanwhile, or when such a fetch was made within {@link #COOL_DOWN}.
     */
    Beyond<T> beyond(T seen) {
        return inTurn(() -> {
            boolean asks = latest() == seen && !isBefore(demandNotBefore);
            if (asks) {
                demandNotBefore = clock.instant().plus(COOL_DOWN);
                attempt();
            }
            return new Beyond<>(latest(), asks);
        });
    }

    /** Why the last fetch failed; empty when it did not. */
    Optional<ProviderUnavailableException> lastFailure() {
        return Optional.ofNullable(failure);
    }

    private T first() {
        ProviderUnavailableException last = failure;
        if (good == null) {
            if (last != null && isBefore(retryNotBefore)) {
                throw new ProviderUnavailableException(last.sentence(), last);
            }
            attempt();
        }
        return latest();
    }

    private T latest() {
        Good<T> current = good;
        if (current != null) {
            return current.value;
        }
        ProviderUnavailableException last = failure;
        throw last == null
                ? new ProviderUnavailableException("Nothing was fetched yet.")
                : new ProviderUnavailableException(last.sentence(), last);
    }

    private void attempt() {
        asked = clock.instant();
        try {
            good = new Good<>(fetch.get(), clock.instant());
            failure = null;
            failingSince = null;
        } catch (ProviderUnavailableException e) {
            failingSince = failingSince == null ? asked : failingSince;
            failure = e;
            retryNotBefore = clock.instant().plus(good == null ? FIRST_VALUE_COOL_DOWN : COOL_DOWN);
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} {1}",
                    e.getMessage(),
                    good == null ? "" : "The last good answer serves on.");
        }
    }

    private <R> R inTurn(Supplier<R> work) {
        if (!waiting.tryAcquire()) {
            throw new ProviderUnavailableException("Too many requests wait for the OpenID Provider already.");
        }
        try {
            fetching.lock();
            try {
                return work.get();
            } finally {
                fetching.unlock();
            }
        } finally {
            waiting.release();
        }
    }

    private boolean isStale(Good<T> value) {
        return !clock.instant().isBefore(value.since.plus(freshFor));
    }

    private boolean isBefore(Instant moment) {
        return clock.instant().isBefore(moment);
    }
}
