package io.curfew.session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.commons.api.BasicCache;
import org.jspecify.annotations.Nullable;

/**
 * One cache as the logic sees it: the few operations that mean the same embedded and remote, each with a lifespan, and
 * every failure told as {@link StoreUnavailableException}.
 */
final class StoreCache<K, V> {
    /** Every failed attempt is another writer's success, so this many in a row mean that comparing no longer works. */
    private static final int ATTEMPTS = 10_000;

    private static final int UNDER_WAY = 100;

    private final String name;
    private final BasicCache<K, V> cache;

    StoreCache(String name, BasicCache<K, V> cache) {
        this.name = name;
        this.cache = cache;
    }

    @Nullable
    V get(K key) {
        return ask("get", () -> cache.get(key));
    }

    /**
     * Whether the value of any of these keys meets the condition. Where reading asks a server, all questions are under way at once;
     * one question for all of them would need the right to list the cache.
     */
    boolean any(List<K> keys, BiPredicate<K, V> condition) {
        List<Supplier<@Nullable V>> answers = new ArrayList<>();
        keys.forEach(key -> answers.add(reading(key)));
        for (int i = 0; i < keys.size(); i++) {
            V value = ask("get", answers.get(i));
            if (value != null && condition.test(keys.get(i), value)) {
                return true;
            }
        }
        return false;
    }

    /** The values of those of these keys that have one. Where reading asks a server, many questions are under way at once. */
    Map<K, V> all(Collection<K> keys) {
        Map<K, V> found = new LinkedHashMap<>();
        List<K> asked = List.copyOf(keys);
        for (int from = 0; from < asked.size(); from += UNDER_WAY) {
            List<K> some = asked.subList(from, Math.min(asked.size(), from + UNDER_WAY));
            List<Supplier<@Nullable V>> answers =
                    some.stream().map(this::reading).toList();
            for (int i = 0; i < some.size(); i++) {
                V value = ask("get", answers.get(i));
                if (value != null) {
                    found.put(some.get(i), value);
                }
            }
        }
        return found;
    }

    private Supplier<@Nullable V> reading(K key) {
        if (cache instanceof RemoteCache<K, V> servers) {
            CompletableFuture<V> answer = Objects.requireNonNull(ask("get", () -> servers.getAsync(key)));
            return answer::join;
        }
        return () -> cache.get(key);
    }

    void put(K key, V value, Duration lifespan) {
        ask("put", () -> cache.put(key, value, millis(lifespan), TimeUnit.MILLISECONDS));
    }

    /** Without waiting, and without knowing whether it worked. */
    void putSoon(K key, V value, Duration lifespan) {
        ask("put", () -> cache.putAsync(key, value, millis(lifespan), TimeUnit.MILLISECONDS));
    }

    /**
     * Whether there was no value and this one, which nobody else writes, is now there. A store that loses a server in the middle
     * repeats the attempt, which then finds what it has itself written.
     */
    boolean putFirst(K key, V unique, Duration lifespan) {
        V there = putIfAbsent(key, unique, lifespan);
        return there == null || there.equals(unique);
    }

    private @Nullable V putIfAbsent(K key, V value, Duration lifespan) {
        return ask("put if absent", () -> cache.putIfAbsent(key, value, millis(lifespan), TimeUnit.MILLISECONDS));
    }

    /** Whether {@code read} was still there and {@code next} took its place. */
    boolean replace(K key, V read, V next, Duration lifespan) {
        return Boolean.TRUE.equals(
                ask("replace", () -> cache.replace(key, read, next, millis(lifespan), TimeUnit.MILLISECONDS)));
    }

    /**
     * What became of a value.
     *
     * @param isWritten false where the change left it as it was
     */
    record Exchanged<V>(V value, boolean isWritten) {}

    /**
     * Turns what is there into what {@code change} makes of it, by compare and set; empty when nothing is there, or when {@code change}
     * makes null of it. What was removed since it was read never comes back.
     *
     * @param read what was there
     */
    Optional<Exchanged<V>> exchange(K key, V read, UnaryOperator<@Nullable V> change, Function<V, Duration> lifespan) {
        V current = read;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            V next = current == null ? null : change.apply(current);
            if (current == null || next == null) {
                return Optional.empty();
            }
            boolean isWritten = !next.equals(current);
            if (!isWritten || replace(key, current, next, lifespan.apply(current))) {
                return Optional.of(new Exchanged<>(next, isWritten));
            }
            current = get(key);
        }
        throw gaveUp("exchange");
    }

    /**
     * Whether nothing is there any more; not when what is there is not to be removed.
     *
     * @param removed is told what this call removed
     */
    boolean removeIf(K key, Predicate<V> condition, Consumer<V> removed) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            V current = get(key);
            if (current == null) {
                return true;
            }
            if (condition.test(current) && remove(key, current)) {
                removed.accept(current);
                return true;
            }
            if (!condition.test(current)) {
                return false;
            }
        }
        throw gaveUp("remove");
    }

    private StoreUnavailableException gaveUp(String operation) {
        return new StoreUnavailableException(
                name + " " + operation, new IllegalStateException("gave up after " + ATTEMPTS + " attempts"));
    }

    /** What was there until now. */
    @Nullable
    V remove(K key) {
        return ask("remove", () -> cache.remove(key));
    }

    /** Whether {@code read} was still there and is gone now. */
    boolean remove(K key, V read) {
        return Boolean.TRUE.equals(ask("remove", () -> cache.remove(key, read)));
    }

    /** Turns what is there, or null, into what {@code change} makes of it, or into nothing; by compare and set, so no write is lost. */
    void update(K key, UnaryOperator<@Nullable V> change, Function<V, Duration> lifespan) {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (tryUpdate(key, change, lifespan)) {
                return;
            }
        }
        throw gaveUp("update");
    }

    private boolean tryUpdate(K key, UnaryOperator<@Nullable V> change, Function<V, Duration> lifespan) {
        V read = get(key);
        V next = change.apply(read);
        if (next == null) {
            return read == null || remove(key, read);
        }
        Duration span = lifespan.apply(next);
        // an equal value that another call has just written is no success: only a write of our own is confirmed by all
        // owners
        return read == null ? putIfAbsent(key, next, span) == null : replace(key, read, next, span);
    }

    private <T> @Nullable T ask(String operation, Supplier<@Nullable T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            // whatever it is, the store has not confirmed anything
            throw new StoreUnavailableException(name + " " + operation, e);
        }
    }

    /** To Infinispan a lifespan below zero is "for ever": never ask for that. */
    private static long millis(Duration lifespan) {
        return Math.max(1, lifespan.toMillis());
    }
}
