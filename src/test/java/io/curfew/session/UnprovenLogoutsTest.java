package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UnprovenLogoutsTest {
    private final Ground ground = new Ground();
    private final UnprovenLogouts logouts = new UnprovenLogouts(ground.sessions);

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void endsTheSessionsOfTheSidUnderEveryClientAndNoOther() {
        LoginOutcome.Begun one = ground.begin(ground.login());
        LoginOutcome.Begun otherClient = ground.begin(ground.login().clientId("wiki"));
        LoginOutcome.Begun otherSid = ground.begin(ground.login().sid("sid-2"));
        LoginOutcome.Begun withoutSid = ground.begin(ground.login().sid(null));
        LoginOutcome.Begun otherIssuer = ground.begin(ground.login().issuer("https://other.example"));

        assertEquals(2, logouts.end(LoginBuilder.ISSUER, "sid-1"));

        assertFalse(ground.isLive(one));
        assertFalse(ground.isLive(otherClient));
        assertTrue(ground.isLive(otherSid));
        assertTrue(ground.isLive(withoutSid));
        assertTrue(ground.isLive(otherIssuer));
    }

    /** Anybody can send any number of these. */
    @Test
    void whatIsNotThereIsNotWrittenDown() {
        LoginOutcome.Begun bystander = ground.begin(ground.login());

        for (int i = 0; i < 1000; i++) {
            assertEquals(0, logouts.end(LoginBuilder.ISSUER, "guess-" + i));
        }

        SessionCaches caches = ground.embedded.caches();
        assertTrue(caches.logouts().isEmpty());
        assertTrue(caches.logins().isEmpty());
        assertEquals(1, caches.sids().size());
        assertTrue(ground.isLive(bystander));
    }

    @Test
    void aLoginOfANodeWhoseClockIsAheadIsCoveredToo() {
        Login ahead =
                ground.login().started(ground.clock.instant().plusSeconds(5)).build();
        ground.sessions.begin(ahead);

        assertEquals(1, logouts.end(LoginBuilder.ISSUER, "sid-1"));

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, ground.sessions.begin(ahead));
        Login later =
                ground.login().started(ground.clock.instant().plusSeconds(6)).build();
        assertInstanceOf(LoginOutcome.Begun.class, ground.sessions.begin(later), "the control");
    }

    @Test
    void aLoginThatWasUnderWayIsCoveredAndALaterOneLives() {
        ground.begin(ground.login());
        Login underWay = ground.login().build();

        logouts.end(LoginBuilder.ISSUER, "sid-1");

        assertInstanceOf(LoginOutcome.LoggedOutMeanwhile.class, ground.sessions.begin(underWay));
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.isLive(ground.begin(ground.login())));
    }
}
