package io.curfew.session;

import org.jspecify.annotations.Nullable;

/** The tokens of a session in clear; they exist only while they are used. */
public record Tokens(
        String idToken, String accessToken, @Nullable String refreshToken) {
    @Override
    public String toString() {
        return "[tokens]";
    }
}
