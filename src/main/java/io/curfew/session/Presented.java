package io.curfew.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a request names a session: anything that a browser may have sent.
 *
 * @param bound the hash of what of the request a session can be bound to, which is guessed soon and kept nowhere; null for nothing
 */
public record Presented(
        Optional<String> sessionCookie,
        Optional<String> rememberCookie,
        @Nullable String bound) {
    /** The fingerprint of such a text. */
    public static String fingerprint(String text) {
        return Fingerprint.of(text);
    }

    @Override
    public String toString() {
        return "[what a request presents]";
    }
}
