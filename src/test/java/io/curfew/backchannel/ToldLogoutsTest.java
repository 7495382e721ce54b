package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.audit.AuditEvent;
import io.curfew.audit.EventKind;
import io.curfew.audit.LogoutWay;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of logout tokens: of good ones who it was, of others nothing that they say of themselves. */
class ToldLogoutsTest {
    private static final RSAKey KEY = TestKeys.rsa("key-1");
    private static final String ADDRESS = "192.0.2.7";

    private final SettableClock clock = new SettableClock();
    private final RecordingSessions sessions = new RecordingSessions();
    private final ToldLogouts told = new ToldLogouts();
    private SigningKeyVerdict key;
    private BackChannelLogout logout;

    @BeforeEach
    void aliceIsSignedIn() throws JOSEException {
        key = new SigningKeyVerdict.Found(KEY.toPublicKey());
        LogoutTokenVerifier verifier = new LogoutTokenVerifier(
                List.of(Registrations.at(ToldLogouts.ISSUER, "gateway")), (registration, kid) -> key, clock);
        logout = new BackChannelLogout(verifier, sessions, new BackChannelCounters(), told.trail());
        sessions.live("a1", "alice", "sid-1", clock.instant().getEpochSecond() - 60);
    }

    private LogoutTokenBuilder valid() {
        return LogoutTokenBuilder.valid(ToldLogouts.ISSUER, "gateway", KEY, clock.instant())
                .claim("sub", "alice")
                .claim("sid", "sid-1");
    }

    private AuditEvent only() {
        assertEquals(1, told.events.size());
        return told.events.get(0);
    }

    @Test
    void aGoodOneIsALogoutByTheProvider() {
        BackChannelLogout.Told answer = logout.logout(valid().build(), ADDRESS);

        AuditEvent event = only();
        assertEquals(EventKind.LOGOUT, event.event());
        assertEquals(LogoutWay.PROVIDER, event.how());
        assertEquals("done", event.outcome());
        assertEquals(ToldLogouts.ISSUER, event.issuer());
        assertEquals("alice", event.subject());
        assertEquals("sid-1", event.sid());
        assertEquals(1, event.sessions());
        assertEquals(ADDRESS, event.address());
        assertEquals(answer.receipt(), event.receipt());
    }

    @Test
    void aReplayedOneIsRefusedByItsCode() {
        String token = valid().build();
        logout.logout(token, ADDRESS);
        told.events.clear();

        BackChannelLogout.Told answer = logout.logout(token, ADDRESS);

        requireRefusal("replayed", ToldLogouts.ISSUER);
        assertEquals(answer.receipt(), only().receipt());
    }

    @Test
    void aForgedOneTellsNothingOfItself() {
        logout.logout(
                valid().claim("sub", "mallory").key(TestKeys.rsa("another")).build(), ADDRESS);

        requireRefusal("signature_invalid", ToldLogouts.ISSUER);
    }

    @Test
    void anIssuerThatIsNotOursIsNotTold() {
        logout.logout(valid().claim("iss", "https://evil.example").build(), ADDRESS);

        requireRefusal("unknown_issuer", null);
    }

    @Test
    void whatIsNoTokenIsRefusedToo() {
        logout.refuse(LogoutTokenRefusal.CONTENT_TYPE_WRONG, ADDRESS);

        requireRefusal(LogoutTokenRefusal.CONTENT_TYPE_WRONG.code(), null);
    }

    @Test
    void oneThatCannotBeVerifiedNowIsNoLogout() {
        key = new SigningKeyVerdict.Unavailable("the provider does not answer");
        logout.logout(valid().build(), ADDRESS);

        requireRefusal(BackChannelTrail.KEYS_UNAVAILABLE, null);
    }

    @Test
    void withoutTheStoreItHasFailed() {
        sessions.failAt("endSid");
        logout.logout(valid().build(), ADDRESS);

        AuditEvent event = only();
        assertEquals(EventKind.LOGOUT, event.event());
        assertEquals("failed", event.outcome());
        assertEquals("alice", event.subject());
        assertEquals(null, event.sessions());
    }

    private void requireRefusal(String code, @Nullable String issuer) {
        AuditEvent event = only();
        assertEquals(EventKind.LOGOUT_REFUSED, event.event());
        assertEquals(LogoutWay.PROVIDER, event.how());
        assertEquals(code, event.outcome());
        assertEquals(issuer, event.issuer());
        assertEquals(ADDRESS, event.address());
        assertEquals(null, event.subject());
        assertEquals(null, event.sid());
        assertEquals(null, event.clientId());
    }
}
