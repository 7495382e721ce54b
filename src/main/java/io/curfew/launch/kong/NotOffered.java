package io.curfew.launch.kong;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter of Kong's plugin that Curfew does not have.
 *
 * @param kongs Kong's default; empty for none
 * @param why why Curfew does not have it, or what takes its place
 * @param harmless the values with which nothing is lost
 */
record NotOffered(String name, Set<String> kongs, String why, Set<String> harmless) {
    private static final String RESOURCE = "not-offered.txt";

    static final Map<String, NotOffered> BY_NAME = load();

    NotOffered {
        kongs = Set.copyOf(kongs);
        harmless = Set.copyOf(harmless);
    }

    /** Whether something is lost by the value that a plugin has, by its configuration or by Kong's default. */
    boolean isLostFrom(Section config) {
        Optional<List<String>> written = config.plainTexts(name);
        if (written.isEmpty()) {
            return true;
        }
        Set<String> values = config.mentions(name) ? new HashSet<>(written.get()) : kongs;
        return !harmless.containsAll(values);
    }

    private static Map<String, NotOffered> load() {
        try (InputStream stream = NotOffered.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is not in the jar.");
            }
            Map<String, NotOffered> all = new LinkedHashMap<>();
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> of(line.split(" \\| ", -1)))
                    .forEach(one -> all.put(one.name(), one));
            return all;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static NotOffered of(String[] columns) {
        Set<String> kongs = values(columns[1]);
        return new NotOffered(columns[0], kongs, columns[2], columns.length > 3 ? values(columns[3]) : kongs);
    }

    private static Set<String> values(String column) {
        boolean none = column.equals("-") || column.equals("?");
        return none ? Set.of() : new HashSet<>(Arrays.asList(column.split(",", -1)));
    }
}
