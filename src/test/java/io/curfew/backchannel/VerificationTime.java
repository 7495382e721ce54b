package io.curfew.backchannel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.util.Arrays;
import java.util.List;

/** Prints how long the verification of one logout token takes (RS256, 2048 bits), without any I/O. */
public final class VerificationTime {
    private static final int ROUNDS = 5000;

    private VerificationTime() {}

    public static void main(String[] arguments) throws JOSEException {
        SettableClock clock = new SettableClock();
        RSAKey key = TestKeys.rsa("key-1");
        SigningKeyVerdict found = new SigningKeyVerdict.Found(key.toPublicKey());
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(
                List.of(Registrations.at("https://id.example.com", "gateway")), (registration, kid) -> found, clock);
        String token = LogoutTokenBuilder.valid("https://id.example.com", "gateway", key, clock.instant())
                .build();
        measure(verifier, token);
        long[] nanos = measure(verifier, token);
        System.out.printf(
                "accepted: p50 %d us, p99 %d us%n", nanos[ROUNDS / 2] / 1000, nanos[ROUNDS * 99 / 100] / 1000);
    }

    private static long[] measure(LogoutTokenVerifier verifier, String token) {
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            if (!(verifier.verify(token) instanceof LogoutTokenVerdict.Accepted)) {
                throw new IllegalStateException("the token must be accepted");
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }
}
