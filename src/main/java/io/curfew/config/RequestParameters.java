package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rows of what a route says about requests, behind those of {@link Parameters}. */
final class RequestParameters {
    private static final List<Parameter<?>> TABLE = new ArrayList<>();

    static final Parameter<Set<String>> METHODS = row(
            "methods",
            Scope.ROUTE,
            HeaderForms.METHODS,
            null,
            "the methods of requests that belong to the route; none: all that no other route has for the same path");

    private RequestParameters() {}

    static List<Parameter<?>> all() {
        return List.copyOf(TABLE);
    }

    private static <T> Parameter<T> row(
            String name, Scope scope, Form<T> form, @Nullable String fallback, String meaning) {
        Parameter<T> parameter = new Parameter<>(name, scope, form, false, fallback, meaning);
        TABLE.add(parameter);
        return parameter;
    }
}
