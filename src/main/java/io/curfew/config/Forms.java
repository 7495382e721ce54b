package io.curfew.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms of values that are neither URLs nor headers. */
final class Forms {
    /** Shorter keys for sealing could be guessed. */
    private static final int SHORTEST_SECRET = 32;

    /** A petabyte: more than anybody sends at once. */
    private static final long MOST_BYTES = 1_000_000_000_000_000L;

    private static final List<String> ALGORITHMS =
            List.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final List<String> METHODS = List.of("POST", "GET", "DELETE");
    private static final Pattern ARGUMENT_NAME = Pattern.compile("[A-Za-z0-9._~-]+");
    private static final Pattern PRINTABLE_ASCII = Pattern.compile("[ -~]+");
    /** RFC 6749, section 3.3. */
    private static final Pattern SCOPE = Pattern.compile("[!#-\\[\\]-~]+");

    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    static final Form<String> CLIENT_ID = Form.open("text", Forms::clientId);
    static final Form<Secret> SECRET = new Form<>("text", true, Forms::secret);
    static final Form<List<Secret>> SECRETS = new Form<>("list", true, Forms::secrets);
    static final Form<Boolean> FLAG = Form.open("`true` or `false`", Forms::flag);
    static final Form<Long> BYTES =
            Form.open("bytes", value -> number(value, "a whole number of bytes", 0, MOST_BYTES));
    static final Form<String> ARGUMENT = Form.open("name", Forms::argument);
    static final Form<List<String>> SCOPES = Form.open("list", Forms::scopes);
    static final Form<Set<String>> LOGOUT_METHODS = Form.open("list", Forms::methods);
    static final Form<List<String>> CLAIMS = Form.open("list", Forms::list);
    static final Form<String> ALGORITHM = Form.open("algorithm", Forms::algorithm);
    static final Form<String> COOKIE_NAME = Form.open("name", Forms::cookieName);

    private Forms() {}

    static Form<Integer> number(int least, int most) {
        return Form.open("number", value -> (int) number(value, "a whole number", least, most));
    }

    static Form<Duration> seconds(long least, long most) {
        return Form.open(
                "seconds", value -> Duration.ofSeconds(number(value, "a whole number of seconds", least, most)));
    }

    static Form<Duration> milliseconds(long least, long most) {
        return Form.open(
                "milliseconds",
                value -> Duration.ofMillis(number(value, "a whole number of milliseconds", least, most)));
    }

    static Form<Integer> count(String what, int most) {
        return Form.open("number", value -> Math.toIntExact(number(value, what, 0, most)));
    }

    /** A number in digits, called {@code what} when it is none. */
    static long number(String value, String what, long least, long most) throws MalformedValueException {
        long number = DIGITS.matcher(value).matches() ? Long.parseLong(value) : -1;
        if (number < least || number > most) {
            throw MalformedValueException.of(value, what + " from " + least + " to " + most + ", in digits only");
        }
        return number;
    }

    /** Parts between commas, stripped, in their order. */
    static List<String> list(String value) throws MalformedValueException {
        List<String> parts =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        if (parts.contains("")) {
            throw MalformedValueException.of(value, "a list: there is nothing before, between or after its commas");
        }
        return parts;
    }

    private static String clientId(String value) throws MalformedValueException {
        if (!PRINTABLE_ASCII.matcher(value).matches()) {
            throw MalformedValueException.of(value, "a client identifier: it may hold printable ASCII only");
        }
        return value;
    }

    private static Secret secret(String value) throws MalformedValueException {
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new MalformedValueException("The value holds a control character, perhaps a line break.");
        }
        return new Secret(value);
    }

    private static List<Secret> secrets(String value) throws MalformedValueException {
        List<String> parts =
                Arrays.stream(value.split(",", -1)).map(String::strip).toList();
        for (int position = 0; position < parts.size(); position++) {
            if (parts.get(position).length() < SHORTEST_SECRET) {
                throw new MalformedValueException(
                        "Secret " + (position + 1) + " of " + parts.size() + " is shorter than " + SHORTEST_SECRET
                                + " characters. Take a random one; commas separate secrets.");
            }
        }
        return parts.stream().map(Secret::new).toList();
    }

    private static boolean flag(String value) throws MalformedValueException {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw MalformedValueException.of(value, "true or false");
        };
    }

    private static String argument(String value) throws MalformedValueException {
        if (!ARGUMENT_NAME.matcher(value).matches()) {
            throw MalformedValueException.of(value, "the name of an argument: letters, digits and . _ ~ - only");
        }
        return value;
    }

    private static List<String> scopes(String value) throws MalformedValueException {
        Set<String> scopes = new LinkedHashSet<>();
        scopes.add("openid");
        List<String> asked = List.of(value.replace(',', ' ').strip().split("\\s+"));
        for (String scope : asked) {
            if (!SCOPE.matcher(scope).matches()) {
                throw MalformedValueException.of(scope, "a scope: RFC 6749, section 3.3 says what a scope may hold");
            }
        }
        if (!asked.contains("openid")) {
            throw new MalformedValueException("The scope openid is not among " + Shown.quoted(value)
                    + ". Without it there is no ID token; add it.");
        }
        scopes.addAll(asked);
        return List.copyOf(scopes);
    }

    private static Set<String> methods(String value) throws MalformedValueException {
        Set<String> methods = new LinkedHashSet<>();
        for (String part : list(value)) {
            String method = part.toUpperCase(Locale.ROOT);
            if (!METHODS.contains(method)) {
                throw MalformedValueException.of(part, "one of the methods " + String.join(", ", METHODS));
            }
            methods.add(method);
        }
        return methods;
    }

    private static String algorithm(String value) throws MalformedValueException {
        if (!ALGORITHMS.contains(value)) {
            throw MalformedValueException.of(value, "one of " + String.join(", ", ALGORITHMS));
        }
        return value;
    }

    private static String cookieName(String value) throws MalformedValueException {
        if (!HeaderForms.isToken(value)) {
            throw MalformedValueException.of(
                    value, "the name of a cookie: no spaces, separators or letters beyond ASCII");
        }
        return value;
    }
}
