package io.curfew.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a fuzzer made, as texts, so that seeds are files that a person can read: one part a line. The last part has what is left, line breaks too, and parts that
 * are missing are empty.
 */
public record Input(List<String> parts) {
    /** Each byte is a character, as in a request. */
    public static Input ofRequest(byte[] bytes, int parts) {
        return new Input(List.of(new String(bytes, StandardCharsets.ISO_8859_1).split("\n", parts)));
    }

    /** In UTF-8, as in a file or a decoded parameter. */
    public static Input ofText(byte[] bytes, int parts) {
        return new Input(List.of(new String(bytes, StandardCharsets.UTF_8).split("\n", parts)));
    }

    /** A part by its place. */
    public String part(int index) {
        return index < parts.size() ? parts.get(index) : "";
    }

    /** What a browser takes for the origin of a URL (URL Standard, "basic URL parser"), as far as http and https go. */
    public static String originAsBrowsersReadIt(String url) {
        String text = url.strip().replaceAll("[\\t\\r\\n]", "").replace('\\', '/');
        int scheme = text.indexOf(':') + 1;
        int start = scheme;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        int end = start;
        while (end < text.length() && "/?#".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String authority = text.substring(start, end);
        return text.substring(0, scheme) + "//" + authority.substring(authority.lastIndexOf('@') + 1);
    }
}
