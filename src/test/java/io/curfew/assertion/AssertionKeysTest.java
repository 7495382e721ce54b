package io.curfew.assertion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.curfew.config.Secret;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssertionKeysTest {
    private static final String FIRST = "0123456789abcdef0123456789abcdef";
    private static final String SECOND = "another secret of thirty-two chars or more";

    private static AssertionKeys keys(String... secrets) {
        return new AssertionKeys(Stream.of(secrets).map(Secret::new).toList());
    }

    private static List<ECKey> published(AssertionKeys keys) throws Exception {
        return JWKSet.parse(keys.keySet()).getKeys().stream().map(JWK::toECKey).toList();
    }

    private static boolean isSignedBy(ECKey key, String token) throws Exception {
        return SignedJWT.parse(token).verify(new ECDSAVerifier(key));
    }

    /** Worked out once with arithmetic of another language: other nodes and later versions must come to the same key. */
    @Test
    void aSecretHasThisKeyForGood() throws Exception {
        ECKey key = published(keys(FIRST)).get(0);
        assertEquals("nwE5q8iTMMUX1roK6xk_RSIbu5Du6_ygGqqTL6ee1-M", key.getX().toString());
        assertEquals("PUoQIovH4xsTACEl_xZk0meYdgb4ot_dkxMfjg34kaI", key.getY().toString());
        assertEquals("RqSiTq0ISUEUF-iVL4rCwYxKMOIL-1EI9NTtKnwQ0_w", key.getKeyID());
        assertEquals(key.computeThumbprint().toString(), key.getKeyID());
        assertEquals(
                "{\"keys\":[{\"alg\":\"ES256\",\"crv\":\"P-256\",\"kty\":\"EC\",\"x\":\"" + key.getX() + "\",\"y\":\""
                        + key.getY() + "\",\"kid\":\"" + key.getKeyID() + "\",\"use\":\"sig\"}]}",
                keys(FIRST).keySet());
    }

    @Test
    void whatIsSignedIsKnownByThePublishedKey() throws Exception {
        AssertionKeys keys = keys(FIRST);
        String token = keys.sign("{\"sub\":\"älice\"}");
        ECKey key = published(keys).get(0);
        assertTrue(isSignedBy(key, token));
        assertEquals("älice", SignedJWT.parse(token).getJWTClaimsSet().getSubject());
        assertEquals(key.getKeyID(), SignedJWT.parse(token).getHeader().getKeyID());
        assertFalse(isSignedBy(published(keys(SECOND)).get(0), token), "another key");
        String[] parts = token.split("\\.", -1);
        String other = keys.sign("{\"sub\":\"bob\"}").split("\\.", -1)[1];
        assertFalse(isSignedBy(key, parts[0] + "." + other + "." + parts[2]), "other claims");
    }

    @Test
    void theFirstSignsAndAllAreShown() throws Exception {
        AssertionKeys before = keys(FIRST);
        AssertionKeys rotated = keys(SECOND, FIRST);
        List<ECKey> shown = published(rotated);
        assertEquals(2, shown.size());
        assertEquals(published(before).get(0), shown.get(1));
        assertTrue(isSignedBy(shown.get(1), before.sign("{}")), "an old assertion is still known");
        assertTrue(isSignedBy(shown.get(0), rotated.sign("{}")));
        assertEquals(1, published(keys(FIRST, FIRST)).size());
    }

    /** Keys that look alike in the form of numbers: about one in 128 has a coordinate with a zero in front. */
    @Test
    void everySecretHasAKeyOfFullLengthThatNoOtherHas() throws Exception {
        List<ECKey> many = published(
                keys(IntStream.range(0, 300).mapToObj(i -> "secret number " + i).toArray(String[]::new)));
        assertEquals(300, many.stream().map(ECKey::getKeyID).distinct().count());
        for (ECKey key : many) {
            assertEquals(43, key.getX().toString().length());
            assertEquals(43, key.getY().toString().length());
            assertNotEquals(key.getX(), key.getY());
        }
    }

    @Test
    void nothingPrivateIsShown() throws Exception {
        AssertionKeys keys = keys(FIRST, SECOND);
        assertTrue(published(keys).stream().noneMatch(JWK::isPrivate));
        assertFalse(keys.keySet().contains("\"d\""));
        assertEquals("[key]", DerivedKey.of(new Secret(FIRST)).toString());
    }

    @Test
    void whereNothingIsToBeSignedThereIsNoKey() throws Exception {
        assertEquals("{\"keys\":[]}", keys().keySet());
        assertThrows(IllegalStateException.class, () -> keys().sign("{}"));
    }
}
