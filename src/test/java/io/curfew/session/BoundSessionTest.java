package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

/** What is stored of an address that a session is bound to. */
class BoundSessionTest {
    private static final String ADDRESS = Presented.fingerprint("IP 192.0.2.1\n");

    private final SecureRandom random = new SecureRandom();
    private final SessionId id = SessionId.fresh(random);

    /** There are few addresses, so a hash that is the same everywhere would be the address itself. */
    @Test
    void itIsAnotherInEverySessionAndTheSameForAllIdsOfOne() {
        String bound = id.boundTo(ADDRESS);
        assertNotEquals(bound, SessionId.fresh(random).boundTo(ADDRESS));
        assertNotEquals(bound, id.boundTo(Presented.fingerprint("IP 192.0.2.2\n")));
        assertEquals(bound, id.withSecret(SessionId.fresh(random).value()).boundTo(ADDRESS));
    }

    @Test
    void whoHasTheStoreAloneCannotMakeIt() {
        try (BrowserGround ground = new BrowserGround()) {
            Login login = ground.login(BrowserGround.route(), "alice", null, null);
            LoginTerms terms = login.terms();
            LoginOutcome.Begun begun = (LoginOutcome.Begun) ground.hall.begin(new Login(
                    login.space(),
                    login.subject(),
                    login.sid(),
                    login.began(),
                    login.started(),
                    login.claims(),
                    login.tokens(),
                    login.times(),
                    login.absoluteTimeout(),
                    new LoginTerms(ADDRESS, null, terms.limit(), terms.idlingTimeout(), terms.rollingTimeout(), null)));
            String stored = begun.session().session().standing().bound();
            assertNotNull(stored);
            assertTrue(begun.id().boundTo(ADDRESS).equals(stored), "the control");
            assertFalse(stored.contains(ADDRESS));
            String keyAsId = begun.session().key().value();
            assertNotEquals(stored, new SessionId(keyAsId).boundTo(ADDRESS), "the key of the store is no help");
        }
    }
}
