package io.curfew.assertion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.curfew.config.PublicUrl;
import io.curfew.config.Secret;
import io.curfew.ground.SettableClock;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecurityEventsTest {
    private static final String EVENT = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";

    private final SettableClock clock = new SettableClock();
    private final AssertionKeys keys = new AssertionKeys(
            List.of(new Secret("0123456789abcdef0123456789abcdef"), new Secret("an older secret of this test alone")));
    private final SecurityEvents events = new SecurityEvents(
            new PublicUrl(URI.create("https://apps.example.com/gate")), keys, clock, new SecureRandom());
    private final RevokedSession revoked = new RevokedSession(
            "public-id",
            "https://id.example.com/realms/work",
            "ali\"ce",
            "provider",
            "system",
            clock.instant().minusSeconds(5));

    @Test
    void saysWhichSessionOfWhomIsOver() throws Exception {
        SignedJWT token = SignedJWT.parse(events.sessionRevoked("orders", revoked));
        Map<String, Object> claims = token.getPayload().toJSONObject();
        assertEquals("https://apps.example.com/gate", claims.get("iss"));
        assertEquals("orders", claims.get("aud"));
        assertEquals(clock.instant().getEpochSecond(), claims.get("iat"));
        assertEquals(
                Map.of(
                        "format", "complex",
                        "user",
                                Map.of(
                                        "format", "iss_sub",
                                        "iss", "https://id.example.com/realms/work",
                                        "sub", "ali\"ce"),
                        "session", Map.of("format", "opaque", "id", "public-id")),
                claims.get("sub_id"));
        assertEquals(
                Map.of(
                        EVENT,
                        Map.of(
                                "event_timestamp", clock.instant().getEpochSecond() - 5,
                                "initiating_entity", "system",
                                "curfew_reason", "provider")),
                claims.get("events"));
    }

    @Test
    void isSignedByTheFirstPublishedKey() throws Exception {
        SignedJWT token = SignedJWT.parse(events.sessionRevoked("orders", revoked));
        JWKSet published = JWKSet.parse(keys.keySet());
        assertEquals("ES256", token.getHeader().getAlgorithm().getName());
        assertEquals(published.getKeys().get(0).getKeyID(), token.getHeader().getKeyID());
        assertTrue(token.verify(new ECDSAVerifier(published.getKeys().get(0).toECKey())));
        assertFalse(token.verify(new ECDSAVerifier(published.getKeys().get(1).toECKey())), "control");
    }

    /** Whoever is shown one must not take it for an assertion of who is there. */
    @Test
    void passesForNoAssertion() throws Exception {
        SignedJWT token = SignedJWT.parse(events.sessionRevoked("orders", revoked));
        assertEquals("secevent+jwt", token.getHeader().getType().getType());
        Map<String, Object> claims = token.getPayload().toJSONObject();
        for (String claim : List.of("sub", "exp", "upn", "preferred_username", "groups", "sid")) {
            assertFalse(claims.containsKey(claim), claim);
        }
    }

    /** The one of docs/webhook.md, with the keys at hand. */
    @Test
    void theReceiverOfThePageBelievesIt() throws Exception {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("secevent+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.ES256, new ImmutableJWKSet<>(JWKSet.parse(keys.keySet()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                "orders",
                new JWTClaimsSet.Builder()
                        .issuer("https://apps.example.com/gate")
                        .build(),
                Set.of("jti", "sub_id", "events")));
        var subject = processor
                .process(events.sessionRevoked("orders", revoked), null)
                .getJSONObjectClaim("sub_id");
        assertEquals("public-id", ((Map<?, ?>) Objects.requireNonNull(subject.get("session"))).get("id"));
        assertThrows(BadJWTException.class, () -> processor.process(events.sessionRevoked("billing", revoked), null));
    }

    @Test
    void eachHasANameOfItsOwn() throws Exception {
        String one = events.sessionRevoked("orders", revoked);
        String other = events.sessionRevoked("orders", revoked);
        clock.advance(Duration.ofSeconds(1));
        assertNotEquals(
                SignedJWT.parse(one).getJWTClaimsSet().getJWTID(),
                SignedJWT.parse(other).getJWTClaimsSet().getJWTID());
        assertEquals("[revoked session]", revoked.toString());
    }
}
