package io.curfew.session;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * The secret in the browser's session cookie: 256 random bits, base64url without padding. Once it was renewed, a dot and another
 * secret follow, without which the first is worth nothing any more.
 */
public record SessionId(String value) {
    private static final int LENGTH = 43;
    private static final byte[] BINDING = "curfew session_bind".getBytes(StandardCharsets.US_ASCII);
    private static final int RENEWED_LENGTH = 2 * LENGTH + 1;

    /** A fresh one. */
    public static SessionId fresh(SecureRandom random) {
        byte[] bits = new byte[32];
        random.nextBytes(bits);
        return new SessionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bits));
    }

    /** Reads a cookie value; empty for anything that we cannot have written. */
    public static Optional<SessionId> parse(String cookieValue) {
        int length = cookieValue.length();
        if (length != LENGTH && length != RENEWED_LENGTH) {
            return Optional.empty();
        }
        for (int i = 0; i < length; i++) {
            char c = cookieValue.charAt(i);
            if (i == LENGTH ? c != '.' : !isBase64Url(c)) {
                return Optional.empty();
            }
        }
        return Optional.of(new SessionId(cookieValue));
    }

    private static boolean isBase64Url(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    }

    /** The key under which the store knows the session: the same for all its ids. */
    public SessionKey key() {
        return new SessionKey(Fingerprint.of(isRenewed() ? value.substring(0, LENGTH) : value));
    }

    /** Another id of the same session. */
    SessionId withSecret(String secret) {
        return new SessionId(value.substring(0, LENGTH) + "." + secret);
    }

    /** By which the session knows this id among its ids. */
    String secretHash() {
        return isRenewed() ? Fingerprint.of(value.substring(LENGTH + 1)) : RollingId.FIRST;
    }

    /**
     * What a session keeps of a text that is no secret: without an id of that session nobody finds the text by trying, also not
     * with the whole store in hand. The same for all ids of a session.
     */
    String boundTo(String text) {
        byte[] locator = value.substring(0, LENGTH).getBytes(StandardCharsets.US_ASCII);
        byte[] hash = Hkdf.derive(locator, BINDING, text);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    }

    private boolean isRenewed() {
        return value.length() == RENEWED_LENGTH && value.charAt(LENGTH) == '.';
    }

    @Override
    public String toString() {
        return "[session id]";
    }
}
