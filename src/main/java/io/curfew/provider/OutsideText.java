package io.curfew.provider;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Text that came from outside, made fit for a log line or a sentence. */
public final class OutsideText {
    private static final int LONGEST = 120;

    private OutsideText() {}

    /** The text with everything but visible ASCII and the space replaced by {@code ?}, at most 120 characters; {@code -} for null. */
    public static String shown(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        StringBuilder out = new StringBuilder(Math.min(text.length(), LONGEST) + 1);
        for (int i = 0; i < text.length() && i < LONGEST; i++) {
            char c = text.charAt(i);
            out.append(c >= 0x20 && c < 0x7f ? c : '?');
        }
        return text.length() > LONGEST ? out.append('~').toString() : out.toString();
    }

    /** The first 12 hexadecimal digits of the SHA-256: lines about the same thing can be found without telling what it is. */
    public static String fingerprint(@Nullable String text) {
        if (text == null) {
            return "-";
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
