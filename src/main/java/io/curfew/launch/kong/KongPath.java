package io.curfew.launch.kong;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path of a route of Kong's: the beginning of the paths of requests, wherever it ends, or a pattern.
 *
 * @param text as it stands in the file; empty for a route without paths, which takes all
 * @param start what the paths of all its requests begin with, as far as that is certain
 * @param isPlain whether it is the beginning itself
 */
record KongPath(String text, String start, boolean isPlain) {
    private static final Pattern PLAIN = Pattern.compile("|/|(/(?!\\.{1,2}(/|$))[A-Za-z0-9._~-]+)+/?");
    private static final Pattern OWN = Pattern.compile("/(oidc|health|metrics)(/.*)?");

    /** Characters that stand for themselves, also behind a backslash, and what comes then. */
    private static final Pattern LITERAL = Pattern.compile("((?:[A-Za-z0-9_~/-]|\\\\[._~/-])*)(.?)", Pattern.DOTALL);

    static KongPath of(String text) {
        boolean isPlain = PLAIN.matcher(text).matches();
        return new KongPath(text, isPlain ? text : start(text), isPlain);
    }

    /** Whether Curfew can have it: whole segments of characters that every encoding leaves alone. */
    boolean isServed() {
        return isPlain && !text.isEmpty();
    }

    /** Whether the gateway keeps the path for itself. */
    boolean isOwn() {
        return OWN.matcher(text).matches();
    }

    /** Whether no route of Curfew gets any of its requests. */
    boolean isOwnAlone() {
        return isOwn() && text.indexOf('/', 1) > 0;
    }

    /** Whether Curfew's path takes what it is without the slash at its end, too. */
    boolean isWidened() {
        return text.length() > 1 && text.endsWith("/");
    }

    /** As Curfew writes it. */
    String served() {
        return text.isEmpty() ? "/" : isWidened() ? text.substring(0, text.length() - 1) : text;
    }

    private static String start(String text) {
        String pattern = text.replaceFirst("^~?\\^?", "");
        boolean isUncertain = pattern.contains("|")
                || pattern.contains("(?")
                || pattern.contains("//")
                || pattern.contains("/.")
                || pattern.contains("/\\.");
        Matcher literal = LITERAL.matcher(pattern);
        if (isUncertain || !literal.lookingAt()) {
            return "";
        }
        String certain = literal.group(1).replace("\\", "");
        if (!certain.startsWith("/")) {
            return "";
        }
        boolean isRepeated = !literal.group(2).isEmpty() && "?*{".contains(literal.group(2));
        return isRepeated ? certain.substring(0, certain.length() - 1) : certain;
    }
}
