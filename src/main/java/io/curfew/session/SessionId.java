package io.curfew.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/** The secret in the browser's session cookie: 256 random bits, base64url without padding. */
public record SessionId(String value) {
    private static final int LENGTH = 43;

    /** A fresh one. */
    public static SessionId fresh(SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads a cookie value; empty for anything that we cannot have written. */
    public static Optional<SessionId> parse(String cookieValue) {
        if (cookieValue.length() != LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < LENGTH; i++) {
            if (!isBase64Url(cookieValue.charAt(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(new SessionId(cookieValue));
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** The key under which the store knows the session. */
    public SessionKey key() {
        return new SessionKey(Fingerprint.of(value));
    }

    @Override
    public String toString() {
        return "[session id]";
    }
}
