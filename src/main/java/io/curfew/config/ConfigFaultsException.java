package io.curfew.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration cannot be used; the message lists every fault. */
public final class ConfigFaultsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    public ConfigFaultsException(List<ConfigFault> faults) {
        super(faults.stream()
                .map(fault -> "  - " + fault.key() + ": " + fault.sentence())
                .collect(Collectors.joining("\n", "The configuration has " + faults.size() + " fault(s):\n", "")));
        this.faults = List.copyOf(faults);
    }

    public List<ConfigFault> faults() {
        return faults;
    }
}
