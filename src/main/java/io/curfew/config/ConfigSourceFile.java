package io.curfew.config;

import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * The file named by {@code CURFEW_CONFIG} as a source of MicroProfile Config, found by {@link java.util.ServiceLoader}. What is
 * wrong with the file is no business of a source: {@link ConfigValues} reports it.
 */
public final class ConfigSourceFile implements ConfigSource {
    /** Below the environment (300), above properties files inside the application (100). */
    static final int ORDINAL = 200;

    private final Map<String, String> values;

    /** Called by the container. */
    public ConfigSourceFile() {
        this(ConfigFile.at(ConfigFile.location()));
    }

    ConfigSourceFile(ConfigFile file) {
        this.values = file.values();
    }

    @Override
    public Set<String> getPropertyNames() {
        return values.keySet();
    }

    @Override
    public @Nullable String getValue(String name) {
        return values.get(name);
    }

    @Override
    public String getName() {
        return "file named by " + ConfigFile.LOCATION;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }
}
