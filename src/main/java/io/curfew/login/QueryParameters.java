package io.curfew.login;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a query string and of nothing else: a body is never read to find them, as the container would reserve as much
 * memory for it as the caller announces.
 */
record QueryParameters(Map<String, List<String>> values) {
    static final QueryParameters NONE = new QueryParameters(Map.of());

    /** Reads a query; a pair that cannot be decoded stands for itself. */
    static QueryParameters of(@Nullable String rawQuery) {
        if (rawQuery == null || rawQuery.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
            values.computeIfAbsent(name, key -> new ArrayList<>(1)).add(value);
        }
        return new QueryParameters(values);
    }

    /** The same with another value. */
    QueryParameters with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(values);
        changed.put(name, List.of(value));
        return new QueryParameters(changed);
    }

    /** The one value; empty when there is none, or several. */
    Optional<String> only(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    /** The first value, or null. */
    @Nullable
    String first(String name) {
        List<String> found = values.getOrDefault(name, List.of());
        return found.isEmpty() ? null : found.get(0);
    }

    private static String decoded(String written) {
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return written;
        }
    }
}
