package io.curfew.config;

import io.curfew.config.NameVerdict.Known;
import io.curfew.config.NameVerdict.Wrong;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The values that are set, each in its slot: of two forms of one key the one that counts. */
final class KnownValues {
    private final Map<Slot, RawValue> values;

    private KnownValues(Map<Slot, RawValue> values) {
        this.values = values;
    }

    static KnownValues of(RawValues raw, Faults faults) {
        NameReader names =
                new NameReader(raw.values().stream().map(RawValue::name).toList());
        Map<Slot, RawValue> values = new LinkedHashMap<>();
        // of equal ordinals the key with dots counts: it sorts behind the variable, upper case before lower case
        List<RawValue> sorted = raw.values().stream()
                .sorted(Comparator.comparingInt(RawValue::ordinal).thenComparing(RawValue::name))
                .toList();
        for (RawValue value : sorted) {
            NameVerdict verdict = names.read(value.name());
            if (verdict instanceof Wrong wrong) {
                faults.add(value.name(), wrong.sentence());
            } else if (verdict instanceof Known known) {
                known.slots().forEach(slot -> values.put(slot, value));
            }
        }
        values.values().removeIf(value -> value.value().isBlank());
        return new KnownValues(values);
    }

    Map<Slot, RawValue> all() {
        return Collections.unmodifiableMap(values);
    }

    Optional<RawValue> at(@Nullable String route, Parameter<?> parameter) {
        return Optional.ofNullable(values.get(new Slot(route, parameter)));
    }

    /** A view for each route that has a value, by its name. */
    List<RouteValues> routes() {
        Map<String, RouteValues> routes = new TreeMap<>();
        for (Slot slot : values.keySet()) {
            String route = slot.route();
            if (route != null) {
                routes.computeIfAbsent(route, name -> new RouteValues(name, this));
            }
        }
        return List.copyOf(routes.values());
    }

    /** The value for all routes, or the parameter's default; empty if there is none or it is malformed. */
    <T> Optional<T> global(Parameter<T> parameter) {
        return parsed(parameter, at(null, parameter));
    }

    static <T> Optional<T> parsed(Parameter<T> parameter, Optional<RawValue> value) {
        String text = value.map(found -> found.value().strip()).orElse(parameter.fallback());
        try {
            return text == null
                    ? Optional.empty()
                    : Optional.of(parameter.form().parse(text));
        } catch (MalformedValueException malformed) {
            return Optional.empty();
        }
    }
}
