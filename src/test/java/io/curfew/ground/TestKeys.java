package io.curfew.ground;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The keys of the test provider: what it signs with, and what it publishes. */
public final class TestKeys {
    /** Finding primes takes up to seconds, so all providers of a run begin with the same key, under names of their own. */
    private static final class First {
        static final RSAKey KEY = rsa("first");
    }

    private final List<JWK> published = new CopyOnWriteArrayList<>();
    private @Nullable JWK current;

    /** Signs with this key from now on; nothing else is published. */
    public synchronized void rotateTo(JWK next) {
        current = next;
        published.clear();
        published.add(next);
    }

    /** The signing key; the first one is made when somebody asks, since that takes a while. */
    public synchronized JWK current() {
        JWK made = current;
        if (made == null) {
            made = new RSAKey.Builder(First.KEY)
                    .keyID(UUID.randomUUID().toString())
                    .build();
            current = made;
            published.add(made);
        }
        return made;
    }

    /** Publishes another key besides. */
    public void publish(JWK key) {
        published.add(key);
    }

    /** The JWK set, without private parts. */
    public String document() {
        current();
        return new JWKSet(List.copyOf(published)).toString();
    }

    public static RSAKey rsa(String kid) {
        try {
            return new RSAKeyGenerator(2048).keyID(kid).keyUse(KeyUse.SIGNATURE).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ECKey elliptic(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A JWS in compact form with exactly this header and payload, signed by {@code key} as {@code algorithm} does. */
    public static String sign(Map<String, Object> header, String payload, JWK key, JWSAlgorithm algorithm) {
        String input = Base64URL.encode(JSONObjectUtils.toJSONString(header)) + "." + Base64URL.encode(payload);
        try {
            JWSSigner signer =
                    key instanceof ECKey elliptic ? new ECDSASigner(elliptic) : new RSASSASigner(key.toRSAKey());
            return input + "." + signer.sign(new JWSHeader(algorithm), input.getBytes(StandardCharsets.US_ASCII));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
