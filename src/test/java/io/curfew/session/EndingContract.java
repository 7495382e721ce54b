package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What ends which sessions, whatever the kind of store: one hall begins them, another one ends them, and both must agree. */
abstract class EndingContract extends TwoHalls {
    @Test
    void aSidEndsItsSessionsUnderEveryClientAndNoOther() {
        LoginOutcome.Begun one = begin(login());
        LoginOutcome.Begun sameSidOtherClient = begin(login().clientId("other"));
        LoginOutcome.Begun otherSid = begin(login().sid("sid-2"));
        LoginOutcome.Begun withoutSid = begin(login().sid(null));
        LoginOutcome.Begun otherIssuer = begin(login().issuer("https://other.example.com"));

        assertEquals(2, there.endSid(issuer, "sid-1", clock.instant()));

        assertFalse(isLive(one));
        assertFalse(isLive(sameSidOtherClient));
        assertTrue(isLive(otherSid));
        assertTrue(isLive(withoutSid));
        assertTrue(isLive(otherIssuer));
    }

    @Test
    void aRefusedLoginLeavesNothingBehind() {
        there.endSid(issuer, "sid-1", clock.instant());

        here.begin(login().build());

        assertNull(readCaches().sids().get(new ProviderSession(issuer, "sid-1")));
        assertNull(readCaches().subjects().get(new ProviderSubject(issuer, "alice")));
    }

