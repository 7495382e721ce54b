package io.curfew.config;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Forms of values that say how a session is known and held. */
final class SessionForms {
    private static final Pattern COOKIE_PATH = Pattern.compile("/[A-Za-z0-9._~/-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~:/-]{1,128}");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?");

    static final Form<String> PATH = Form.open("path", SessionForms::cookiePath);
    static final Form<String> COOKIE_DOMAIN = Form.open("host", SessionForms::domain);
    static final Form<String> AUDIENCE = Form.open("name", SessionForms::audience);
    static final Form<SameSite> SAME_SITE =
            Form.open("`Strict`, `Lax`, `None` or `Default`", value -> one(value, SameSite.values(), SameSite::word));
    static final Form<LimitAction> LIMIT_ACTION =
            Form.open("`reject` or `evict_oldest`", value -> one(value, LimitAction.values(), LimitAction::word));
    static final Form<Set<Binding>> BIND =
            Form.open("list", value -> Set.copyOf(some(value, Binding.values(), Binding::word)));
    static final Form<List<SessionHeader>> HEADERS =
            Form.open("list", value -> some(value, SessionHeader.values(), SessionHeader::word));

    private SessionForms() {}

    private static <T> T one(String value, T[] all, Function<T, String> word) throws MalformedValueException {
        for (T candidate : all) {
            if (word.apply(candidate).equals(value)) {
                return candidate;
            }
        }
        throw MalformedValueException.of(
                value, "one of " + Arrays.stream(all).map(word).collect(Collectors.joining(", ")));
    }

    private static <T> List<T> some(String value, T[] all, Function<T, String> word) throws MalformedValueException {
        Set<T> found = new LinkedHashSet<>();
        for (String part : Forms.list(value)) {
            if (!found.add(one(part, all, word))) {
                throw new MalformedValueException(Shown.quoted(part) + " is in the list twice.");
            }
        }
        return List.copyOf(found);
    }

    private static String cookiePath(String value) throws MalformedValueException {
        if (!COOKIE_PATH.matcher(value).matches()) {
            throw MalformedValueException.of(
                    value, "the path of a cookie: it starts with '/' and has letters, digits and . _ ~ - / only");
        }
        return value;
    }

    private static String domain(String value) throws MalformedValueException {
        String lower = value.toLowerCase(Locale.ROOT);
        String host = lower.startsWith(".") ? lower.substring(1) : lower;
        if (!DOMAIN.matcher(host).matches()) {
            throw MalformedValueException.of(
                    value, "the domain of a cookie: two names or more with dots between them, and no address");
        }
        return host;
    }

    private static String audience(String value) throws MalformedValueException {
        if (!NAME.matcher(value).matches()) {
            throw MalformedValueException.of(
                    value, "the name of an audience: 1 to 128 letters, digits and . _ ~ : / -");
        }
        return value;
    }
}
