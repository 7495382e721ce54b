package io.curfew.ground;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A user of an Infinispan Server, as the lines of its two property files. The server's own tool makes the same lines, but
 * takes a JVM of two seconds for each user.
 *
 * @param roles the roles that {@code docs/infinispan-server.xml} defines
 */
public record ScramUser(String name, String password, List<String> roles) {
    private static final byte SCRAM_SHA_512 = 5;
    private static final int SALT_BYTES = 12;
    private static final int HASH_BITS = 512;
    private static final int ITERATIONS = 20_000;
    /** The number of iterations in groups of seven bits, as the file format has it. */
    private static final byte[] ITERATIONS_WRITTEN = {
        (byte) ((ITERATIONS >> 14) | 0x80), (byte) (((ITERATIONS >> 7) & 0x7f) | 0x80), ITERATIONS & 0x7f
    };

    /** For {@code users.properties}. */
    String userLine() {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        written.write(SCRAM_SHA_512);
        written.writeBytes(ITERATIONS_WRITTEN);
        written.write(SALT_BYTES);
        written.writeBytes(salt);
        written.writeBytes(hash(salt));
        return name + "=scram-sha-512\\:" + Base64.getEncoder().encodeToString(written.toByteArray()) + ";";
    }

    /** For {@code groups.properties}. */
    String groupLine() {
        return name + "=" + String.join(",", roles);
    }

    private byte[] hash(byte[] salt) {
        try {
            PBEKeySpec key = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, HASH_BITS);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(key)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
