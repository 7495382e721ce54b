package io.curfew.audit;

import java.security.SecureRandom;
import java.util.Base64;

/** Makes names for events: 22 characters of 128 random bits. They open nothing. */
final class Receipts {
    private final SecureRandom random;

    Receipts(SecureRandom random) {
        this.random = random;
    }

    String next() {
        byte[] bits = new byte[16];
        random.nextBytes(bits);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bits);
    }
}
