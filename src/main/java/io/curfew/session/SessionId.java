package io.curfew.session;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** The secret in the browser's session cookie: 256 random bits, base64url without padding. */
public record SessionId(String value) {
    private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{43}");

    /** A fresh one. */
    public static SessionId fresh(SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads a cookie value; empty for anything that we cannot have written. */
    public static Optional<SessionId> parse(String cookieValue) {
        return SHAPE.matcher(cookieValue).matches() ? Optional.of(new SessionId(cookieValue)) : Optional.empty();
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
