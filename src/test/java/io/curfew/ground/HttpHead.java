package io.curfew.ground;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Start line and fields of one HTTP/1.1 message, as they came.
 *
 * @param start the request line or status line
 * @param fields the field lines in their order
 */
record HttpHead(String start, List<String> fields) {
    private static final int LIMIT = 1 << 17;

    HttpHead {
        fields = List.copyOf(fields);
    }

    /** Reads a head; null when the stream ends before its first byte. */
    static @Nullable HttpHead read(InputStream in) throws IOException {
        String start = line(in, true);
        if (start == null) {
            return null;
        }
        List<String> fields = new ArrayList<>();
        int length = start.length();
        for (String line = required(in); !line.isEmpty(); line = required(in)) {
            fields.add(line);
            length += line.length();
            if (length > LIMIT) {
                throw new IOException("The head of a message is longer than " + LIMIT + " bytes.");
            }
        }
        return new HttpHead(start, fields);
    }

    /** Reads to the next line end; throws when the stream ends before. */
    static String required(InputStream in) throws IOException {
        String line = line(in, false);
        return line == null ? "" : line;
    }

    private static @Nullable String line(InputStream in, boolean mayEnd) throws IOException {
        StringBuilder line = new StringBuilder(80);
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            if (octet < 0) {
                if (mayEnd && line.isEmpty()) {
                    return null;
                }
                throw new EOFException("The stream ended within a line.");
            }
            line.append((char) octet);
            if (line.length() > LIMIT) {
                throw new IOException("A line is longer than " + LIMIT + " bytes.");
            }
        }
        int end = line.length() - 1;
        return end >= 0 && line.charAt(end) == '\r' ? line.substring(0, end) : line.toString();
    }

    String method() {
        return start.substring(0, Math.max(0, start.indexOf(' ')));
    }

    int status() throws IOException {
        try {
            return Integer.parseInt(start.substring(9, 12));
        } catch (NumberFormatException | IndexOutOfBoundsException garbled) {
            throw new IOException("Not a status line: " + start, garbled);
        }
    }

    /** The value of the first field with this name, or an empty string. */
    String field(String name) {
        return fields.stream()
                .filter(line -> isNamed(line, name))
                .findFirst()
                .map(line -> line.substring(name.length() + 1).strip())
                .orElse("");
    }

    /** Whether the first field with this name contains this word. */
    boolean says(String name, String word) {
        return field(name).toLowerCase(Locale.ROOT).contains(word);
    }

    /** All fields but those with these names. */
    HttpHead without(String... names) {
        return new HttpHead(
                start,
                fields.stream()
                        .filter(line -> List.of(names).stream().noneMatch(name -> isNamed(line, name)))
                        .toList());
    }

    /** One field more, at the end. */
    HttpHead with(String name, String value) {
        List<String> more = new ArrayList<>(fields);
        more.add(name + ": " + value);
        return new HttpHead(start, more);
    }

    byte[] bytes() {
        StringBuilder text = new StringBuilder(start).append("\r\n");
        fields.forEach(line -> text.append(line).append("\r\n"));
        return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static boolean isNamed(String line, String name) {
        return line.length() > name.length()
                && line.charAt(name.length()) == ':'
                && line.regionMatches(true, 0, name, 0, name.length());
    }
}
