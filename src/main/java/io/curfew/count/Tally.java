package io.curfew.count;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/**
 * How often each of some things happened since the start of this node. Any number of threads may count at once; counting makes no
 * object and waits for nobody.
 */
public final class Tally<K extends Enum<K>> {
    private final List<K> kinds;
    private final Map<K, LongAdder> counts;

    /** @param kinds everything that can happen */
    public Tally(Class<K> kinds) {
        this.kinds = List.of(kinds.getEnumConstants());
        this.counts = new EnumMap<>(kinds);
        this.kinds.forEach(kind -> counts.put(kind, new LongAdder()));
    }

    /** It happened once more. */
    public void count(K kind) {
        adder(kind).increment();
    }

    /** How often. */
    public long of(K kind) {
        return adder(kind).sum();
    }

    private LongAdder adder(K kind) {
        return Objects.requireNonNull(counts.get(kind));
    }

    /** Everything that can happen. */
    public List<K> kinds() {
        return kinds;
    }
}
