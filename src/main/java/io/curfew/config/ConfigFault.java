package io.curfew.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the key as the user wrote it, or would have to write it
 * @param sentence what is wrong and what to do, without any secret
 */
public record ConfigFault(String key, String sentence) {
    static ConfigFault unresolved(String key) {
        return new ConfigFault(
                key,
                "Holds an expression ${…} that cannot be resolved."
                        + " Set what it names, or write \\${ if no expression is meant.");
    }
}
