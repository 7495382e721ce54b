package io.curfew.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cookies of a request (RFC 6265, section 4.2.1), in the one reading by which the gateway's own are also taken out before a request is
 * forwarded. The container's reading is that of RFC 2965: a comma ends a cookie, and a dollar sign before a name does not count. By it whoever may
 * set any cookie in the browser, an application or a page of a neighbouring host, could write one of the gateway's into it, past every name prefix.
 */
public record RequestCookies(List<Pair> pairs) {
    /** One cookie, as often as it came. */
    public record Pair(String name, String value) {
        @Override
        public String toString() {
            return "[cookie]";
        }
    }

    public RequestCookies {
        pairs = List.copyOf(pairs);
    }

    /** Those in the values of all {@code Cookie} fields, in order; what has no equals sign or no name is none. */
    public static RequestCookies of(List<String> fields) {
        List<Pair> pairs = new ArrayList<>();
        for (String field : fields) {
            int start = 0;
            while (start <= field.length()) {
                int semicolon = field.indexOf(';', start);
                int end = semicolon < 0 ? field.length() : semicolon;
                add(field, start, end, pairs);
                start = end + 1;
            }
        }
        return new RequestCookies(pairs);
    }

    private static void add(String field, int start, int end, List<Pair> pairs) {
        int equals = field.indexOf('=', start);
        if (equals >= 0 && equals < end) {
            String name = trimmed(field, start, equals);
            if (!name.isEmpty()) {
                pairs.add(new Pair(name, unquoted(trimmed(field, equals + 1, end))));
            }
        }
    }

    /** Without spaces and tabs at its ends, which browsers take off before they look at the prefix of a name; and nothing else. */
    private static String trimmed(String field, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(field.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(field.charAt(end - 1))) {
            end--;
        }
        return field.substring(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Some programs put quotes around values. */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** The value of the cookies of a name; empty when there is none, or when there are different ones. */
    public Optional<String> only(String name) {
        String found = null;
        for (Pair pair : pairs) {
            if (pair.name().equals(name)) {
                if (found != null && !found.equals(pair.value())) {
                    return Optional.empty();
                }
                found = pair.value();
            }
        }
        return Optional.ofNullable(found);
    }
}
