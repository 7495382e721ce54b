package io.curfew.config;

import java.util.Optional;

/** Values that a check looks at, of all routes or of one. */
interface ParameterValues {
    /** The value or its default; empty if there is none or it is malformed. */
    <T> Optional<T> find(Parameter<T> parameter);

    /** The key as the user wrote it, or would have to write it. */
    String key(Parameter<?> parameter);
}
