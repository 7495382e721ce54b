package io.curfew.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects faults, each once, in the order they were found. */
final class Faults {
    private final Set<ConfigFault> found = new LinkedHashSet<>();

    void add(String key, String sentence) {
        found.add(new ConfigFault(Shown.plain(key), sentence));
    }

    void addAll(List<ConfigFault> faults) {
        faults.forEach(fault -> add(fault.key(), fault.sentence()));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigFaultsException(List.copyOf(found));
        }
    }
}
