package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of the table of parameters, in the order in which they are made. */
final class ParameterTable {
    private final List<Parameter<?>> rows = new ArrayList<>();

    List<Parameter<?>> rows() {
        return List.copyOf(rows);
    }

    /** One that must be set. */
    <T> Parameter<T> required(String name, Scope scope, Form<T> form, String meaning) {
        return add(new Parameter<>(name, scope, form, true, null, meaning));
    }

    /** @param fallback the text of the value when none is set, or null */
    <T> Parameter<T> row(String name, Scope scope, Form<T> form, @Nullable String fallback, String meaning) {
        return add(new Parameter<>(name, scope, form, false, fallback, meaning));
    }

    private <T> Parameter<T> add(Parameter<T> parameter) {
        rows.add(parameter);
        return parameter;
    }
}
