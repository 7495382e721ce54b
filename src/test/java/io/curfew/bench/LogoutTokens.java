package io.curfew.bench;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Signs logout tokens in stock, each with a {@code jti} of its own, and verifies signatures as fast as the machine can. */
final class LogoutTokens {
    private static final int STOCK = 64;
    private static final int WARM_UP_SECONDS = 5;

    private final String issuer;
    private final RSAKey key;
    private final JWSSigner signer;
    private final JWSHeader header;

    LogoutTokens(String issuer, RSAKey key) {
        this.issuer = issuer;
        this.key = key;
        try {
            signer = new RSASSASigner(key);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .type(new JOSEObjectType("logout+jwt"))
                .keyID(key.getKeyID())
                .build();
    }

    /** Form bodies with a token each, for the sessions of these numbers. */
    List<String> forms(int from, int count, String subjects, IntFunction<String> sid) {
        return IntStream.range(from, from + count)
                .parallel()
                .mapToObj(number -> "logout_token=" + token(subjects + Crowd.subject(number), sid.apply(number)))
                .toList();
    }

    private String token(String subject, String sid) {
        String claims = LogoutTokenBuilder.valid(issuer, "gateway", key, Instant.now())
                .claim("sub", subject)
                .claim("sid", sid)
                .claim("exp", Instant.now().getEpochSecond() + 600)
                .payload();
        JWSObject token = new JWSObject(header, new Payload(claims));
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
        return token.serialize();
    }

    /** How many signatures the library verifies in a second when every core does nothing else. */
    double verificationsPerSecond(int seconds) {
        List<JWSObject> stock = IntStream.range(0, STOCK)
                .mapToObj(number -> parsed(token(Crowd.subject(number), Crowd.sid(number))))
                .toList();
        verify(stock, Math.min(seconds, WARM_UP_SECONDS));
        return verify(stock, seconds);
    }

    private double verify(List<JWSObject> stock, int seconds) {
        long start = System.nanoTime();
        long end = start + seconds * 1_000_000_000L;
        long verified = LongStream.range(0, Runtime.getRuntime().availableProcessors())
                .parallel()
                .map(thread -> verifyUntil(end, stock))
                .sum();
        return verified / ((System.nanoTime() - start) / 1e9);
    }

    private long verifyUntil(long end, List<JWSObject> stock) {
        try {
            JWSVerifier verifier = new RSASSAVerifier(key.toRSAPublicKey());
            long verified = 0;
            while (System.nanoTime() < end) {
                JWSObject token = stock.get((int) (verified % stock.size()));
                if (!verifier.verify(token.getHeader(), token.getSigningInput(), token.getSignature())) {
                    throw new IllegalStateException("A signature was not accepted");
                }
                verified++;
            }
            return verified;
        } catch (JOSEException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static JWSObject parsed(String token) {
        try {
            return JWSObject.parse(token);
        } catch (ParseException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
