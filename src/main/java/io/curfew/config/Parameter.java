package io.curfew.config;

import org.jspecify.annotations.Nullable;

/**
 * One row of the table of parameters.
 *
 * @param name the last part of the key
 * @param scope where it may be set
 * @param form the form of its value
 * @param required whether it must be set
 * @param fallback the text of the value when none is set, or null
 * @param meaning what it means, in the words of the documentation
 */
record Parameter<T>(
        String name,
        Scope scope,
        Form<T> form,
        boolean required,
        @Nullable String fallback,
        String meaning) {

    /** Where a parameter may be set. */
    enum Scope {
        /** For all routes only. */
        GLOBAL("all"),
        /** For all routes and for one; the one wins. */
        BOTH("all, route"),
        /** For one route only. */
        ROUTE("route");

        private final String words;

        Scope(String words) {
            this.words = words;
        }

        /** The scope in the words of the documentation. */
        String words() {
            return words;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