    @Test
    void aSubjectEndsWhatBeganInItsSecondOrBefore() {
        Instant before = clock.instant().plusMillis(500);
        LoginOutcome.Begun earlier = begin(login().began(before.minusSeconds(60)));
        LoginOutcome.Begun sameSecond = begin(login().sid(null).began(before.plusMillis(499)));
        LoginOutcome.Begun later = begin(login().sid("sid-2").began(before.plusMillis(500)));
        LoginOutcome.Begun otherSubject = begin(login().subject("bob").began(before.minusSeconds(60)));

        assertEquals(2, there.endSubject(issuer, "alice", before));

        assertFalse(isLive(earlier));
        assertFalse(isLive(sameSecond));
        assertTrue(isLive(later));
        assertTrue(isLive(otherSubject));
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                here.begin(login().began(before).build()));
    }

    @Test
    void theLaterOfTwoSubjectLogoutsCounts() {
        Instant late = clock.instant();
        there.endSubject(issuer, "alice", late);
        there.endSubject(issuer, "alice", late.minusSeconds(60));

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                here.begin(login().began(late).build()));
        assertTrue(isLive(begin(login().began(late.plusSeconds(1)))));
    }

    @Test
    void endingWhatIsNotThereIsNoError() {
        LoginOutcome.Begun bystander = begin(login());

        assertEquals(0, there.endSid(issuer, "never seen", clock.instant()));
        assertEquals(0, there.endSubject(issuer, "never seen", clock.instant()));
        assertEquals(1, there.endSid(issuer, "sid-1", clock.instant()));
        assertEquals(0, there.endSid(issuer, "sid-1", clock.instant()));
        assertEquals(0, there.signOut(bystander.session()));
    }

    /** A node that dies in the middle of a logout leaves it so. */
    @Test
    void anIndexThatPointsNowhereIsNoErrorAndHidesNobody() {
        LoginOutcome.Begun gone = begin(login());
        LoginOutcome.Begun other = begin(login());
        readCaches().sessions().remove(gone.session().key());

        assertEquals(1, there.endSid(issuer, "sid-1", clock.instant()));

        assertFalse(isLive(other));
        assertEquals(0, there.endSubject(issuer, "alice", clock.instant()));
    }

    @Test
    void signingOutEndsAllSessionsOfTheProviderSessionAndNoOther() {
        LoginOutcome.Begun one = begin(login());
        LoginOutcome.Begun sameSidOtherClient = begin(login().clientId("other"));
        LoginOutcome.Begun otherSid = begin(login().sid("sid-2"));

        assertEquals(2, there.signOut(one.session()));

        assertFalse(isLive(one));
        assertFalse(isLive(sameSidOtherClient));
        assertTrue(isLive(otherSid));
    }

    @Test
    void signingOutWithoutSidEndsThisSessionAlone() {
        LoginOutcome.Begun one = begin(login().sid(null));
        LoginOutcome.Begun other = begin(login().sid(null));

        assertEquals(1, there.signOut(one.session()));

        assertFalse(isLive(one));
        assertTrue(isLive(other));
    }

    @Test
    void afterSigningOutALaterLoginOfTheSameProviderSessionLives() {
        there.signOut(begin(login()).session());
        Login underWay = login().build();
        clock.advance(Duration.ofSeconds(1));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, here.begin(underWay));
        assertTrue(isLive(begin(login())));
    }

    @Test
    void signingOutCoversALoginUnderWayAtAProviderWhoseClockIsAhead() {
        Instant ahead = clock.instant().plusSeconds(30);

        there.signOut(begin(login().began(ahead)).session());

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                here.begin(login().began(ahead).build()));
    }

    @Test
    void signingOutLeavesALoginThatStartsLaterAloneWhateverTheProvidersClock() {
        there.signOut(begin(login()).session());
        clock.advance(Duration.ofSeconds(1));

        Instant behind = clock.instant().minusSeconds(30);
        assertTrue(isLive(begin(login().began(behind))));
    }

    @Test
    void signingOutDoesNotWeakenWhatTheProviderEnded() {
        LiveSession live = begin(login()).session();
        Login underWay = login().started(clock.instant().plusSeconds(5)).build();
        there.endSid(issuer, "sid-1", clock.instant());
        there.signOut(live);

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, here.begin(underWay));
    }

    @Test
    void aSidThatTheProviderUsesAgainLaterLives() {
        LoginOutcome.Begun before = begin(login());
        Login underWay = login().build();
        there.endSid(issuer, "sid-1", clock.instant());
        clock.advance(Duration.ofSeconds(1));

        assertFalse(isLive(before));
        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, here.begin(underWay));
        assertTrue(isLive(begin(login())));
    }

    @Test
    void sessionsWithoutSidEndApartFromThoseWithOne() {
        LoginOutcome.Begun sidless = begin(login().sid(null));
        LoginOutcome.Begun withSid = begin(login());
        LoginOutcome.Begun somebodyElse = begin(login().subject("bob").sid(null));
        Login underWay = login().sid(null).build();

        assertEquals(1, there.endSidless(issuer, "alice", clock.instant()));

        assertFalse(isLive(sidless));
        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, here.begin(underWay));
        assertTrue(isLive(withSid));
        assertTrue(isLive(somebodyElse));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(isLive(begin(login().sid(null))));
    }

    @Test
    void aLoginThatTookLongerThanASessionMayLiveStillFindsItsMark() {
        Login underWay = login().build();
        there.endSid(issuer, "sid-1", clock.instant());
        clock.advance(LoginBuilder.ABSOLUTE.plusMinutes(59));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, here.begin(underWay));
    }

    @Test
    void anyStoredSessionThatAMarkCoversIsNotLive() {
        LoginOutcome.Begun begun = begin(login());
        LoginOutcome.Begun other = begin(login().sid("sid-2"));
        readCaches().logouts().put(new ProviderSession(issuer, "sid-1"), new LogoutMark(Long.MAX_VALUE));

        assertFalse(isLive(begun));
        assertTrue(isLive(other));
    }

    @Test
    void aReplacedSessionEndsAlone() {
        LoginOutcome.Begun replaced = begin(login());
        LoginOutcome.Begun successor = begin(login());
        LoginOutcome.Begun bystander = begin(login());

        new SessionsToEnd(there).replaceBy(successor.session(), replaced.session());
        new SessionsToEnd(there).replaceBy(successor.session(), successor.session());

        assertFalse(isLive(replaced));
        assertTrue(isLive(successor));
        assertTrue(isLive(bystander));
    }
}
