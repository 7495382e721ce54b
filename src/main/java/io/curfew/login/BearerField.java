package io.curfew.login;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What the {@code Authorization} fields of a request say of an access token (RFC 6750, section 2.1). */
sealed interface BearerField {
    /** None: no such field, or one of another scheme. */
    record Missing() implements BearerField {}

    /** One token, in the form that a token has. */
    record Holding(String token) implements BearerField {
        @Override
        public String toString() {
            return "[token]";
        }
    }

    /** A token that cannot be read in one way only, or is none. */
    record Malformed() implements BearerField {}

    /** The syntax of {@code b64token}. */
    Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    String SCHEME = "bearer";

    /**
     * Reads them.
     *
     * @param fields the values, as often as the field came
     */
    static BearerField of(List<String> fields) {
        if (fields.stream().noneMatch(BearerField::isBearer)) {
            return new Missing();
        }
        if (fields.size() > 1) {
            return new Malformed();
        }
        String token = fields.get(0).strip().substring(SCHEME.length()).strip();
        return TOKEN.matcher(token).matches() ? new Holding(token) : new Malformed();
    }

    /** Whether any reader could take it for one of the scheme. */
    private static boolean isBearer(String field) {
        String value = field.strip().toLowerCase(Locale.ROOT);
        return value.startsWith(SCHEME)
                && (value.length() == SCHEME.length() || !isTokenCharacter(value.charAt(SCHEME.length())));
    }

    /** As in the name of a scheme (RFC 9110, section 5.6.2). */
    private static boolean isTokenCharacter(char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }
}
