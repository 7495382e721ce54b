package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What is not carried over, or not as it was, in the order in which it was found. */
final class Report {
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    /** By place and sentence, since one sentence is often true of many things. */
    private final Map<List<String>, Set<String>> things = new LinkedHashMap<>();

    /**
     * @param place the entity in the file
     * @param thing the field or entity that the sentence is about
     */
    void add(String place, String thing, String sentence) {
        things.computeIfAbsent(List.of(place, sentence), key -> new LinkedHashSet<>())
                .add(thing);
    }

    /** One line for each place and sentence. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        things.forEach((key, names) ->
                lines.add(printable(key.get(0) + ": " + String.join(", ", names) + ": " + key.get(1) + ".")));
        return lines;
    }

    /** Names come from the file and go to a terminal. */
    static String printable(String text) {
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
