package io.curfew.session;

import io.curfew.config.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals small texts so that nobody without the secret can read or change them, or use them elsewhere: AES-256-GCM under a
 * key from the secret, bound to a purpose and to whatever the text belongs to.
 *
 * <p>The sealed form is {@code <key id>.<nonce, ciphertext and tag>}, both base64url without padding. Nonces are random, so
 * a secret should be replaced before it has sealed 2^32 texts.
 */
public final class Seal {
    private static final byte[] SALT = "curfew".getBytes(StandardCharsets.US_ASCII);
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_ID_LENGTH = 8;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final List<Key> keys;
    private final SecureRandom random;

    /**
     * @param secrets the first seals, all open
     * @throws IllegalArgumentException if there is no secret, or an empty one
     */
    public Seal(List<Secret> secrets, SecureRandom random) {
        if (secrets.isEmpty()
                || secrets.stream().anyMatch(secret -> secret.value().isEmpty())) {
            throw new IllegalArgumentException("A seal needs at least one secret, and none may be empty.");
        }
        this.keys = secrets.stream().map(Key::of).toList();
        this.random = random;
    }

    /** Names of the keys, from which nobody can tell the keys; the sealing one first. */
    public List<String> keyIds() {
        return keys.stream().map(Key::id).toList();
    }

    /**
     * Seals a text.
     *
     * @param purpose what it is for; whoever opens it must say the same
     * @param boundTo what it belongs to, for example the key it is stored under; whoever opens it must say the same
     */
    public String seal(String purpose, String boundTo, String plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return seal(keys.get(0), nonce, purpose, boundTo, plain);
    }

    /**
     * Seals a text always in the same way, so that it can serve as a name: whoever sees two can tell whether they are of the same text. The
     * nonce follows from the text by a key of its own, so no other text has it.
     */
    String sealAlike(String purpose, String plain) {
        Key key = keys.get(0);
        byte[] nonce = Hkdf.derive(key.nonces.getEncoded(), SALT, purpose + "\n" + plain);
        return seal(key, Arrays.copyOf(nonce, NONCE_BYTES), purpose, "", plain);
    }

    private static String seal(Key key, byte[] nonce, String purpose, String boundTo, String plain) {
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose, boundTo)
                    .doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] body = ByteBuffer.allocate(nonce.length + sealed.length)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return key.id + "." + text(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    /** Opens what {@link #seal} made, or {@link #sealAlike} bound to nothing; empty for anything else, whatever it is. */
    public Optional<String> open(String purpose, String boundTo, String sealed) {
        if (sealed.length() <= KEY_ID_LENGTH || sealed.charAt(KEY_ID_LENGTH) != '.') {
            return Optional.empty();
        }
        String id = sealed.substring(0, KEY_ID_LENGTH);
        byte[] body = bytes(sealed.substring(KEY_ID_LENGTH + 1));
        return keys.stream()
                .filter(key -> key.id.equals(id))
                .flatMap(key -> open(key, body, purpose, boundTo).stream())
                .findFirst();
    }

    private static Optional<String> open(Key key, byte[] body, String purpose, String boundTo) {
        if (body.length < NONCE_BYTES + TAG_BITS / 8) {
            return Optional.empty();
        }
        byte[] nonce = Arrays.copyOf(body, NONCE_BYTES);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, key, nonce, purpose, boundTo)
                    .doFinal(body, NONCE_BYTES, body.length - NONCE_BYTES);
            return Optional.of(new String(plain, StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES-GCM", e);
        }
    }

    private static Cipher cipher(int mode, Key key, byte[] nonce, String purpose, String boundTo)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(CIPHER);
        cipher.init(mode, key.secret, new GCMParameterSpec(TAG_BITS, nonce));
        byte[] first = purpose.getBytes(StandardCharsets.UTF_8);
        // the length in front, so that no other pair makes the same bytes
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES).putInt(first.length).array());
        cipher.updateAAD(first);
        cipher.updateAAD(boundTo.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** No bytes for what we would not have written so: the decoder alone takes several texts for the same bytes. */
    private static byte[] bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return text(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private record Key(String id, SecretKey secret, SecretKey nonces) {
        static Key of(Secret secret) {
            byte[] bytes = secret.value().getBytes(StandardCharsets.UTF_8);
            String id = text(Hkdf.derive(bytes, SALT, "seal key id")).substring(0, KEY_ID_LENGTH);
            return new Key(
                    id,
                    new SecretKeySpec(Hkdf.derive(bytes, SALT, "seal AES-256-GCM"), "AES"),
                    new SecretKeySpec(Hkdf.derive(bytes, SALT, "seal nonces of names"), "HmacSHA256"));
        }

        @Override
        public String toString() {
            return "[key " + id + "]";
        }
    }
}
