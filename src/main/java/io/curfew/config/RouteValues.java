package io.curfew.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values as one route sees them: its own, else those for all routes, else the defaults. */
record RouteValues(String name, KnownValues values) implements ParameterValues {

    /** What was set, for the route or for all. */
    Optional<RawValue> set(Parameter<?> parameter) {
        return values.at(name, parameter).or(() -> values.at(null, parameter));
    }

    /** Whether it was set for this route and not only for all. */
    boolean isSetForItself(Parameter<?> parameter) {
        return values.at(name, parameter).isPresent();
    }

    @Override
    public <T> Optional<T> find(Parameter<T> parameter) {
        return KnownValues.parsed(parameter, set(parameter));
    }

    /** The value or its default, of a parameter that has one once no fault was found. */
    <T> T get(Parameter<T> parameter) {
        return find(parameter).orElseThrow();
    }

    <T> @Nullable T orNull(Parameter<T> parameter) {
        return find(parameter).orElse(null);
    }

    /** The key as the user wrote it, or would have to write it for this route. */
    @Override
    public String key(Parameter<?> parameter) {
        return set(parameter).map(RawValue::name).orElse(new Slot(name, parameter).key());
    }
}
