package io.curfew.config;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Values about signed assertions that are well formed and do not go together. */
final class AssertionContradictions {
    private final Faults faults;
    private final Map<String, RouteValues> byAudience = new HashMap<>();

    AssertionContradictions(Faults faults) {
        this.faults = faults;
    }

    void check(RouteValues route) {
        boolean asserts = route.set(AssertionParameters.HEADER).isPresent();
        boolean notifies = route.set(NoticeParameters.TARGET).isPresent();
        if (!asserts) {
            withoutUse(route, notifies);
        }
        if (!asserts && !notifies) {
            return;
        }
        if (route.set(AssertionParameters.AUDIENCE).isEmpty()
                || route.find(AssertionParameters.AUDIENCE).isPresent()) {
            oneProvider(route);
        }
    }

    private void withoutUse(RouteValues route, boolean notifies) {
        if (!notifies) {
            withoutUse(
                    route,
                    AssertionParameters.AUDIENCE,
                    AssertionParameters.HEADER + " or " + NoticeParameters.TARGET + ". Set one of them");
        }
        withoutUse(route, AssertionParameters.LIFETIME, AssertionParameters.HEADER + ". Set that too");
    }

    private void withoutUse(RouteValues route, Parameter<?> parameter, String others) {
        if (route.isSetForItself(parameter)) {
            faults.add(route.key(parameter), "Has no effect without " + others + ", or remove this.");
        }
    }

    /** Two providers may have users of the same {@code sub}, and an application goes by that. */
    private void oneProvider(RouteValues route) {
        String audience = AssertionParameters.audience(route);
        RouteValues first = byAudience.putIfAbsent(audience, route);
        Optional<String> issuer = route.find(Parameters.ISSUER);
        Optional<String> other = first == null ? Optional.empty() : first.find(Parameters.ISSUER);
        if (first != null && issuer.isPresent() && other.isPresent() && !issuer.equals(other)) {
            RouteValues named = route.set(AssertionParameters.AUDIENCE).isPresent() ? route : first;
            faults.add(
                    named.key(AssertionParameters.AUDIENCE),
                    "The routes '" + first.name() + "' and '" + route.name() + "' have different issuers and assertions"
                            + " for the same audience " + Shown.quoted(audience) + ", where a user of one could be"
                            + " taken for one of the other. Give each its own.");
        }
    }
}
