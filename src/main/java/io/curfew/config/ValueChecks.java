package io.curfew.config;

import io.curfew.config.Parameter.Scope;
import java.util.List;

/** Checks each value by itself: that it has its form, and that it is there if it must be. */
final class ValueChecks {
    private final KnownValues values;
    private final Faults faults;

    ValueChecks(KnownValues values, Faults faults) {
        this.values = values;
        this.faults = faults;
    }

    void check(List<RouteValues> routes, String contextPath) {
        values.all().forEach(this::checkForm);
        for (Parameter<?> parameter : Parameters.all()) {
            if (parameter.required()) {
                checkPresent(parameter, routes);
            }
        }
        if (routes.isEmpty()) {
            faults.add("curfew.route.<name>.path", "There is no route. Set this and curfew.route.<name>.upstream.");
        }
        values.global(Parameters.PUBLIC_URL).ifPresent(publicUrl -> checkContext(publicUrl, contextPath));
    }

    private void checkForm(Slot slot, RawValue value) {
        try {
            slot.parameter().form().parse(value.value().strip());
        } catch (MalformedValueException malformed) {
            faults.add(value.name(), malformed.sentence());
        }
    }

    private void checkPresent(Parameter<?> parameter, List<RouteValues> routes) {
        if (parameter.scope() == Scope.GLOBAL) {
            if (values.at(null, parameter).isEmpty()) {
                missing(new Slot(null, parameter));
            }
            return;
        }
        List<RouteValues> needing = routes.stream()
                .filter(route -> !TokenReader.doesWithout(route, parameter))
                .toList();
        List<RouteValues> without =
                needing.stream().filter(route -> route.set(parameter).isEmpty()).toList();
        if (parameter.scope() == Scope.BOTH && !without.isEmpty() && without.size() == routes.size()) {
            missing(new Slot(null, parameter));
        } else {
            without.forEach(route -> missing(new Slot(route.name(), parameter)));
        }
    }

    private void missing(Slot slot) {
        faults.missing(slot, slot.parameter().meaning());
    }

    private void checkContext(PublicUrl publicUrl, String contextPath) {
        if (!publicUrl.contextPath().equals(contextPath)) {
            faults.add(
                    new RouteValues("", values).key(Parameters.PUBLIC_URL),
                    "The path of the URL is " + path(publicUrl.contextPath()) + ", but the application runs under "
                            + path(contextPath) + ". They must be the same.");
        }
    }

    private static String path(String path) {
        return Shown.quoted(path.isEmpty() ? "/" : path);
    }
}
