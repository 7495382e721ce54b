package io.curfew.config;

/**
 * One thing that is wrong with the configuration.
 *
 * @param key the key as the user wrote it, or would have to write it
 * @param sentence what is wrong and what to do, without any secret
 */
public record ConfigFault(String key, String sentence) {}
