package io.curfew.config;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/** As much of MicroProfile Config as the reader needs: sources by their ordinals, and the mapping of names to variables. */
final class FixedConfig implements Config {
    private final List<Source> sources;

    FixedConfig(Source... sources) {
        this.sources = List.of(sources).stream()
                .sorted(Comparator.comparingInt(Source::ordinal).reversed())
                .toList();
    }

    record Source(int ordinal, Map<String, String> values) {
        static Source systemProperties(String... namesAndValues) {
            return of(400, namesAndValues);
        }

        static Source environment(String... namesAndValues) {
            return of(300, namesAndValues);
        }

        static Source file(String... namesAndValues) {
            return of(ConfigSourceFile.ORDINAL, namesAndValues);
        }

        static Source of(int ordinal, String... namesAndValues) {
            Map<String, String> values = new TreeMap<>();
            for (int index = 0; index < namesAndValues.length; index += 2) {
                values.put(namesAndValues[index], namesAndValues[index + 1]);
            }
            return new Source(ordinal, values);
        }

        private Optional<String> find(String name) {
            String exact = values.get(name);
            if (exact != null || ordinal != 300) {
                return Optional.ofNullable(exact);
            }
            String variable = name.replaceAll("[^A-Za-z0-9]", "_");
            return Optional.ofNullable(values.get(variable))
                    .or(() -> Optional.ofNullable(values.get(variable.toUpperCase(Locale.ROOT))));
        }
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        for (Source source : sources) {
            Optional<String> found = source.find(name);
            if (found.isPresent()) {
                String value = found.get();
                return new Found(name, value.contains("${") ? null : value, value, source.ordinal());
            }
        }
        return new Found(name, null, null, 0);
    }

    @Override
    public Iterable<String> getPropertyNames() {
        Set<String> names = new LinkedHashSet<>();
        sources.forEach(source -> names.addAll(source.values().keySet()));
        // SmallRye, which Liberty uses, lists variables with dots too
        List.copyOf(names).stream()
                .filter(name -> name.indexOf('.') < 0)
                .forEach(name -> names.add(name.toLowerCase(Locale.ROOT).replace('_', '.')));
        return names;
    }

    @Override
    public <T> T getValue(String name, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnsupportedOperationException();
    }

    private record Found(
            String getName,
            @Nullable String getValue,
            @Nullable String getRawValue,
            int getSourceOrdinal) implements ConfigValue {
        @Override
        public String getSourceName() {
            return "source " + getSourceOrdinal;
        }
    }
}
