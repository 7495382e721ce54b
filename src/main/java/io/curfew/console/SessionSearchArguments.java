package io.curfew.console;

import io.curfew.session.SessionFilter;
import io.curfew.session.SessionFilter.Field;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an operator looks for.
 *
 * @param limit how many at most
 * @param after the cursor of the page before; null for the first page
 */
record SessionSearchArguments(
        SessionFilter filter, int limit, @Nullable String after) {
    private static final int USUAL_LIMIT = 50;
    private static final int LARGEST_LIMIT = 200;
    private static final int LONGEST = 1024;
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");
    private static final Set<String> OTHERS = Set.of("older_than", "younger_than", "limit", "after");

    static SessionSearchArguments of(Map<String, List<String>> query, Instant now) throws UnusableRequestException {
        for (Map.Entry<String, List<String>> argument : query.entrySet()) {
            check(argument.getKey(), argument.getValue());
        }
        SessionFilter filter = new SessionFilter(
                Map.of(), bound(query, "younger_than", now, 0), bound(query, "older_than", now, Long.MAX_VALUE));
        for (Field field : Field.values()) {
            String text = one(query, field.text());
            filter = text == null ? filter : filter.with(field, text);
        }
        return new SessionSearchArguments(filter, limit(one(query, "limit")), one(query, "after"));
    }

    private static void check(String name, List<String> values) throws UnusableRequestException {
        boolean known = OTHERS.contains(name)
                || Arrays.stream(Field.values()).anyMatch(field -> field.text().equals(name));
        if (!known) {
            throw new UnusableRequestException(
                    "unknown_argument",
                    "There is an argument that is not known. Known are "
                            + Arrays.stream(Field.values()).map(Field::text).collect(Collectors.joining(", ")) + ", "
                            + String.join(", ", new TreeSet<>(OTHERS)) + ".");
        }
        if (values.size() > 1) {
            throw new UnusableRequestException(name, name + " is there more than once.");
        }
        if (values.get(0).length() > LONGEST) {
            throw new UnusableRequestException(name, name + " is too long.");
        }
    }

    /** An empty one is none: forms send all their fields. */
    private static @Nullable String one(Map<String, List<String>> query, String name) {
        String value = query.getOrDefault(name, List.of("")).get(0);
        return value.isEmpty() ? null : value;
    }

    private static int limit(@Nullable String text) throws UnusableRequestException {
        int limit = text == null ? USUAL_LIMIT : NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new UnusableRequestException("limit", "limit must be a number from 1 to " + LARGEST_LIMIT + ".");
        }
        return limit;
    }

    private static long bound(Map<String, List<String>> query, String name, Instant now, long otherwise)
            throws UnusableRequestException {
        String text = one(query, name);
        if (text == null) {
            return otherwise;
        }
        try {
            Duration age = Duration.parse(text);
            if (!age.isNegative()) {
                return now.minus(age).getEpochSecond();
            }
        } catch (DateTimeException | ArithmeticException e) {
            // said below
        }
        throw new UnusableRequestException(
                name, name + " must be a duration as ISO 8601 writes it: PT90S, PT1H30M or P2D.");
    }
}
