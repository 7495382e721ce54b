package io.curfew.launch;

import java.util.LinkedHashMap;
import java.util.Map;

/** The system properties that {@code JVM_ARGS} gives to the server, for a command that must see what the server would see. */
final class ServerOptions {
    private static final String PROPERTY = "-D";

    private ServerOptions() {}

    /** Values with blanks in quotes are for the server's script alone. */
    static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> properties = new LinkedHashMap<>();
        for (String word : environment.getOrDefault("JVM_ARGS", "").split("\\s+", -1)) {
            int equals = word.indexOf('=');
            if (word.startsWith(PROPERTY) && equals > PROPERTY.length()) {
                properties.put(word.substring(PROPERTY.length(), equals), word.substring(equals + 1));
            }
        }
        return properties;
    }
}
