package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProofKeyTest {
    private static final String SECRET = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    @Test
    void theChallengeIsThatOfTheSpecification() {
        // RFC 7636, appendix B
        assertEquals("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", new ProofKey(SECRET).challenge());
    }

    @Test
    void whoHasTheSecretMakesItAgainAndNobodyElse() {
        ProofKey key = ProofKey.of(SECRET);
        assertEquals(key, ProofKey.of(SECRET));
        assertNotEquals(key, ProofKey.of(SECRET.replace('d', 'e')));
        assertTrue(key.verifier().matches("[A-Za-z0-9._~-]{43,128}"), "section 4.1");
        assertNotEquals(
                new ProofKey(SECRET).challenge(), key.verifier(), "a hash of the secret alone may stand elsewhere");
        assertFalse(key.toString().contains(key.verifier()));
    }
}
