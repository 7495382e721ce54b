package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.curfew.ground.TestKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeySetTest {
    private static final RSAKey GOOD = TestKeys.rsa("good");

    private static KeySet with(JWK other) {
        Map<String, Object> broken = Map.of("kty", "RSA", "kid", "broken", "n", "!", "e", "AQAB");
        return KeySet.parse("test", Map.of("keys", List.of(broken, other.toJSONObject(), GOOD.toJSONObject())));
    }

    private static void assertUsed(boolean used, JWK key, JWSAlgorithm algorithm) {
        KeySet keys = with(key);
        assertTrue(keys.find("good", JWSAlgorithm.RS256).isPresent(), "the good key is there besides");
        assertTrue(used == keys.find(key.getKeyID(), algorithm).isPresent());
    }

    @Test
    void onlyKeysForSignaturesAreUsed() throws JOSEException {
        assertUsed(true, new RSAKey.Builder(GOOD).keyID("x").build(), JWSAlgorithm.RS256);
        assertUsed(true, new RSAKey.Builder(GOOD).keyID("x").keyUse(null).build(), JWSAlgorithm.RS256);
        assertUsed(
                false,
                new RSAKey.Builder(GOOD).keyID("x").keyUse(KeyUse.ENCRYPTION).build(),
                JWSAlgorithm.RS256);
        RSAKey.Builder wrapping = new RSAKey.Builder(GOOD.toPublicJWK())
                .keyID("x")
                .keyUse(null)
                .keyOperations(Set.of(KeyOperation.WRAP_KEY));
        assertUsed(false, wrapping.build(), JWSAlgorithm.RS256);
        assertUsed(true, wrapping.keyOperations(Set.of(KeyOperation.VERIFY)).build(), JWSAlgorithm.RS256);
        OctetSequenceKey symmetric =
                new OctetSequenceKeyGenerator(256).keyID("x").generate();
        assertUsed(false, symmetric, JWSAlgorithm.HS256);
        assertUsed(false, symmetric, JWSAlgorithm.RS256);
    }

    @Test
    void shortRsaKeysAreNotUsed() throws JOSEException {
        assertUsed(false, new RSAKeyGenerator(1024, true).keyID("x").generate(), JWSAlgorithm.RS256);
    }

    @Test
    void aKeyMustFitTheAlgorithm() {
        RSAKey forPss = new RSAKey.Builder(GOOD)
                .keyID("x")
                .algorithm(JWSAlgorithm.PS256)
                .build();
        assertUsed(false, forPss, JWSAlgorithm.RS256);
        assertUsed(true, forPss, JWSAlgorithm.PS256);
        assertUsed(false, TestKeys.elliptic("x"), JWSAlgorithm.RS256);
        assertUsed(true, TestKeys.elliptic("x"), JWSAlgorithm.ES256);
        assertUsed(false, TestKeys.elliptic("x"), JWSAlgorithm.ES384);
        assertFalse(
                with(TestKeys.elliptic("x")).find("good", JWSAlgorithm.ES256).isPresent());
    }
}
