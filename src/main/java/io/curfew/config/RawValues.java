package io.curfew.config;

import java.util.List;
import java.util.Map;

/**
 * All that was found of a configuration, before anything is understood.
 *
 * @param values in any order; names that are not ours may be among them
 * @param faults what went wrong while finding them
 */
public record RawValues(List<RawValue> values, List<ConfigFault> faults) {
    private static final int PROPERTY_ORDINAL = 200;
    private static final int ENVIRONMENT_ORDINAL = 300;

    public RawValues {
        values = List.copyOf(values);
        faults = List.copyOf(faults);
    }

    /**
     * Values from a map: {@code curfew.…} as if from the file, {@code CURFEW_…} as if from the environment, which wins.
     */
    public static RawValues of(Map<String, String> values) {
        return new RawValues(
                values.entrySet().stream()
                        .map(entry -> new RawValue(
                                entry.getKey(),
                                entry.getValue(),
                                EnvironmentName.isOne(entry.getKey()) ? ENVIRONMENT_ORDINAL : PROPERTY_ORDINAL))
                        .toList(),
                List.of());
    }
}
