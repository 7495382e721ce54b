package io.curfew.page;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the small JSON objects that programs send: texts and booleans by their names, and nothing within each other (RFC 8259). */
public final class JsonObject {
    private static final String SPACE = " \t\r\n";

    private final String text;
    private int at;

    private JsonObject(String text) {
        this.text = text;
    }

    /** It is not one, or has something else in it, or a name twice. */
    private static final class NotReadException extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** The members, each a {@link String} or a {@link Boolean}; empty for any other text. */
    public static Optional<Map<String, Object>> read(String text) {
        try {
            return Optional.of(new JsonObject(text).members());
        } catch (NotReadException e) {
            return Optional.empty();
        }
    }

    private Map<String, Object> members() throws NotReadException {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (next() != '}') {
            do {
                next();
                String name = string();
                expect(':');
                next();
                if (members.put(name, value()) != null) {
                    throw new NotReadException();
                }
            } while (took(','));
        }
        expect('}');
        skipSpace();
        if (at < text.length()) {
            throw new NotReadException();
        }
        return members;
    }

    private Object value() throws NotReadException {
        for (boolean word : new boolean[] {true, false}) {
            if (text.startsWith(String.valueOf(word), at)) {
                at += String.valueOf(word).length();
                return word;
            }
        }
        return string();
    }

    private String string() throws NotReadException {
        expect('"');
        StringBuilder out = new StringBuilder();
        for (char c = take(); c != '"'; c = take()) {
            if (c < ' ') {
                throw new NotReadException();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        // half of a character is none
        if (out.chars().anyMatch(c -> Character.isSurrogate((char) c))
                && out.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new NotReadException();
        }
        return out.toString();
    }

    private char escaped() throws NotReadException {
        char c = take();
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) ((hex() << 12) | (hex() << 8) | (hex() << 4) | hex());
            default -> throw new NotReadException();
        };
    }

    private int hex() throws NotReadException {
        int digit = Character.digit(take(), 16);
        if (digit < 0) {
            throw new NotReadException();
        }
        return digit;
    }

    private char take() throws NotReadException {
        if (at >= text.length()) {
            throw new NotReadException();
        }
        return text.charAt(at++);
    }

    private void expect(char wanted) throws NotReadException {
        if (!took(wanted)) {
            throw new NotReadException();
        }
    }

    private boolean took(char wanted) throws NotReadException {
        if (next() != wanted) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character that is no space, which is not taken. */
    private char next() throws NotReadException {
        skipSpace();
        if (at >= text.length()) {
            throw new NotReadException();
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && SPACE.indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
