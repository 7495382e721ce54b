package io.curfew.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The properties file that {@code CURFEW_CONFIG} names, in UTF-8.
 *
 * @param values its keys that start with {@code curfew.}; nothing else reaches MicroProfile Config from here
 * @param faults what is wrong with the file
 */
record ConfigFile(Map<String, String> values, List<ConfigFault> faults) {
    /** The environment variable, or the system property, that names the file; the property wins. */
    static final String LOCATION = "CURFEW_CONFIG";

    private static final String PREFIX = "curfew.";

    ConfigFile {
        values = Map.copyOf(values);
        faults = List.copyOf(faults);
    }

    /** The values may be secrets. */
    @Override
    public String toString() {
        return "ConfigFile[keys=" + values.keySet() + ", faults=" + faults + "]";
    }

    /** Where the file is, by the process's own system properties and environment. */
    static Optional<String> location() {
        return location(System::getProperty, System::getenv);
    }

    static Optional<String> location(
            UnaryOperator<@Nullable String> properties, UnaryOperator<@Nullable String> environment) {
        return set(properties.apply(LOCATION)).or(() -> set(environment.apply(LOCATION)));
    }

    private static Optional<String> set(@Nullable String value) {
        return Optional.ofNullable(value).filter(text -> !text.isBlank());
    }

    /** The file at a location, or an empty one if none is named. */
    static ConfigFile at(Optional<String> location) {
        return location.map(ConfigFile::read).orElseGet(() -> new ConfigFile(Map.of(), List.of()));
    }

    private static ConfigFile read(String location) {
        String file = "The file " + Shown.quoted(location);
        try {
            return parse(location, Files.readString(Path.of(location), StandardCharsets.UTF_8));
        } catch (InvalidPathException notPath) {
            return unusable(file + " cannot be read: that is not a path.");
        } catch (NoSuchFileException missing) {
            return unusable(file + " does not exist. Create it, or unset " + LOCATION + ".");
        } catch (AccessDeniedException denied) {
            return unusable(file + " cannot be read: this process may not.");
        } catch (CharacterCodingException notText) {
            return unusable(file + " is not in UTF-8.");
        } catch (IOException unreadable) {
            return unusable(file + " cannot be read. Is it a file?");
        }
    }

    private static ConfigFile unusable(String sentence) {
        return new ConfigFile(Map.of(), List.of(new ConfigFault(LOCATION, sentence)));
    }

    private static ConfigFile parse(String location, String text) throws IOException {
        RepeatedKeys properties = new RepeatedKeys();
        try {
            properties.load(new StringReader(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (IllegalArgumentException badEscape) {
            return unusable(
                    "The file " + Shown.quoted(location) + " holds a \\u that is not followed by four hex digits.");
        }
        Map<String, String> values = new TreeMap<>();
        List<ConfigFault> faults = new ArrayList<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX)) {
                values.put(key, properties.getProperty(key));
            } else {
                faults.add(new ConfigFault(
                        key,
                        "Does not start with " + PREFIX + ", as every key in the file " + Shown.quoted(location)
                                + " must."));
            }
        }
        for (String key : properties.repeated) {
            faults.add(new ConfigFault(key, "Is in the file " + Shown.quoted(location) + " more than once."));
        }
        return new ConfigFile(values, faults);
    }

    /** Properties would let the last of several equal keys win without a word. */
    private static final class RepeatedKeys extends Properties {
        private static final long serialVersionUID = 1L;

        private final transient List<String> repeated = new ArrayList<>();

        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
            Object before = super.put(key, value);
            if (before != null) {
                repeated.add(key.toString());
            }
            return before;
        }
    }
}
