package io.curfew.session;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a request names a session: anything that a browser may have sent.
 *
 * @param bound the hash of what of the request a session can be bound to, which is guessed soon and kept nowhere; null for nothing
 * @param place where it comes from; unknown unless it is a login's
 */
public record Presented(
        Optional<String> sessionCookie,
        Optional<String> rememberCookie,
        @Nullable String bound,
        SignInPlace place) {
    /** What a request presents that is no login. */
    public Presented(Optional<String> sessionCookie, Optional<String> rememberCookie, @Nullable String bound) {
        this(sessionCookie, rememberCookie, bound, SignInPlace.UNKNOWN);
    }

    /** The fingerprint of such a text. */
    public static String fingerprint(String text) {
        return Fingerprint.of(text);
    }

    @Override
    public String toString() {
        return "[what a request presents]";
    }
}
