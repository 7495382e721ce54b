package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the session hall does on a node that may or may not speak for the cluster. */
class QuorumTest {
    private final Ground ground = new Ground();
    private final SettableQuorum quorum = new SettableQuorum();
    private final Sessions sessions = ground.sessionsOn(with(ground.embedded.caches()));

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void withoutItNobodyIsKnownOrUnknown() {
        SessionId alice = begin();
        quorum.term = 0;
        assertThrows(StoreUnavailableException.class, () -> sessions.find(alice, Ground.IDLING));
        SessionId nobody = new SessionId("x".repeat(43));
        assertThrows(StoreUnavailableException.class, () -> sessions.find(nobody, Ground.IDLING));

        quorum.term = 1;
        assertTrue(sessions.find(alice, Ground.IDLING).isPresent());
    }

    /** Between the two the node may have been out and come back, and what it read may be from before. */
    @Test
    void whatWasReadAcrossABreakDoesNotCount() {
        SessionId alice = begin();
        quorum.termAfterNextRead = 2;
        assertThrows(StoreUnavailableException.class, () -> sessions.find(alice, Ground.IDLING));
    }

    @Test
    void aLoginAcrossABreakLeavesNothing() {
        quorum.termAfterNextRead = 0;
        Login login = ground.login().sid("sid-9").build();
        assertThrows(StoreUnavailableException.class, () -> sessions.begin(login));
        assertTrue(ground.embedded.caches().sessions().isEmpty());
        assertTrue(ground.embedded.caches().sids().isEmpty());
    }

    @Test
    void withoutItAUserIsStillSignedOut() {
        SessionId alice = begin();
        quorum.term = 0;
        LiveSession live = sessions.read(alice.key(), session -> true).orElseThrow();
        assertEquals(1, sessions.signOut(live));

        quorum.term = 1;
        assertTrue(sessions.find(alice, Ground.IDLING).isEmpty());
    }

    @Test
    void withoutItALogoutIsWrittenWhereItCanBeButNotConfirmed() {
        SessionId alice = begin();
        quorum.term = 0;
        Instant now = ground.clock.instant();
        assertEquals(1, sessions.endSid(LoginBuilder.ISSUER, "sid-1", now));
        assertThrows(StoreUnavailableException.class, sessions::awaitEverywhere);

        quorum.term = 1;
        assertTrue(sessions.find(alice, Ground.IDLING).isEmpty());
        sessions.awaitEverywhere();
    }

    @Test
    void withoutItTheStoreIsNotReady() {
        assertTrue(sessions.storeAnswers());
        quorum.term = 0;
        assertEquals(false, sessions.storeAnswers());
    }

    private SessionId begin() {
        return ((LoginOutcome.Begun) sessions.begin(ground.login().build())).id();
    }

    private SessionCaches with(SessionCaches caches) {
        return new SessionCaches(
                caches.sessions(),
                caches.sids(),
                caches.subjects(),
                caches.logouts(),
                caches.logoutTokens(),
                caches.logins(),
                quorum);
    }

    private static final class SettableQuorum implements Quorum {
        private static final long UNCHANGED = -1;
        private long term = 1;
        private long termAfterNextRead = UNCHANGED;

        @Override
        public long term() {
            long before = term;
            if (termAfterNextRead != UNCHANGED) {
                term = termAfterNextRead;
                termAfterNextRead = UNCHANGED;
            }
            return before;
        }

        @Override
        public boolean holds(long since) {
            return since != 0 && since == term;
        }

        @Override
        public void awaitLapsed() {
            if (term == 0) {
                throw StoreUnavailableException.noMajority();
            }
        }
    }
}
