package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionsTest {
    private static final String ISSUER = LoginBuilder.ISSUER;
    private static final Duration IDLING = Ground.IDLING;

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
    void aBegunSessionIsFoundWithAllThatTheLoginTold() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        Session session = sessions.find(begun.id(), IDLING).orElseThrow().session();

        assertEquals(ISSUER, session.issuer());
        assertEquals("gateway", session.clientId());
        assertEquals("alice", session.subject());
        assertEquals("sid-1", session.sid());
        assertEquals(Map.of("name", "Alice Example"), session.claims());
        assertEquals(ground.clock.instant().getEpochSecond(), session.began());
    }

    @Test
    void theTokensComeBackAsTheyWere() {
        assertEquals(
                Optional.of(LoginBuilder.TOKENS),
                sessions.tokens(ground.begin(ground.login()).session()));
        Tokens odd = new Tokens("3:a", "1:\n:é", null);
        assertEquals(
                Optional.of(odd),
                sessions.tokens(ground.begin(ground.login().tokens(odd)).session()));
    }

    @Test
    void theTokensOfOneSessionDoNotOpenInAnother() {
        LiveSession one = ground.begin(ground.login()).session();
        LiveSession other = ground.begin(ground.login()).session();

        assertEquals(Optional.empty(), sessions.tokens(new LiveSession(other.key(), one.session())));
    }

    @Test
    void everyLoginGetsAnIdOfItsOwn() {
        assertNotEquals(
                ground.begin(ground.login()).id(), ground.begin(ground.login()).id());
    }

    @Test
    void anUnknownIdIsNotLive() {
        ground.begin(ground.login());

        assertTrue(sessions.find(SessionId.fresh(new SecureRandom()), IDLING).isEmpty());
    }

    @Test
    void aSidEndsItsSessionsUnderEveryClientAndNoOther() {
        LoginOutcome.Begun one = ground.begin(ground.login());
        LoginOutcome.Begun sameSidOtherClient = ground.begin(ground.login().clientId("other"));
        LoginOutcome.Begun otherSid = ground.begin(ground.login().sid("sid-2"));
        LoginOutcome.Begun withoutSid = ground.begin(ground.login().sid(null));
        LoginOutcome.Begun otherIssuer = ground.begin(ground.login().issuer("https://other.example.com"));

        assertEquals(2, sessions.endSid(ISSUER, "sid-1"));

        assertFalse(ground.isLive(one));
        assertFalse(ground.isLive(sameSidOtherClient));
        assertTrue(ground.isLive(otherSid));
        assertTrue(ground.isLive(withoutSid));
        assertTrue(ground.isLive(otherIssuer));
    }

    @Test
    void aSidThatTheProviderEndedIsOverForGood() {
        sessions.endSid(ISSUER, "sid-1");
        ground.clock.advance(Duration.ofHours(1));

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                sessions.begin(ground.login().build()));
        assertTrue(ground.isLive(ground.begin(ground.login().sid("sid-2"))));
    }

    @Test
    void aRefusedLoginLeavesNothingBehind() {
        sessions.endSid(ISSUER, "sid-1");

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

        assertEquals(0, sessions.endSid(ISSUER, "never seen"));
        assertEquals(0, sessions.endSubject(ISSUER, "never seen", ground.clock.instant()));
        assertEquals(1, sessions.endSid(ISSUER, "sid-1"));
        assertEquals(0, sessions.endSid(ISSUER, "sid-1"));
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
    void signingOutDoesNotWeakenWhatTheProviderEndedForGood() {
        LiveSession live = ground.begin(ground.login()).session();
        sessions.endSid(ISSUER, "sid-1");
        sessions.signOut(live);
        ground.clock.advance(Duration.ofMinutes(1));

        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class,
                sessions.begin(ground.login().build()));
    }

    @Test
    void anyStoredSessionThatAMarkCoversIsNotLive() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        LoginOutcome.Begun other = ground.begin(ground.login().sid("sid-2"));
        ground.embedded.caches().logouts().put(new ProviderSession(ISSUER, "sid-1"), LogoutMark.FOR_GOOD);

        assertFalse(ground.isLive(begun));
        assertTrue(ground.isLive(other));
    }

    @Test
    void aSessionEndsAtItsAbsoluteTimeout() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(LoginBuilder.ABSOLUTE.minusSeconds(1));
        assertTrue(sessions.find(begun.id(), Duration.ZERO).isPresent());
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(sessions.find(begun.id(), Duration.ZERO).isEmpty());
    }

    @Test
    void aSessionMayNotOutliveTheMarks() {
        Login login = ground.login()
                .absoluteTimeout(LoginBuilder.ABSOLUTE.plusSeconds(1))
                .build();

        assertThrows(IllegalArgumentException.class, () -> sessions.begin(login));
    }

    @Test
    void theStoreForgetsASessionByItself() {
        LoginOutcome.Begun begun = ground.begin(ground.login().absoluteTimeout(Duration.ofSeconds(1)));
        assertTrue(ground.isLive(begun));

        long limit = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (ground.isLive(begun)) {
            assertTrue(System.nanoTime() < limit, "still there after ten seconds");
            Thread.onSpinWait();
        }
    }

    @Test
    void aSessionEndsWhenItIdles() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(IDLING.minusMillis(1));
        assertTrue(ground.isLive(begun));
        ground.clock.advance(Duration.ofMillis(1));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void aUsedSessionDoesNotIdle() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        for (int use = 0; use < 10; use++) {
            ground.clock.advance(IDLING.minusMinutes(1));
            LiveSession live = sessions.find(begun.id(), IDLING).orElseThrow();
            assertTrue(sessions.touch(live, IDLING));
        }
    }

    @Test
    void useDoesNotMoveTheAbsoluteTimeout() {
        LoginOutcome.Begun begun = ground.begin(ground.login());

        ground.clock.advance(LoginBuilder.ABSOLUTE.minusSeconds(1));
        assertTrue(sessions.touch(sessions.find(begun.id(), Duration.ZERO).orElseThrow(), Duration.ZERO));
        assertTrue(ground.isLive(begun));
        ground.clock.advance(Duration.ofSeconds(1));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void onlyEveryTwentiethPartOfTheIdlingTimeoutIsWorthAWrite() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        Duration part = IDLING.dividedBy(20);

        ground.clock.advance(part);
        sessions.touch(begun.session(), IDLING);
        assertEquals(begun.session(), sessions.find(begun.id(), IDLING).orElseThrow());

        ground.clock.advance(Duration.ofMillis(1));
        sessions.touch(begun.session(), IDLING);
        Session touched = sessions.find(begun.id(), IDLING).orElseThrow().session();
        assertEquals(ground.clock.millis(), touched.lastSeen());
    }

    @Test
    void touchingWhatAnotherRequestTouchedIsFine() {
        LoginOutcome.Begun begun = ground.begin(ground.login());
        ground.clock.advance(Duration.ofMinutes(5));

        assertTrue(sessions.touch(begun.session(), IDLING));
        assertTrue(sessions.touch(begun.session(), IDLING));
    }

    @Test
    void touchingWhatIsOverSaysSoAndDoesNotReviveIt() {
        LoginOutcome.Begun begun = ground.begin(ground.login().sid(null));
        ground.clock.advance(Duration.ofMinutes(5));
        sessions.signOut(begun.session());

        assertFalse(sessions.touch(begun.session(), IDLING));
        assertFalse(ground.isLive(begun));
    }

    @Test
    void aLogoutTokenIsRememberedOnce() {
        Instant until = ground.clock.instant().plusSeconds(120);
        assertFalse(sessions.wasSeen(ISSUER, "jti-1"));

        assertTrue(sessions.remember(ISSUER, "jti-1", until));

        assertTrue(sessions.wasSeen(ISSUER, "jti-1"));
        assertFalse(sessions.remember(ISSUER, "jti-1", until));
        assertFalse(sessions.wasSeen(ISSUER, "jti-2"));
        assertFalse(sessions.wasSeen("https://other.example.com", "jti-1"));
    }

    @Test
    void aLogoutTokenThatIsPastIsRememberedAllTheSame() {
        assertTrue(sessions.remember(ISSUER, "jti-1", ground.clock.instant().minusSeconds(5)));

        assertTrue(sessions.wasSeen(ISSUER, "jti-1"));
    }

    @Test
    void theIndexHoldsWhatLivesAndForgetsWhatEndedOrRanOut() {
        LoginOutcome.Begun ended = ground.begin(ground.login());
        LoginOutcome.Begun lives = ground.begin(ground.login().sid("sid-2"));
        LoginOutcome.Begun runsOut = ground.begin(ground.login().sid("sid-2").absoluteTimeout(Duration.ofMinutes(1)));
        assertEquals(3, indexed("alice"));

        sessions.endSid(ISSUER, "sid-1");
        assertEquals(2, indexed("alice"));

        ground.clock.advance(Duration.ofMinutes(2));
        ground.begin(ground.login().sid("sid-2"));
        assertEquals(2, indexed("alice"));
        assertTrue(ground.isLive(lives));
        assertFalse(ground.isLive(ended));
        assertFalse(ground.isLive(runsOut));
    }

    @Test
    void theStoreAnswersUntilItIsClosed() {
        Ground other = new Ground();
        assertTrue(other.sessions.storeAnswers());

        other.close();

        assertFalse(other.sessions.storeAnswers());
    }

    private int indexed(String subject) {
        IndexedSessions there = ground.embedded.caches().subjects().get(new ProviderSubject(ISSUER, subject));
        return there == null ? 0 : there.ends().size();
    }
}
