package io.curfew.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

/** The names of the parameters of Kong's openid-connect plugin, whether Curfew has them or not. */
final class KongParameters {
    private static final String RESOURCE = "kong-parameters.txt";

    static final Set<String> NAMES = load();

    private KongParameters() {}

    /** True for a parameter, and for a field of one, as in {@code redis.host}. */
    static boolean contains(String name) {
        int dot = name.indexOf('.');
        return NAMES.contains(dot < 0 ? name : name.substring(0, dot));
    }

    private static Set<String> load() {
        try (InputStream stream = KongParameters.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException("The resource " + RESOURCE + " is not in the application.");
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return reader.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
