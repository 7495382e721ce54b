package io.curfew.provider;

import io.curfew.config.Registration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * The proof key of one login (PKCE, RFC 7636, with {@code S256}): the provider is shown its hash when the code is asked for, and
 * the key itself when the code is exchanged, so a code is worth nothing to who did not ask for it.
 *
 * @param verifier the {@code code_verifier} (section 4.1)
 */
public record ProofKey(String verifier) {
    /** The {@code code_challenge_method} (section 4.3). */
    public static final String METHOD = "S256";

    /** What keeps it apart from all else that is made of the same secret. */
    private static final String PURPOSE = "curfew code_verifier\n";

    /**
     * The one that goes with a secret. It is kept nowhere: who has the secret makes it again.
     *
     * @param secret that the browser of the login alone holds, of 256 random bits
     */
    public static ProofKey of(String secret) {
        return new ProofKey(hashed(PURPOSE + secret));
    }

    /**
     * Whether the logins of a registration are bound to one: as configured, else where the provider can do it.
     *
     * @param offered the provider's {@code code_challenge_methods_supported}
     */
    public static boolean isUsed(Registration registration, List<String> offered) {
        Boolean configured = registration.client().proofKey();
        return configured == null ? offered.contains(METHOD) : configured;
    }

    /** The {@code code_challenge} (section 4.2). */
    public String challenge() {
        return hashed(verifier);
    }

    private static String hashed(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256.", e);
        }
    }

    @Override
    public String toString() {
        return "[proof key]";
    }
}
