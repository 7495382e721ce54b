package io.curfew.session;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens of a session in clear; they exist only while they are used. */
public record Tokens(
        String idToken, String accessToken, @Nullable String refreshToken) {

    /** All in one text, each behind its length, so that nothing in a token can be taken for a border. */
    String asText() {
        String text = part(idToken) + part(accessToken);
        return refreshToken == null ? text : text + part(refreshToken);
    }

    /** Reads what {@link #asText} wrote, and nothing else: the seal vouches for that. */
    static Tokens ofText(String text) {
        List<String> parts = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int start = text.indexOf(':', at) + 1;
            int end = start + Integer.parseInt(text, at, start - 1, 10);
            parts.add(text.substring(start, end));
            at = end;
        }
        return new Tokens(parts.get(0), parts.get(1), parts.size() > 2 ? parts.get(2) : null);
    }

    private static String part(String token) {
        return token.length() + ":" + token;
    }

    @Override
    public String toString() {
        return "[tokens]";
    }
}
