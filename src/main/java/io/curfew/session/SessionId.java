package io.curfew.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
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
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.US_ASCII));
            return new SessionKey(Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "[session id]";
    }
}
