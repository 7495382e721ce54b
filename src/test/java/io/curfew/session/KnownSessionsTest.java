package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KnownSessionsTest {
    private static final String ISSUER = LoginBuilder.ISSUER;

    private final Ground ground = new Ground();
    private final KnownSessions known = new KnownSessions(ground.embedded.caches(), ground.clock);

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void aSidIsKnownWhileItsSessionLivesAndAfterItsLogout() {
        ground.begin(ground.login());

        assertTrue(known.hasSid(ISSUER, "sid-1"));
        assertFalse(known.hasSid(ISSUER, "sid-2"));
        assertFalse(known.hasSid("https://other.example.com", "sid-1"));

        ground.sessions.endSid(ISSUER, "sid-1", ground.clock.instant());
        assertTrue(known.hasSid(ISSUER, "sid-1"));
    }

    @Test
    void aSidIsKnownAfterASignOutHere() {
        ground.sessions.signOut(ground.begin(ground.login()).session());

        assertTrue(known.hasSid(ISSUER, "sid-1"));
    }

    @Test
    void theSubjectsOfASidAreThoseOfItsSessions() {
        ground.begin(ground.login());
        ground.begin(ground.login().sid("sid-2").subject("bob"));

        assertEquals(Set.of("alice"), known.subjectsOf(ISSUER, "sid-1"));
        assertEquals(Set.of("bob"), known.subjectsOf(ISSUER, "sid-2"));
        assertEquals(Set.of(), known.subjectsOf(ISSUER, "sid-3"));
    }
}
