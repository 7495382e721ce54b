package io.curfew.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.util.Base64URL;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** The signature of a token of a provider, by a key that fits the registered algorithm. */
final class JwsSignature {
    private JwsSignature() {}

    static boolean isGood(String algorithm, PublicKey key, byte[] input, Base64URL signature) {
        try {
            JWSVerifier verifier =
                    key instanceof RSAPublicKey rsa ? new RSASSAVerifier(rsa) : new ECDSAVerifier((ECPublicKey) key);
            // a header of our own: the verifier sees the registered algorithm and nothing that the token brought
            return verifier.verify(new JWSHeader(JWSAlgorithm.parse(algorithm)), input, signature);
        } catch (JOSEException e) {
            return false;
        }
    }
}
