package io.curfew.launch.kong;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A mapping in the file, and where it stands there. What is null, or an empty text or list, counts as not set. */
final class Section {
    static final Section EMPTY = new Section("", Map.of());

    private final String place;
    private final Map<?, ?> values;

    private Section(String place, Map<?, ?> values) {
        this.place = place;
        this.values = values;
    }

    static Section of(String place, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new Section(place, map);
        }
        throw new UnusableFileException(place + " is not a mapping of names to values.");
    }

    /** Where it stands, as in {@code services[0].routes[1]}. */
    String place() {
        return place;
    }

    /** The same section with the values of another where it has none itself. */
    Section orElse(Section other) {
        Map<Object, Object> both = new LinkedHashMap<>(other.values);
        both.putAll(values);
        return new Section(place, both);
    }

    /** The names that are set. */
    Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        for (Object name : values.keySet()) {
            if (name instanceof String text && isSet(text)) {
                names.add(text);
            }
        }
        return names;
    }

    boolean isSet(String name) {
        Object value = values.get(name);
        return value != null && !value.equals("") && !(value instanceof List<?> list && list.isEmpty());
    }

    /** Whether it is there at all: null takes the place of a default. */
    boolean mentions(String name) {
        return values.containsKey(name);
    }

    Optional<String> text(String name) {
        if (!isSet(name)) {
            return Optional.empty();
        }
        return Optional.of(scalar(values.get(name))
                .orElseThrow(() -> new UnusableFileException(place(name) + " is not a single value.")));
    }

    /** The texts of a list; a single text is a list of one. */
    List<String> texts(String name) {
        return plainTexts(name)
                .orElseThrow(() -> new UnusableFileException(place(name) + " is not a list of single values."));
    }

    /** The same, or empty if there is anything but texts. */
    Optional<List<String>> plainTexts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(name)) {
            Optional<String> text = scalar(element);
            if (text.isEmpty()) {
                return Optional.empty();
            }
            texts.add(text.get());
        }
        return Optional.of(texts);
    }

    /** A list whose elements are texts or lists of texts, as names of claims within claims are. */
    List<List<String>> paths(String name) {
        List<List<String>> paths = new ArrayList<>();
        for (Object element : elements(name)) {
            paths.add(new Section(place, Collections.singletonMap(name, element)).texts(name));
        }
        return paths;
    }

    List<Section> sections(String name) {
        List<Section> sections = new ArrayList<>();
        for (Object element : elements(name)) {
            sections.add(Section.of(place(name) + "[" + sections.size() + "]", element));
        }
        return sections;
    }

    Optional<Section> section(String name) {
        return isSet(name) ? Optional.of(Section.of(place(name), values.get(name))) : Optional.empty();
    }

    /** Whom a field names: the file writes a name alone, or a mapping with a name or an id. */
    Optional<String> reference(String name) {
        if (values.get(name) instanceof Map<?, ?>) {
            Section reference = section(name).orElseThrow();
            return reference.text("name").or(() -> reference.text("id"));
        }
        return text(name);
    }

    /** Whether a field of another section names this one. */
    boolean isNamed(Optional<String> reference) {
        return reference.isPresent() && (reference.equals(text("name")) || reference.equals(text("id")));
    }

    /** What the report calls it. */
    String label() {
        return text("name").or(() -> text("id")).orElse(place);
    }

    private List<?> elements(String name) {
        Object value = values.get(name);
        if (value == null || !isSet(name)) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }

    private String place(String name) {
        return place.isEmpty() ? name : place + "." + name;
    }

    private static Optional<String> scalar(@Nullable Object value) {
        boolean single = value instanceof String || value instanceof Number || value instanceof Boolean;
        return single ? Optional.of(String.valueOf(value)) : Optional.empty();
    }
}
