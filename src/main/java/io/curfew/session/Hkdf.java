package io.curfew.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A key out of a secret: HKDF with SHA-256, for the one length that we need, which is the length of the hash.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
 */
public final class Hkdf {
    private static final byte FIRST_BLOCK = 1;

    private Hkdf() {}

    /** 32 bytes; another {@code info} gives other ones that tell nothing of these. */
    public static byte[] derive(byte[] secret, byte[] salt, String info) {
        return derive(secret, salt, info.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        byte[] extracted = hmac(salt).doFinal(secret);
        Mac expand = hmac(extracted);
        expand.update(info);
        expand.update(FIRST_BLOCK);
        return expand.doFinal();
    }

    private static Mac hmac(byte[] key) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
