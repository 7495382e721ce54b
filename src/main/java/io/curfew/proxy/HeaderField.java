package io.curfew.proxy;

import java.util.Locale;

/** One header field as it was sent; a name that occurs twice is two of them, in order. */
record HeaderField(String name, String value) {
    boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }

    String lowerCaseName() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether it can be written into a message without changing the message around it (RFC 9110, sections 5.1 and 5.5). */
    boolean isWellFormed() {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c != '\t' && (c < ' ' || c == 0x7F || c > 0xFF)) {
                return false;
            }
        }
        return isToken(name);
    }

    /** RFC 9110, section 5.6.2. */
    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letterOrDigit = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
            if (!letterOrDigit && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /**
     * The name as the loosest application reads it: many frameworks and every CGI-like interface see {@code X_User},
     * {@code x.user} and {@code X-User} as one.
     */
    static String loosely(String name) {
        StringBuilder out = new StringBuilder(name.length());
        int used = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            out.append(letterOrDigit ? Character.toLowerCase(c) : '-');
            used = letterOrDigit ? out.length() : used;
        }
        return out.substring(0, used);
    }
}
