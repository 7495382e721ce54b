package io.curfew.backchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import io.curfew.config.BackChannelScope;
import io.curfew.config.ClientSettings;
import io.curfew.config.Registration;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestKeys;
import io.curfew.provider.SigningKeyVerdict;
import java.security.PublicKey;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which sessions a logout token with a {@code sid} ends, by what its provider means. */
class BackChannelScopeTest {
    private static final String ISSUER = "https://id.example.com";
    private static final RSAKey KEY = TestKeys.rsa("key-1");

    private final SettableClock clock = new SettableClock();
    private final RecordingSessions sessions = new RecordingSessions();

    @BeforeEach
    void threeSessionsLive() {
        long earlier = clock.instant().getEpochSecond() - 60;
        sessions.live("a1", "alice", "sid-1", earlier);
        sessions.live("a2", "alice", "sid-2", earlier);
        sessions.live("b1", "bob", "sid-3", earlier);
    }

    private BackChannelLogoutOutcome logout(BackChannelScope scope, LogoutTokenBuilder token) throws JOSEException {
        return logout(List.of(registration("gateway", scope)), token);
    }

    private static Registration registration(String client, BackChannelScope scope) {
        Registration usual = Registrations.at(ISSUER, client);
        return new Registration(
                usual.issuer(),
                usual.clientId(),
                usual.clientSecret(),
                usual.scopes(),
                usual.provider(),
                new ClientSettings(null, null, "token", null, scope));
    }

    private BackChannelLogoutOutcome logout(List<Registration> registrations, LogoutTokenBuilder token)
            throws JOSEException {
        PublicKey key = KEY.toPublicKey();
        LogoutTokenVerifier verifier =
                new LogoutTokenVerifier(registrations, (asked, kid) -> new SigningKeyVerdict.Found(key), clock);
        return new BackChannelLogout(verifier, sessions, new BackChannelCounters(), clock).logout(token.build());
    }

    private LogoutTokenBuilder token() {
        return LogoutTokenBuilder.valid(ISSUER, "gateway", KEY, clock.instant());
    }

    @Test
    void bySidThatSessionAlone() throws JOSEException {
        assertEquals(new BackChannelLogoutOutcome.Ended(1), logout(BackChannelScope.SID, token()));
        assertEquals(Set.of("a2", "b1"), sessions.live());
        assertEquals(
                new BackChannelLogoutOutcome.Ended(0), logout(BackChannelScope.SID, token().claim("sid", "never")));
        assertEquals(Set.of("a2", "b1"), sessions.live());
    }

    @Test
    void bySubjectAllOfTheSubjectThatBeganBefore() throws JOSEException {
        sessions.live("a3", "alice", "sid-9", clock.instant().getEpochSecond() + 1);
        sessions.live("a4", "alice", null, clock.instant().getEpochSecond());
        assertEquals(new BackChannelLogoutOutcome.Ended(3), logout(BackChannelScope.SUBJECT, token()));
        assertEquals(Set.of("a3", "b1"), sessions.live());
    }

    @Test
    void bySubjectWithoutSubTheSubjectOfTheSid() throws JOSEException {
        assertEquals(new BackChannelLogoutOutcome.Ended(2), logout(BackChannelScope.SUBJECT, token().without("sub")));
        assertEquals(Set.of("b1"), sessions.live());
    }

    @Test
    void bySubjectATokenWithNeitherKnownEndsNobodyElse() throws JOSEException {
        assertEquals(
                new BackChannelLogoutOutcome.Ended(0),
                logout(BackChannelScope.SUBJECT, token().without("sub").claim("sid", "never")));
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
    }

    /** In whatever order they stand in the configuration. */
    @Test
    void aTokenForTwoClientsEndsNoLessThanEachOfThemWants() throws JOSEException {
        Registration narrow = registration("gateway", BackChannelScope.SID);
        Registration wide = registration("wiki", BackChannelScope.SUBJECT);
        LogoutTokenBuilder forBoth = token().claim("aud", List.of("gateway", "wiki"));
        assertEquals(new BackChannelLogoutOutcome.Ended(1), logout(List.of(narrow, wide), token()), "the control");
        threeSessionsLive();
        assertEquals(
                new BackChannelLogoutOutcome.Ended(2), logout(List.of(narrow, wide), forBoth.claim("jti", "both")));
        threeSessionsLive();
        assertEquals(
                new BackChannelLogoutOutcome.Ended(2),
                logout(List.of(wide, narrow), forBoth.claim("jti", "both again")));
    }

    @Test
    void byAutoAKnownSidIsBelieved() throws JOSEException {
        assertEquals(new BackChannelLogoutOutcome.Ended(1), logout(BackChannelScope.AUTO, token()));
        assertEquals(Set.of("a2", "b1"), sessions.live());
    }

    @Test
    void byAutoAnUnknownSidMeansTheSubject() throws JOSEException {
        assertEquals(
                new BackChannelLogoutOutcome.Ended(2), logout(BackChannelScope.AUTO, token().claim("sid", "never")));
        assertEquals(Set.of("b1"), sessions.live());
    }

    @Test
    void byAutoASidThatEndedBeforeIsKnown() throws JOSEException {
        logout(BackChannelScope.AUTO, token());
        assertEquals(new BackChannelLogoutOutcome.Ended(0), logout(BackChannelScope.AUTO, token()));
        assertEquals(Set.of("a2", "b1"), sessions.live());
    }

    @Test
    void byAutoAnUnknownSidWithoutSubEndsNobody() throws JOSEException {
        logout(BackChannelScope.AUTO, token().without("sub").claim("sid", "never"));
        assertEquals(Set.of("a1", "a2", "b1"), sessions.live());
    }

    /** What was done before the failure must not make the sid known. */
    @Test
    void byAutoWhereverTheStoreFailsTheTokenSentAgainEndsTheSame() throws JOSEException {
        for (String operation :
                List.of("wasSeen", "hasSid", "endSubject", "endSidless", "endSid", "awaitEverywhere", "remember")) {
            threeSessionsLive();
            LogoutTokenBuilder token = token().claim("sid", "never before " + operation);
            sessions.failAt(operation);
            assertEquals(new BackChannelLogoutOutcome.StoreUnavailable(), logout(BackChannelScope.AUTO, token));
            sessions.failNowhere();
            logout(BackChannelScope.AUTO, token);
            assertEquals(Set.of("b1"), sessions.live(), operation);
        }
    }
}
