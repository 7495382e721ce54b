package io.curfew.login;

import io.curfew.page.Json;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A claim as the text of a header. */
final class ClaimText {
    private ClaimText() {}

    /** Text, numbers and booleans as they are, a list of them with commas between, anything deeper as JSON; nothing for null. */
    static Optional<String> of(@Nullable Object claim) {
        return claim instanceof Map || (claim instanceof Collection<?> list && !isFlat(list))
                ? Optional.of(json(claim))
                : flat(claim);
    }

    /** The same without anything deeper. A comma within an element is encoded, so a list is told from a longer one. */
    static Optional<String> flat(@Nullable Object claim) {
        if (isSingle(claim)) {
            return Optional.of(String.valueOf(claim));
        }
        if (claim instanceof Collection<?> list && isFlat(list)) {
            return Optional.of(list.stream()
                    .map(element -> String.valueOf(element).replace("%", "%25").replace(",", "%2C"))
                    .collect(Collectors.joining(",")));
        }
        return Optional.empty();
    }

    /** Text, numbers and booleans as they are; nothing for anything else. */
    static Optional<String> single(@Nullable Object claim) {
        return isSingle(claim) ? Optional.of(String.valueOf(claim)) : Optional.empty();
    }

    private static boolean isSingle(@Nullable Object claim) {
        return claim instanceof String || claim instanceof Number || claim instanceof Boolean;
    }

    private static boolean isFlat(Collection<?> list) {
        return list.stream().allMatch(ClaimText::isSingle);
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> Json.quote(String.valueOf(member.getKey())) + ":" + json(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> elements) {
            return elements.stream().map(ClaimText::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value == null || value instanceof Number || value instanceof Boolean
                ? String.valueOf(value)
                : Json.quote(value.toString());
    }
}
