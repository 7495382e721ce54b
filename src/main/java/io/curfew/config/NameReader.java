package io.curfew.config;

import io.curfew.config.NameVerdict.Foreign;
import io.curfew.config.NameVerdict.Known;
import io.curfew.config.NameVerdict.Wrong;
import io.curfew.config.Parameter.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Understands the names in a configuration, in both forms. */
final class NameReader {
    private static final String PREFIX = "curfew.";
    private static final String ROUTE_PREFIX = "curfew.route.";
    private static final String ROUTE_VARIABLE = "route_";
    private static final Pattern ROUTE_NAME = Pattern.compile("[a-z0-9]([a-z0-9_-]*[a-z0-9])?");

    /** Routes that a key with dots names; a variable that fits one of them belongs to it. */
    private final Set<String> routes = new TreeSet<>();

    NameReader(Collection<String> names) {
        for (String name : names) {
            int dot = name.lastIndexOf('.');
            if (name.startsWith(ROUTE_PREFIX) && dot > ROUTE_PREFIX.length()) {
                routes.add(name.substring(ROUTE_PREFIX.length(), dot));
            }
        }
    }

    NameVerdict read(String name) {
        if (name.startsWith(ROUTE_PREFIX)) {
            return routeKey(name.substring(ROUTE_PREFIX.length()));
        }
        if (name.startsWith(PREFIX)) {
            String parameter = name.substring(PREFIX.length());
            return slot(null, parameter, false).orElseGet(() -> misspelt(name, parameter));
        }
        return EnvironmentName.isOne(name) ? variable(EnvironmentName.rest(name)) : new Foreign();
    }

    private static NameVerdict routeKey(String rest) {
        int dot = rest.indexOf('.');
        if (dot <= 0 || dot == rest.length() - 1) {
            return new Wrong("A key of a route has the form curfew.route.<name>.<parameter>.");
        }
        String route = rest.substring(0, dot);
        String parameter = rest.substring(dot + 1);
        return slot(route, parameter, false).orElseGet(() -> unknown(route, parameter, false));
    }

    private NameVerdict variable(String rest) {
        if (!rest.startsWith(ROUTE_VARIABLE)) {
            return slot(null, rest, true).orElseGet(() -> unknown(null, rest, true));
        }
        String tail = rest.substring(ROUTE_VARIABLE.length());
        List<Slot> slots = new ArrayList<>();
        for (String route : routes) {
            String start = EnvironmentName.rest("curfew_" + EnvironmentName.of(route)) + "_";
            if (tail.startsWith(start)) {
                Parameters.named(tail.substring(start.length()))
                        .filter(parameter -> parameter.scope() != Scope.GLOBAL)
                        .ifPresent(parameter -> slots.add(new Slot(route, parameter)));
            }
        }
        return slots.isEmpty() ? newRoute(tail) : new Known(slots);
    }

    /** The route's name and the parameter have no mark between them: the longest name that somebody knows is the parameter. */
    private static NameVerdict newRoute(String tail) {
        for (int mark = tail.indexOf('_', 1); mark >= 0; mark = tail.indexOf('_', mark + 1)) {
            Optional<NameVerdict> verdict = slot(tail.substring(0, mark), tail.substring(mark + 1), true);
            if (verdict.isPresent()) {
                return verdict.get();
            }
        }
        for (int mark = tail.indexOf('_', 1); mark >= 0; mark = tail.indexOf('_', mark + 1)) {
            String route = tail.substring(0, mark);
            Optional<String> nearest = NearestName.of(tail.substring(mark + 1), names(Scope.ROUTE));
            if (nearest.isPresent()) {
                return new Wrong("Does not end with the name of a parameter; did you mean "
                        + EnvironmentName.of(Slot.key(route, nearest.get())) + "?");
            }
        }
        return new Wrong("Does not end with the name of a parameter."
                + " A route's variable has the form CURFEW_ROUTE_<NAME>_<PARAMETER>.");
    }

    /** What a parameter's name stands for at a place, or empty if nobody knows it. */
    private static Optional<NameVerdict> slot(@Nullable String route, String name, boolean variable) {
        Optional<Parameter<?>> parameter = Parameters.named(name);
        if (parameter.isEmpty()) {
            return KongParameters.contains(name)
                    ? Optional.of(
                            new Wrong("'" + Shown.plain(name) + "' is a parameter of Kong's openid-connect plugin that"
                                    + " Curfew does not offer. Remove it."))
                    : Optional.empty();
        }
        Scope scope = parameter.get().scope();
        if (route == null && scope == Scope.ROUTE) {
            return Optional.of(new Wrong("Can be set for one route only: " + written("<name>", name, variable) + "."));
        }
        if (route != null && scope == Scope.GLOBAL) {
            return Optional.of(new Wrong("Can be set for all routes only: " + written(null, name, variable) + "."));
        }
        if (route != null && !ROUTE_NAME.matcher(route).matches()) {
            return Optional.of(new Wrong("The route's name " + Shown.quoted(route)
                    + " may hold a-z, 0-9, and between them '-' and '_' only."));
        }
        return Optional.of(new Known(List.of(new Slot(route, parameter.get()))));
    }

    /** A key with more dots than a parameter for all routes has is perhaps meant for a route. */
    private static NameVerdict misspelt(String name, String parameter) {
        String[] parts = parameter.split("\\.", -1);
        if (parts.length == 3 && NearestName.of(parts[0], List.of("route")).isPresent()) {
            return new Wrong("Not a parameter; did you mean " + Shown.plain(Slot.key(parts[1], parts[2])) + "?");
        }
        return name.equals("curfew.config")
                ? new Wrong("Not a parameter. The file is named by " + ConfigFile.LOCATION + ".")
                : unknown(null, parameter, false);
    }

    private static NameVerdict unknown(@Nullable String route, String name, boolean variable) {
        Optional<String> nearest = NearestName.of(name, names(route == null ? Scope.GLOBAL : Scope.ROUTE));
        return new Wrong(nearest.map(found -> "Not a parameter; did you mean " + written(route, found, variable) + "?")
                .orElse("Not a parameter. docs/configuration.md lists them all."));
    }

    private static String written(@Nullable String route, String parameter, boolean variable) {
        String key = Slot.key(route, parameter);
        if (!variable) {
            return Shown.plain(key);
        }
        return "<name>".equals(route)
                ? "CURFEW_ROUTE_<NAME>_" + EnvironmentName.of(parameter)
                : Shown.plain(EnvironmentName.of(key));
    }

    private static List<String> names(Scope scope) {
        return Parameters.all().stream()
                .filter(parameter -> parameter.scope() == scope || parameter.scope() == Scope.BOTH)
                .<String>map(Parameter::name)
                .toList();
    }
}
