package io.curfew.provider;

import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * A signed JWT in compact form (RFC 7515, section 7.1), taken apart; nothing in it is proven yet.
 *
 * <p>The header stays a plain map: only {@code alg}, {@code kid}, {@code typ} and {@code crit} are ever looked at, so keys and key
 * locations in it ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u}) cannot be used by accident.
 *
 * @param signingInput the first two parts with the dot, as they were sent
 * @param signature the third part, in base64url
 */
public record CompactToken(
        Map<String, Object> header, Map<String, Object> claims, String signingInput, String signature) {
    /** Empty when it is not one: not three parts of base64url, not JSON objects in UTF-8, or a member twice in one of them. */
    public static Optional<CompactToken> parse(String token) {
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        try {
            Map<String, Object> header = json(parts[0]);
            Map<String, Object> claims = json(parts[1]);
            Base64.getUrlDecoder().decode(parts[2]);
            String signingInput = parts[0] + "." + parts[1];
            return Optional.of(new CompactToken(header, claims, signingInput, parts[2]));
        } catch (ParseException | CharacterCodingException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** An encrypted JWT has five parts (RFC 7516, section 7.1). */
    public static boolean isEncrypted(String token) {
        return token.chars().filter(c -> c == '.').count() == 4;
    }

    /** Whether the signature is good by the registered algorithm, whatever the header says. */
    public boolean isSigned(String algorithm, PublicKey key) {
        return JwsSignature.isGood(
                algorithm, key, signingInput.getBytes(StandardCharsets.US_ASCII), new Base64URL(signature));
    }

    private static Map<String, Object> json(String part) throws ParseException, CharacterCodingException {
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        if (!text.startsWith("{")) {
            // the parser would take an array of pairs for an object
            throw new ParseException("not an object", 0);
        }
        return JSONObjectUtils.parse(text);
    }

    @Override
    public String toString() {
        return "[token]";
    }
}
