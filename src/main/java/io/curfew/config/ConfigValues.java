package io.curfew.config;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;

/** Takes everything that is meant for us out of MicroProfile Config. */
public final class ConfigValues {
    private ConfigValues() {}

    /** What the container found for this application. */
    public static RawValues fromContainer() {
        return from(ConfigProvider.getConfig(), ConfigFile.location());
    }

    static RawValues from(Config config, Optional<String> location) {
        List<RawValue> values = new ArrayList<>();
        List<ConfigFault> faults = new ArrayList<>(ConfigFile.at(location).faults());
        for (String name : config.getPropertyNames()) {
            if (name.equals(ConfigFile.LOCATION)) {
                checkLocation(config, location, faults);
            } else if (name.startsWith("curfew.") || EnvironmentName.isOne(name)) {
                read(config, name, values, faults);
            }
        }
        return new RawValues(values, faults);
    }

    private static void read(Config config, String name, List<RawValue> values, List<ConfigFault> faults) {
        try {
            ConfigValue value = config.getConfigValue(name);
            if (value.getValue() != null) {
                values.add(new RawValue(name, value.getValue(), value.getSourceOrdinal()));
            }
        } catch (NoSuchElementException | IllegalArgumentException unresolved) {
            faults.add(new ConfigFault(
                    name,
                    "Holds an expression ${…} that cannot be resolved."
                            + " Set what it names, or write \\${ if no expression is meant."));
        }
    }

    /** The file is read before other sources are there, so that none of them can name it. */
    private static void checkLocation(Config config, Optional<String> location, List<ConfigFault> faults) {
        ConfigValue value = config.getConfigValue(ConfigFile.LOCATION);
        if (location.isEmpty() && value.getValue() != null && !value.getValue().isBlank()) {
            faults.add(new ConfigFault(
                    ConfigFile.LOCATION,
                    "Must be an environment variable or a system property; here it names no file."));
        }
    }
}
