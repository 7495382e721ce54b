package io.curfew.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
        List<RawValue> found = new ArrayList<>();
        List<ConfigFault> faults = new ArrayList<>(ConfigFile.at(location).faults());
        for (String name : config.getPropertyNames()) {
            if (name.toLowerCase(Locale.ROOT).startsWith("curfew")) {
                read(config, name, found, faults);
            }
        }
        checkLocation(found, location, faults);
        return new RawValues(withoutEchoes(found), faults);
    }

    private static void read(Config config, String name, List<RawValue> found, List<ConfigFault> faults) {
        try {
            ConfigValue value = config.getConfigValue(name);
            if (value.getValue() != null) {
                found.add(new RawValue(name, value.getValue(), value.getSourceOrdinal()));
                return;
            }
            if (value.getRawValue() == null) {
                return;
            }
        } catch (NoSuchElementException | IllegalArgumentException unresolved) {
            // told below; implementations differ in how they say it
        }
        faults.add(ConfigFault.unresolved(name));
    }

    /**
     * For a variable {@code CURFEW_CLIENT_ID} an implementation may list a name {@code curfew.client.id} that nobody wrote.
     * Such an echo has the variable's letters, its value and its ordinal, and dots where the variable has underscores. A
     * name that somebody did write and that looks the same says nothing that the variable does not say.
     */
    private static List<RawValue> withoutEchoes(List<RawValue> found) {
        Set<RawValue> variables = found.stream()
                .filter(value -> value.name().indexOf('.') < 0)
                .map(ConfigValues::letters)
                .collect(Collectors.toSet());
        return found.stream()
                .filter(value -> value.name().indexOf('.') < 0
                        || value.name().indexOf('_') >= 0
                        || value.name().indexOf('-') >= 0
                        || !variables.contains(letters(value)))
                .toList();
    }

    private static RawValue letters(RawValue value) {
        String letters = value.name().replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        return new RawValue(letters, value.value(), value.ordinal());
    }

    /** The file is read before other sources are there, so that none of them can name it. */
    private static void checkLocation(List<RawValue> found, Optional<String> location, List<ConfigFault> faults) {
        boolean named = found.stream()
                .anyMatch(value -> value.name().equals(ConfigFile.LOCATION)
                        && !value.value().isBlank());
        if (named && location.isEmpty()) {
            faults.add(new ConfigFault(
                    ConfigFile.LOCATION,
                    "Must be an environment variable or a system property; here it names no file."));
        }
    }
}
