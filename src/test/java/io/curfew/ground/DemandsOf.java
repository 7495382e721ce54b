package io.curfew.ground;

import io.curfew.config.Demands;
import io.curfew.config.Demands.Demand;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Demands in the words of a configuration. */
public final class DemandsOf {
    private DemandsOf() {}

    /**
     * One demand.
     *
     * @param claim names with commas between
     * @param anyOf alternatives with commas, words of one with spaces between
     */
    public static Demands required(String parameter, String claim, String anyOf) {
        List<Set<String>> alternatives = Stream.of(anyOf.split(",", -1))
                .map(words -> Set.of(words.split(" ", -1)))
                .toList();
        return Demands.of(List.of(new Demand(parameter, List.of(claim.split(",", -1)), alternatives)), List.of());
    }

    public static Demands forbidden(String... claims) {
        return Demands.of(List.of(), List.of(claims));
    }

    public static Demands all(Demands... parts) {
        return Demands.of(
                Stream.of(parts).flatMap(part -> part.required().stream()).toList(),
                Stream.of(parts).flatMap(part -> part.forbidden().stream()).toList());
    }
}
