package io.curfew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LiveSession;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.TokenRenewals;
import io.curfew.session.TokenTimes;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A sign-out whose session got new tokens after it was read. */
class SignOutSessionsTest {
    private static final Tokens OLD = new Tokens("id", "access", "refresh");
    private static final Tokens NEW = new Tokens("new id", "new access", "new refresh");

    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final Seal seal = new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom());
    private final Sessions sessions = new Sessions(store.caches(), seal, clock, new SecureRandom(), Duration.ofDays(1));
    private final TokenRenewals renewals = new TokenRenewals(store.caches(), sessions, seal, clock);
    private final List<Tokens> told = new ArrayList<>();

    @AfterEach
    void close() {
        store.close();
    }

    private LiveSession begin(Route route) {
        LoginOutcome outcome = sessions.begin(new Login(
                route.sessionSpace(),
                "alice",
                "sid-1",
                clock.instant(),
                clock.instant(),
                Map.of(),
                OLD,
                Duration.ofHours(8)));
        return assertInstanceOf(LoginOutcome.Begun.class, outcome).session();
    }

    private void renew(LiveSession live) {
        LiveSession claimed = renewals.claim(live, Duration.ofSeconds(30)).orElseThrow();
        assertTrue(renewals.renew(claimed, NEW, Map.of(), TokenTimes.UNKNOWN).isPresent());
    }

    private int signOut(Route route, LiveSession read) {
        return new SignOutSessions(sessions, List.of(route), (of, tokens) -> told.add(tokens))
                .signOut(read, clock.instant());
    }

    @Test
    void tokensThatCameAfterItWasReadAreRevokedToo() {
        Route revoking = new RouteBuilder().revoke(true, true, true).build();
        LiveSession read = begin(revoking);
        renew(read);

        assertEquals(1, signOut(revoking, read));
        assertEquals(List.of(NEW), told);
    }

    @Test
    void thoseThatWereReadAreNotToldAgain() {
        Route revoking = new RouteBuilder().revoke(true, true, true).build();
        LiveSession other = begin(revoking);

        assertEquals(2, signOut(revoking, begin(revoking)));
        assertEquals(List.of(), told);
        assertEquals(0, signOut(revoking, other));
    }

    @Test
    void aRouteThatRevokesNothingIsToldNothing() {
        Route route = new RouteBuilder().build();
        LiveSession read = begin(route);
        renew(read);

        assertEquals(1, signOut(route, read));
        assertEquals(List.of(), told);
    }
}
