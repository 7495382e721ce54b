package io.curfew.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a provider that can verify signatures (RFC 7517). Of everything else that a JWK set may hold, nothing is kept:
 * symmetric keys, encryption keys, RSA keys below 2048 bits, unknown kinds.
 */
final class KeySet {
    private static final int SMALLEST_RSA_BITS = 2048;
    private static final int MOST_KEYS = 100;

    private record Key(JWK description, PublicKey key) {}

    private final List<Key> keys;

    private KeySet(List<Key> keys) {
        this.keys = List.copyOf(keys);
    }

    int size() {
        return keys.size();
    }

    /** @throws ProviderUnavailableException when the document holds no key that we could use */
    static KeySet parse(String source, Map<String, Object> document) {
        List<Key> keys = new ArrayList<>();
        for (Map<String, Object> member : members(source, document)) {
            key(member).ifPresent(keys::add);
        }
        if (keys.isEmpty()) {
            throw new ProviderUnavailableException("The keys at " + source
                    + " cannot be used: none is a public RSA (2048 bits or more) or EC key for signatures.");
        }
        return new KeySet(keys);
    }

    /**
     * The key for a token's header. Without a {@code kid} there must be exactly one that fits (OpenID Connect Core 1.0, section
     * 10.1).
     */
    Optional<PublicKey> find(@Nullable String kid, JWSAlgorithm algorithm) {
        List<PublicKey> fitting = keys.stream()
                .filter(key -> kid == null || kid.equals(key.description().getKeyID()))
                .filter(key -> fits(key.description(), algorithm))
                .map(Key::key)
                .toList();
        return kid == null && fitting.size() > 1
                ? Optional.empty()
                : fitting.stream().findFirst();
    }

    /** Whether a key could verify a signature by this algorithm. */
    boolean hasOneFor(JWSAlgorithm algorithm) {
        return keys.stream().anyMatch(key -> fits(key.description(), algorithm));
    }

    private static boolean fits(JWK key, JWSAlgorithm algorithm) {
        if (key.getAlgorithm() != null && !key.getAlgorithm().equals(algorithm)) {
            return false;
        }
        if (key instanceof ECKey elliptic) {
            Set<Curve> curves = Curve.forJWSAlgorithm(algorithm);
            return curves != null && curves.contains(elliptic.getCurve());
        }
        return JWSAlgorithm.Family.RSA.contains(algorithm);
    }

    private static List<Map<String, Object>> members(String source, Map<String, Object> document) {
        try {
            Map<String, Object>[] members = JSONObjectUtils.getJSONObjectArray(document, "keys");
            if (members != null && members.length <= MOST_KEYS) {
                return List.of(members);
            }
        } catch (ParseException e) {
            // told below
        }
        throw new ProviderUnavailableException(
                "The keys at " + source + " cannot be used: no array 'keys' of at most " + MOST_KEYS + " objects.");
    }

    private static Optional<Key> key(Map<String, Object> member) {
        try {
            JWK parsed = JWK.parse(member);
            if (!isForSignatures(parsed) || !(parsed.toPublicJWK() instanceof AsymmetricJWK asymmetric)) {
                return Optional.empty();
            }
            PublicKey key = asymmetric.toPublicKey();
            if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < SMALLEST_RSA_BITS) {
                return Optional.empty();
            }
            return Optional.of(new Key(parsed.toPublicJWK(), key));
        } catch (ParseException | JOSEException | IllegalArgumentException | IllegalStateException e) {
            // one bad key must not take the good ones with it
            return Optional.empty();
        }
    }

    private static boolean isForSignatures(JWK key) {
        return (key instanceof RSAKey || key instanceof ECKey)
                && (key.getKeyUse() == null || KeyUse.SIGNATURE.equals(key.getKeyUse()))
                && (key.getKeyOperations() == null || key.getKeyOperations().contains(KeyOperation.VERIFY));
    }
}
