package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Secret;
import io.curfew.ground.SettableClock;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which logouts end which access tokens. */
class BearerLogoutsTest {
    private static final String ISSUER = "https://id.example.com";
    private static final Duration DAY = Duration.ofDays(1);

    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final SecureRandom random = new SecureRandom();
    private final Seal seal = new Seal(List.of(new Secret("a secret of the tests")), random);
    private final Sessions sessions = new Sessions(store.caches(), seal, clock, random, DAY);
    private final BearerLogouts logouts = new BearerLogouts(store.caches(), clock, DAY);
    private final Instant now = anHourAfterTheBeginning();

    private Instant anHourAfterTheBeginning() {
        logouts.begin();
        clock.advance(Duration.ofHours(1));
        return clock.instant();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private BearerCaller caller(String subject, @Nullable String sid, Instant issued) {
        return new BearerCaller(
                "api",
                ISSUER,
                subject,
                sid,
                issued,
                issued.plusSeconds(300),
                Duration.ofSeconds(30),
                true,
                Map.of(),
                "token");
    }

    private boolean isOver(String subject, @Nullable String sid, Instant issued) {
        return logouts.isLoggedOut(caller(subject, sid, issued));
    }

    @Test
    void aSidEndsItsTokensAndNoOthers() {
        sessions.endSid(ISSUER, "sid-1", now);
        assertTrue(isOver("alice", "sid-1", now.minusSeconds(60)));
        assertTrue(isOver("alice", "sid-1", now), "in the same second");
        assertFalse(isOver("alice", "sid-1", now.plusSeconds(1)), "the provider has said otherwise since");
        assertFalse(isOver("alice", "sid-2", now));
        assertFalse(isOver("alice", null, now));
    }

    @Test
    void aSubjectEndsAllThatWereIssuedUntilThen() {
        sessions.endSubject(ISSUER, "alice", now);
        assertTrue(isOver("alice", "sid-1", now));
        assertTrue(isOver("alice", null, now.minusSeconds(60)));
        assertFalse(isOver("alice", "sid-1", now.plusSeconds(1)));
        assertFalse(isOver("bob", "sid-1", now));
    }

    @Test
    void aSidThatMayHaveBeenMeantEndsTokensWithoutOne() {
        sessions.endSidless(ISSUER, "alice", now);
        assertTrue(isOver("alice", null, now));
        assertFalse(isOver("alice", "sid-1", now));
    }

    @Test
    void aSignOutHereEndsTheTokensOfItsSid() {
        LiveSession session = ((LoginOutcome.Begun) sessions.begin(new LoginBuilder(now).build())).session();
        String sid = String.valueOf(session.session().sid());
        String issuer = session.session().issuer();
        BearerCaller before = new BearerCaller(
                "api",
                issuer,
                "x",
                sid,
                now.plusSeconds(30),
                now.plusSeconds(300),
                Duration.ofSeconds(30),
                true,
                Map.of(),
                "t");
        BearerCaller after = new BearerCaller(
                "api",
                issuer,
                "x",
                sid,
                now.plusSeconds(31),
                now.plusSeconds(300),
                Duration.ofSeconds(30),
                true,
                Map.of(),
                "t");
        assertFalse(logouts.isLoggedOut(before));
        sessions.signOut(session);
        assertTrue(logouts.isLoggedOut(before), "the provider's clock may be ahead of ours");
        assertFalse(logouts.isLoggedOut(after));
    }

    @Test
    void whatGoesOnAndOnEndsWithItsToken() {
        BearerCaller caller = caller("alice", "sid-1", now);
        clock.advance(Duration.ofSeconds(329));
        assertFalse(logouts.isOver(caller, true));
        clock.advance(Duration.ofSeconds(1));
        assertTrue(logouts.isOver(caller, true));
        assertFalse(logouts.isOver(caller, false), "an answer is carried to its end");
        sessions.endSid(ISSUER, "sid-1", now);
        assertTrue(logouts.isOver(caller, false));
    }

    @Test
    void aNodeThatCannotSpeakForTheClusterSaysNothing() {
        AtomicBoolean holds = new AtomicBoolean(true);
        SessionCaches caches = store.caches();
        BearerLogouts leased = new BearerLogouts(
                new SessionCaches(
                        caches.sessions(),
                        caches.sids(),
                        caches.subjects(),
                        caches.logouts(),
                        caches.logoutTokens(),
                        caches.logins(),
                        new Quorum() {
                            @Override
                            public long term() {
                                return 1;
                            }

                            @Override
                            public boolean holds(long term) {
                                return holds.get();
                            }

                            @Override
                            public void awaitLapsed() {
                                throw new AssertionError("nobody waits");
                            }
                        }),
                clock,
                DAY);
        assertFalse(leased.isLoggedOut(caller("alice", "sid-1", now)));
        holds.set(false);
        assertThrows(StoreUnavailableException.class, () -> leased.isLoggedOut(caller("alice", "sid-1", now)));
    }

    @Test
    void whatWasIssuedBeforeTheStoreLostItsMarksCountsNoMore() {
        sessions.endSid(ISSUER, "sid-1", now);
        assertTrue(isOver("alice", "sid-1", now));
        store.caches().logouts().clear();
        clock.advance(Duration.ofSeconds(10));
        assertTrue(isOver("alice", "sid-1", now), "nobody knows that it was logged out");
        assertTrue(isOver("bob", "sid-2", now), "nor that this one was not");
        assertFalse(isOver("bob", "sid-2", now.plusSeconds(11)), "a new one counts");
        clock.advance(DAY.multipliedBy(400));
        assertFalse(isOver("bob", "sid-2", clock.instant()));
        logouts.begin();
        assertFalse(isOver("bob", "sid-2", clock.instant()), "another node that starts changes nothing");
    }

    @Test
    void aStoreThatBeginsRefusesWhatWasIssuedBefore() {
        assertTrue(isOver("alice", "sid-1", now.minus(Duration.ofHours(1))));
        assertFalse(isOver("alice", "sid-1", now.minus(Duration.ofHours(1)).plusSeconds(1)));
    }

    @Test
    void aMarkOutlivesEveryTokenItCovers() {
        assertEquals(DAY, logouts.longestLife());
        assertTrue(DAY.plus(Sessions.LONGEST_LOGIN).compareTo(logouts.longestLife()) > 0);
    }
}
