package io.curfew.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a process that is no server finds of a configuration: system properties, environment, and the file named by {@code
 * CURFEW_CONFIG}, as MicroProfile Config orders them. {@link ConfigValues} finds the same and what the server adds.
 */
public final class ProcessValues {
    private static final int PROPERTY_ORDINAL = 400;
    private static final int ENVIRONMENT_ORDINAL = 300;
    private static final int DEEPEST = 20;

    private final Map<String, String> properties;
    private final Map<String, String> environment;
    private final ConfigFile file;

    private ProcessValues(Map<String, String> properties, Map<String, String> environment, ConfigFile file) {
        this.properties = new TreeMap<>(properties);
        this.environment = new TreeMap<>(environment);
        this.file = file;
    }

    /** All that is meant for us. */
    public static RawValues of(Map<String, String> properties, Map<String, String> environment) {
        ConfigFile file = ConfigFile.at(ConfigFile.location(properties::get, environment::get));
        return new ProcessValues(properties, environment, file).all();
    }

    private RawValues all() {
        List<RawValue> found = new ArrayList<>();
        List<ConfigFault> faults = new ArrayList<>(file.faults());
        Map<String, Integer> names = new LinkedHashMap<>();
        file.values().keySet().forEach(name -> names.put(name, ConfigSourceFile.ORDINAL));
        environment.keySet().forEach(name -> names.put(name, ENVIRONMENT_ORDINAL));
        properties.keySet().forEach(name -> names.put(name, PROPERTY_ORDINAL));
        names.forEach((name, ordinal) -> {
            if (name.toLowerCase(Locale.ROOT).startsWith("curfew")) {
                resolved(value(name).orElse(""), 0)
                        .ifPresentOrElse(
                                value -> found.add(new RawValue(name, value, ordinal)),
                                () -> faults.add(ConfigFault.unresolved(name)));
            }
        });
        return new RawValues(found, faults);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(properties.get(name))
                .or(() -> variable(name))
                .or(() -> Optional.ofNullable(file.values().get(name)));
    }

    /** MicroProfile Config, environment variables mapping rules: as it is, with underscores, and that in upper case. */
    private Optional<String> variable(String name) {
        String underscored = name.replaceAll("[^A-Za-z0-9]", "_");
        return Optional.ofNullable(environment.get(name))
                .or(() -> Optional.ofNullable(environment.get(underscored)))
                .or(() -> Optional.ofNullable(environment.get(underscored.toUpperCase(Locale.ROOT))));
    }

    /** With every <code>${name}</code> and <code>${name:instead}</code> replaced; empty when one cannot be. */
    private Optional<String> resolved(String text, int depth) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if ((c == '\\' || c == '$') && next == '$') {
                out.append('$');
                at++;
            } else if (c == '$' && next == '{') {
                int end = end(text, at + 2);
                Optional<String> value = end < 0 || depth > DEEPEST
                        ? Optional.empty()
                        : expression(text.substring(at + 2, end), depth + 1);
                if (value.isEmpty()) {
                    return value;
                }
                out.append(value.get());
                at = end;
            } else {
                out.append(c);
            }
        }
        return Optional.of(out.toString());
    }

    private Optional<String> expression(String inner, int depth) {
        int colon = inner.startsWith("$") ? -1 : inner.indexOf(':');
        String name = colon < 0 ? inner : inner.substring(0, colon);
        return resolved(name, depth)
                .flatMap(this::value)
                .flatMap(value -> resolved(value, depth))
                .or(() -> colon < 0 ? Optional.empty() : resolved(inner.substring(colon + 1), depth));
    }

    /** Where the brace is that closes the expression; negative when none does. */
    private static int end(String text, int start) {
        int open = 1;
        for (int at = start; at < text.length(); at++) {
            open += text.charAt(at) == '{' && text.charAt(at - 1) == '$' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (open == 0) {
                return at;
            }
        }
        return -1;
    }
}
