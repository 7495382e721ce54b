package io.curfew.session;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.infinispan.commons.api.BasicCache;
import org.jspecify.annotations.Nullable;

/**
 * A text of each node that the others can read, beside the nodes' cards and in the same way: whose there are is written beside them, since
 * nobody may need to list the cache. It is sealed, and outlives its node for a day. Every method may throw
 * {@link StoreUnavailableException}.
 */
public final class NodeNotes {
    static final Duration LIFESPAN = Duration.ofDays(1);

    /** Those who wrote last; a node has another address after each start. */
    static final int MOST = 32;

    private static final String PURPOSE = "note of a node";
    private static final String LIST = "notes";
    private static final String BORDER = "\n";
    private static final Duration RENEWAL = Duration.ofHours(1);

    private final @Nullable StoreCache<String, String> cache;
    private final String address;
    private final Seal seal;
    private final Supplier<Moment> now;
    private @Nullable Moment listed;

    /** @param cache null where there is one node alone */
    NodeNotes(@Nullable BasicCache<String, String> cache, String address, Seal seal, Supplier<Moment> now) {
        this.cache = cache == null ? null : new StoreCache<>("notes", cache);
        this.address = address;
        this.seal = seal;
        this.now = now;
    }

    /** Lays this node's text there in place of its last one. For one thread. */
    public void write(String text) {
        StoreCache<String, String> notes = cache;
        if (notes == null) {
            return;
        }
        notes.put(key(address), seal.seal(PURPOSE, address, text), LIFESPAN);
        Moment last = listed;
        if (last == null || last.until(now.get()).compareTo(RENEWAL) > 0) {
            notes.update(LIST, there -> withOwn(notes, there), list -> LIFESPAN);
            listed = now.get();
        }
    }

    private String withOwn(StoreCache<String, String> notes, @Nullable String list) {
        List<String> others = addresses(list).stream()
                .filter(Predicate.not(address::equals))
                .filter(other -> notes.get(key(other)) != null)
                .limit(MOST - 1L)
                .toList();
        return Stream.concat(Stream.of(address), others.stream()).collect(Collectors.joining(BORDER));
    }

    /** Those of the other nodes, also of some that are gone. What another node has sealed with a secret that this one does not have is left out. */
    public List<String> others() {
        StoreCache<String, String> notes = cache;
        if (notes == null) {
            return List.of();
        }
        Map<String, String> byKey = new LinkedHashMap<>();
        addresses(notes.get(LIST)).stream()
                .filter(Predicate.not(address::equals))
                .limit(MOST)
                .forEach(other -> byKey.put(key(other), other));
        return notes.all(byKey.keySet()).entrySet().stream()
                .flatMap(note -> seal.open(PURPOSE, byKey.getOrDefault(note.getKey(), ""), note.getValue()).stream())
                .toList();
    }

    private static String key(String address) {
        return "note " + address;
    }

    private static List<String> addresses(@Nullable String list) {
        return list == null ? List.of() : List.of(list.split(BORDER));
    }
}
