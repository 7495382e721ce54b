package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
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
        assertEquals("gateway", session.space().clientId());
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

        sessions.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant());
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
