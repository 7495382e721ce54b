package io.curfew.backchannel;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A logout token from text to verdict, and the RS256 signature in it alone. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LogoutTokenBenchmark {
    private static final String ISSUER = "https://id.example.com/realms/work";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final PublicKey publicKey;
    private final LogoutTokenVerifier verifier;
    private final String text;
    private final JWSObject parsed;
    private final JWSVerifier signature;

    public LogoutTokenBenchmark() {
        try {
            publicKey = KEY.toPublicKey();
            signature = new RSASSAVerifier(KEY.toRSAPublicKey());
            // issued now, and good for as long as the gateway accepts any
            text = LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, Instant.now())
                    .claim("exp", Instant.now().getEpochSecond() + 3600)
                    .build();
            parsed = JWSObject.parse(text);
        } catch (JOSEException | ParseException e) {
            throw new IllegalStateException(e);
        }
        Clock standing = Clock.fixed(Instant.now(), ZoneOffset.UTC);
        verifier = new LogoutTokenVerifier(
                List.of(Registrations.at(ISSUER, "gateway")),
                (registration, kid) -> new SigningKeyVerdict.Found(publicKey),
                standing);
        if (!(verifier.verify(text) instanceof LogoutTokenVerdict.Accepted)) {
            throw new IllegalStateException("The token of the benchmark is refused");
        }
    }

    @Benchmark
    public LogoutTokenVerdict verify() {
        return verifier.verify(text);
    }

    @Benchmark
    public boolean signatureAlone() throws JOSEException {
        return signature.verify(parsed.getHeader(), parsed.getSigningInput(), parsed.getSignature());
    }
}
