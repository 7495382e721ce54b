package io.curfew.assertion;

import io.curfew.config.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keys that follow from the gateway's secrets: the first signs, and of all the public half is shown. */
public final class AssertionKeys {
    private final @Nullable Signer signer;
    private final String keySet;

    /** @param secrets as they are configured, so that a new one goes before the old; none where nothing is signed */
    public AssertionKeys(List<Secret> secrets) {
        List<Signer> signers =
                secrets.stream().distinct().map(DerivedKey::of).map(Signer::of).toList();
        signer = signers.isEmpty() ? null : signers.get(0);
        keySet = signers.stream().map(Signer::jwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The public halves as a JWK Set (RFC 7517, section 5). */
    public String keySet() {
        return keySet;
    }

    /** The claims as a signed JWT (RFC 7515, section 7.1). */
    String sign(String claims) {
        Signer first = signer();
        return sign(first, first.header, claims);
    }

    /** The claims as a signed Security Event Token, which nobody takes for another JWT (RFC 8417, section 2.3). */
    String signEvent(String claims) {
        Signer first = signer();
        return sign(first, first.eventHeader, claims);
    }

    private Signer signer() {
        if (signer == null) {
            throw new IllegalStateException("No route asks for signatures, and there is no key.");
        }
        return signer;
    }

    private static String sign(Signer signer, String header, String claims) {
        String signed = header + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        return signed + "." + base64(signer.key.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * One key.
     *
     * @param header the JOSE header of the assertions that it signs, in base64url
     * @param eventHeader the same of Security Event Tokens
     * @param jwk its public half
     */
    private record Signer(DerivedKey key, String header, String eventHeader, String jwk) {
        private static final int COORDINATE_BYTES = 32;

        static Signer of(DerivedKey key) {
            String x = coordinate(key.point().getAffineX());
            String y = coordinate(key.point().getAffineY());
            // exactly this text is what RFC 7638, section 3, makes a thumbprint of
            String members = "\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + x + "\",\"y\":\"" + y + "\"";
            String kid = base64(sha256("{" + members + "}"));
            return new Signer(
                    key,
                    header(kid, "JWT"),
                    header(kid, "secevent+jwt"),
                    "{\"alg\":\"ES256\"," + members + ",\"kid\":\"" + kid + "\",\"use\":\"sig\"}");
        }

        private static String header(String kid, String type) {
            String header = "{\"alg\":\"ES256\",\"kid\":\"" + kid + "\",\"typ\":\"" + type + "\"}";
            return base64(header.getBytes(StandardCharsets.US_ASCII));
        }

        /** Of full length (RFC 7518, section 6.2.1.2). */
        private static String coordinate(BigInteger value) {
            byte[] bytes = value.toByteArray();
            byte[] full = new byte[COORDINATE_BYTES];
            int length = Math.min(bytes.length, COORDINATE_BYTES);
            System.arraycopy(bytes, bytes.length - length, full, COORDINATE_BYTES - length, length);
            return base64(full);
        }

        private static byte[] sha256(String text) {
            try {
                return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every JDK has SHA-256", e);
            }
        }

        @Override
        public String toString() {
            return "[key]";
        }
    }
}
