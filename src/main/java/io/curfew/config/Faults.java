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

    /** For a value that must be set and is not. */
    void missing(Slot slot, String why) {
        add(
                slot.key(),
                "Missing: " + why.replace('`', '\'') + ". Set it, or " + EnvironmentName.of(slot.key())
                        + " in the environment.");
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
