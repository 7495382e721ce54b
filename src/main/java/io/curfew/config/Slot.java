package io.curfew.config;

import org.jspecify.annotations.Nullable;

/**
 * A place in the configuration where a value may be set.
 *
 * @param route the route's name, or null for all routes
 */
record Slot(@Nullable String route, Parameter<?> parameter) {

    /** The key with dots, as in a properties file. */
    String key() {
        return key(route, parameter.name());
    }

    static String key(@Nullable String route, String parameter) {
        return route == null ? "curfew." + parameter : "curfew.route." + route + "." + parameter;
    }
}
