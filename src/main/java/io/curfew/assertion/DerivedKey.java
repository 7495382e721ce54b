package io.curfew.assertion;

import io.curfew.config.Secret;
import io.curfew.session.Hkdf;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.util.List;
import javax.crypto.KeyAgreement;

/**
 * A key pair of P-256 that follows from a secret: the same on every node and after every start, and nothing of the secret or of
 * what else follows from it can be told by it.
 *
 * @param privateKey signs
 * @param point the public key
 */
record DerivedKey(PrivateKey privateKey, ECPoint point) {
    private static final byte[] SALT = "curfew".getBytes(StandardCharsets.US_ASCII);
    private static final String PURPOSE = "assertion ES256 P-256 ";
    private static final byte[] PROBE = "which of the two points".getBytes(StandardCharsets.US_ASCII);
    private static final String ALGORITHM = "SHA256withECDSAinP1363Format";

    static DerivedKey of(Secret secret) {
        try {
            ECParameterSpec curve = curve();
            KeyFactory factory = KeyFactory.getInstance("EC");
            PrivateKey privateKey =
                    factory.generatePrivate(new ECPrivateKeySpec(scalar(secret, curve.getOrder()), curve));
            return new DerivedKey(privateKey, point(factory, curve, privateKey));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK of ours has P-256", e);
        }
    }

    private static ECParameterSpec curve() throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    /**
     * From 1 to n - 1. Of 512 bits, twice as many as needed, so that what the remainder prefers is beyond measure (FIPS 186-5,
     * appendix A.2.1).
     */
    private static BigInteger scalar(Secret secret, BigInteger order) {
        byte[] bytes = secret.value().getBytes(StandardCharsets.UTF_8);
        byte[] wide = new byte[64];
        System.arraycopy(Hkdf.derive(bytes, SALT, PURPOSE + 1), 0, wide, 0, 32);
        System.arraycopy(Hkdf.derive(bytes, SALT, PURPOSE + 2), 0, wide, 32, 32);
        return new BigInteger(1, wide).mod(order.subtract(BigInteger.ONE)).add(BigInteger.ONE);
    }

    /**
     * The Java platform does not tell the public key of a private one. But a key agreement with the generator of the curve gives
     * its x, the curve two values of y for that, and a signature says which of them it is.
     */
    private static ECPoint point(KeyFactory factory, ECParameterSpec curve, PrivateKey privateKey)
            throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(privateKey);
        agreement.doPhase(factory.generatePublic(new ECPublicKeySpec(curve.getGenerator(), curve)), true);
        BigInteger x = new BigInteger(1, agreement.generateSecret());
        BigInteger p = ((ECFieldFp) curve.getCurve().getField()).getP();
        BigInteger square = x.pow(3)
                .add(curve.getCurve().getA().multiply(x))
                .add(curve.getCurve().getB())
                .mod(p);
        // a square root, as p is 3 modulo 4
        BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
        byte[] signature = sign(privateKey, PROBE);
        for (ECPoint candidate : List.of(new ECPoint(x, y), new ECPoint(x, p.subtract(y)))) {
            if (isSigner(factory.generatePublic(new ECPublicKeySpec(candidate, curve)), signature)) {
                return candidate;
            }
        }
        throw new IllegalStateException("a private key of P-256 has a public one");
    }

    private static boolean isSigner(PublicKey key, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(ALGORITHM);
        verifier.initVerify(key);
        verifier.update(PROBE);
        return verifier.verify(signature);
    }

    private static byte[] sign(PrivateKey key, byte[] message) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(ALGORITHM);
        signer.initSign(key);
        signer.update(message);
        return signer.sign();
    }

    /** The signature in the form of JWS: r and s, 32 bytes each (RFC 7518, section 3.4). */
    byte[] sign(byte[] message) {
        try {
            return sign(privateKey, message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK of ours has ECDSA with P-256", e);
        }
    }

    @Override
    public String toString() {
        return "[key]";
    }
}
