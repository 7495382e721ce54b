package io.curfew.config;

import java.util.Locale;

/** The values of {@code cluster}. */
enum ClusterKind {
    LOCAL,
    EMBEDDED,
    REMOTE;

    /** As it is written in a configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
