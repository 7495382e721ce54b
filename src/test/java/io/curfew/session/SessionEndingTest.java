package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEndingTest {
    private static final String ISSUER = LoginBuilder.ISSUER;

    private Ground ground;
    private Sessions sessions;

    @BeforeAll
    void open() {
        ground = new Ground();
        sessions = ground.sessions;
    }

    @AfterAll
    void close() {
        ground.close();
    }

    @BeforeEach
    void clear() {
        ground.clear();
    }

    @Test
    void aSidEndsItsSessionsUnderEveryClientAndNoOther() {
        LoginOutcome.Begun one = ground.begin(ground.login());
        LoginOutcome.Begun sameSidOtherClient = ground.begin(ground.login().clientId("other"));
        LoginOutcome.Begun otherSid = ground.begin(ground.login().sid("sid-2"));
        LoginOutcome.Begun withoutSid = ground.begin(ground.login().sid(null));
        LoginOutcome.Begun otherIssuer = ground.begin(ground.login().issuer("https://other.example.com"));

        assertEquals(2, sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));

        assertFalse(ground.isLive(one));
        assertFalse(ground.isLive(sameSidOtherClient));
        assertTrue(ground.isLive(otherSid));
        assertTrue(ground.isLive(withoutSid));
        assertTrue(ground.isLive(otherIssuer));
    }

    @Test
    void aRefusedLoginLeavesNothingBehind() {
        sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant());

        sessions.begin(ground.login().build());

        assertTrue(ground.embedded.caches().sessions().isEmpty());
        assertTrue(ground.embedded.caches().sids().isEmpty());
        assertTrue(ground.embedded.caches().subjects().isEmpty());
    }

    @Test
    void aSubjectEndsWhatBeganInItsSecondOrBefore() {
        Instant before = ground.clock.instant().plusMillis(500);
        LoginOutcome.Begun earlier = ground.begin(ground.login().began(before.minusSeconds(60)));
        LoginOutcome.Begun sameSecond = ground.begin(ground.login().sid(null).began(before.plusMillis(499)));
        LoginOutcome.Begun later = ground.begin(ground.login().sid("sid-2").began(before.plusMillis(500)));
        LoginOutcome.Begun otherSubject =
                ground.begin(ground.login().subject("bob").began(before.minusSeconds(60)));

        assertEquals(2, sessions.endSubject(ISSUER, "alice", before));

        assertFalse(ground.isLive(earlier));
        assertFalse(ground.isLive(sameSecond));
        assertTrue(ground.isLive(later));
        assertTrue(ground.isLive(otherSubject));
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                sessions.begin(ground.login().began(before).build()));
    }

    @Test
    void theLaterOfTwoSubjectLogoutsCounts() {
        Instant late = ground.clock.instant();
        sessions.endSubject(ISSUER, "alice", late);
        sessions.endSubject(ISSUER, "alice", late.minusSeconds(60));

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                sessions.begin(ground.login().began(late).build()));
        assertTrue(ground.isLive(ground.begin(ground.login().began(late.plusSeconds(1)))));
    }

    @Test
    void endingWhatIsNotThereIsNoError() {
        LoginOutcome.Begun bystander = ground.begin(ground.login());

        assertEquals(0, sessions.endSid(LoginBuilder.ISSUER, "never seen", ground.clock.instant()));
        assertEquals(0, sessions.endSubject(ISSUER, "never seen", ground.clock.instant()));
        assertEquals(1, sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertEquals(0, sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
        assertEquals(0, sessions.signOut(bystander.session()));
    }

    @Test
    void signingOutEndsAllSessionsOfTheProviderSessionAndNoOther() {
        LoginOutcome.Begun one = ground.begin(ground.login());
        LoginOutcome.Begun sameSidOtherClient = ground.begin(ground.login().clientId("other"));
        LoginOutcome.Begun otherSid = ground.begin(ground.login().sid("sid-2"));

        assertEquals(2, sessions.signOut(one.session()));

        assertFalse(ground.isLive(one));
        assertFalse(ground.isLive(sameSidOtherClient));
        assertTrue(ground.isLive(otherSid));
    }

    @Test
    void signingOutWithoutSidEndsThisSessionAlone() {
        LoginOutcome.Begun one = ground.begin(ground.login().sid(null));
        LoginOutcome.Begun other = ground.begin(ground.login().sid(null));

        assertEquals(1, sessions.signOut(one.session()));

        assertFalse(ground.isLive(one));
        assertTrue(ground.isLive(other));
    }

    @Test
    void afterSigningOutALaterLoginOfTheSameProviderSessionLives() {
        sessions.signOut(ground.begin(ground.login()).session());
        Login underWay = ground.login().build();
        ground.clock.advance(Duration.ofSeconds(1));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
        assertTrue(ground.isLive(ground.begin(ground.login())));
    }

    @Test
    void signingOutCoversALoginUnderWayAtAProviderWhoseClockIsAhead() {
        Instant ahead = ground.clock.instant().plusSeconds(30);

        sessions.signOut(ground.begin(ground.login().began(ahead)).session());

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                sessions.begin(ground.login().began(ahead).build()));
    }

    @Test
    void signingOutLeavesALoginThatStartsLaterAloneWhateverTheProvidersClock() {
        sessions.signOut(ground.begin(ground.login()).session());
        ground.clock.advance(Duration.ofSeconds(1));

        Instant behind = ground.clock.instant().minusSeconds(30);
        assertTrue(ground.isLive(ground.begin(ground.login().began(behind))));
    }

    @Test
    void signingOutDoesNotWeakenWhatTheProviderEnded() {
        LiveSession live = ground.begin(ground.login()).session();
        Login underWay =
                ground.login().started(ground.clock.instant().plusSeconds(5)).build();
        sessions.endSid(ISSUER, "sid-1", ground.clock.instant());
        sessions.signOut(live);

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
    }

    @Test
    void aSidThatTheProviderUsesAgainLaterLives() {
        LoginOutcome.Begun before = ground.begin(ground.login());
        Login underWay = ground.login().build();
        sessions.endSid(ISSUER, "sid-1", ground.clock.instant());
        ground.clock.advance(Duration.ofSeconds(1));

        assertFalse(ground.isLive(before));
        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
        assertTrue(ground.isLive(ground.begin(ground.login())));
    }

    @Test
    void sessionsWithoutSidEndApartFromThoseWithOne() {
        LoginOutcome.Begun sidless = ground.begin(ground.login().sid(null));
        LoginOutcome.Begun withSid = ground.begin(ground.login());
        LoginOutcome.Begun somebodyElse =
                ground.begin(ground.login().subject("bob").sid(null));
        Login underWay = ground.login().sid(null).build();

        assertEquals(1, sessions.endSidless(ISSUER, "alice", ground.clock.instant()));

        assertFalse(ground.isLive(sidless));
        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
        assertTrue(ground.isLive(withSid));
        assertTrue(ground.isLive(somebodyElse));
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.isLive(ground.begin(ground.login().sid(null))));
    }

    @Test
    void aLoginThatTookLongerThanASessionMayLiveStillFindsItsMark() {
        Login underWay = ground.login().build();
        sessions.endSid(ISSUER, "sid-1", ground.clock.instant());
        ground.clock.advance(LoginBuilder.ABSOLUTE.plusMinutes(59));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, sessions.begin(underWay));
    }

    @Test
    void anyStoredSessionThatAMarkCoversIsNotLive() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        LoginOutcome.Begun other = ground.begin(ground.login().sid("sid-2"));
        ground.embedded.caches().logouts().put(new ProviderSession(ISSUER, "sid-1"), new LogoutMark(Long.MAX_VALUE));

        assertFalse(ground.isLive(begun));
        assertTrue(ground.isLive(other));
    }
}
