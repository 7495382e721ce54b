package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionLimit;
import io.curfew.ground.RouteBuilder;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchedSessionsTest {
    private static final Sighting NOBODY = new Sighting.Nobody();

    private final BrowserGround ground = new BrowserGround();
    private final WatchedSessions watched = new WatchedSessions(ground.store.caches(), ground.hall);
    private final Route route = BrowserGround.route();

    @AfterEach
    void close() {
        watched.close();
        ground.close();
    }

    private Sighting.Live see(Route at, LoginOutcome.Begun begun) {
        return assertInstanceOf(Sighting.Live.class, watched.look(at, BrowserGround.with(begun.id())));
    }

    private EndReason reason(Sighting sighting) {
        return assertInstanceOf(Sighting.Over.class, sighting).reason();
    }

    /** What the store tells, what a look at the marks says, and what a page says that comes only now. */
    private void assertOver(EndReason expected, Sighting late, LoginOutcome.Begun begun, Runnable ending) {
        Sighting.Live seen = see(route, begun);
        LoginOutcome.Begun bob = assertInstanceOf(
                LoginOutcome.Begun.class, ground.hall.begin(ground.login(route, "bob", "sid-bob", null)));
        Sighting.Live seenOther = see(route, bob);
        AtomicInteger told = new AtomicInteger();
        AtomicInteger toldOther = new AtomicInteger();
        WatchedSessions.Listening listening = watched.listen(seen.session(), () -> {
            // whoever is told looks at once
            if (watched.look(route, seen, false) instanceof Sighting.Over) {
                told.incrementAndGet();
            }
        });
        WatchedSessions.Listening listeningToo = watched.listen(seenOther.session(), toldOther::incrementAndGet);
        ending.run();
        listening.close();
        listeningToo.close();

        assertTrue(told.get() > 0, "nobody told, or too early");
        assertEquals(expected, reason(watched.look(route, seen, false)));
        assertEquals(expected, reason(watched.look(route, seen, true)));
        assertEquals(late, watched.look(route, BrowserGround.with(begun.id())), "a page that comes now");
        assertEquals(0, toldOther.get(), "another user's page was told");
        assertInstanceOf(Sighting.Live.class, watched.look(route, seenOther, true));
    }

    @Test
    void aSignOutHere() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertOver(EndReason.SIGNED_OUT, NOBODY, begun, () -> ground.hall.signOut(begun.session()));
    }

    @Test
    void aSignOutHereOfASessionWithoutSid() {
        LoginOutcome.Begun begun =
                assertInstanceOf(LoginOutcome.Begun.class, ground.hall.begin(ground.login(route, "alice", null, null)));
        assertOver(
                EndReason.SIGNED_OUT,
                new Sighting.Over(EndReason.SIGNED_OUT),
                begun,
                () -> ground.hall.signOut(begun.session()));
    }

    @Test
    void aLogoutTokenWithSid() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertOver(
                EndReason.PROVIDER,
                NOBODY,
                begun,
                () -> ground.hall.endSid(route.sessionSpace().issuer(), "sid-1", ground.clock.instant()));
    }

    @Test
    void aLogoutTokenWithSubject() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertOver(
                EndReason.PROVIDER,
                NOBODY,
                begun,
                () -> ground.hall.endSubject(route.sessionSpace().issuer(), "alice", ground.clock.instant()));
    }

    @Test
    void theFrontChannel() {
        LoginOutcome.Begun begun = ground.begin(route);
        UnprovenLogouts logouts = new UnprovenLogouts(ground.hall);
        assertOver(
                EndReason.FRONT_CHANNEL,
                NOBODY,
                begun,
                () -> logouts.end(route.sessionSpace().issuer(), "sid-1"));
    }

    @Test
    void anotherSessionOfTheSameBrowser() {
        LoginOutcome.Begun begun = ground.begin(route);
        LoginOutcome.Begun next = ground.begin(route);
        assertOver(
                EndReason.REPLACED, new Sighting.Over(EndReason.REPLACED), begun, () -> new SessionsToEnd(ground.hall)
                        .replaceBy(next.session(), begun.session()));
    }

    @Test
    void aRouteThatEndsWhatMayNotPass() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertOver(
                EndReason.REFUSED,
                new Sighting.Over(EndReason.REFUSED),
                begun,
                () -> ground.browsers.end(begun.session()));
    }

    @Test
    void aRefreshTokenThatIsTakenNoLonger() {
        LoginOutcome.Begun begun = ground.begin(route);
        TokenRenewals renewals = new TokenRenewals(
                ground.store.caches(),
                ground.hall,
                new Seal(List.of(new Secret("a secret of the test")), new SecureRandom()),
                ground.clock);
        assertOver(
                EndReason.REFRESH_REFUSED,
                new Sighting.Over(EndReason.REFRESH_REFUSED),
                begun,
                () -> renewals.endUnlessRenewed(begun.session()));
    }

    @Test
    void aSessionTooMany() {
        Route limited = BrowserGround.route(
                BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.EVICT_OLDEST)));
        LoginOutcome.Begun begun = ground.begin(limited);
        assertOver(EndReason.EVICTED, new Sighting.Over(EndReason.EVICTED), begun, () -> ground.begin(limited));
    }

    @Test
    void whatAnEarlierVersionMarkedHasNoReason() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertOver(EndReason.UNKNOWN, new Sighting.Over(EndReason.UNKNOWN), begun, () -> ground.hall
                .interior()
                .marks()
                .write(new EndedHere(begun.id().key().value()), new LogoutMark(Long.MAX_VALUE)));
    }

    @Test
    void aLookIsNoUse() {
        LoginOutcome.Begun begun = ground.begin(route);
        Sighting.Live first = see(route, begun);
        ground.clock.advance(Duration.ofMinutes(20));

        assertEquals(first.ending(), see(route, begun).ending());
        assertInstanceOf(Sighting.Live.class, watched.look(route, first, true));
        ground.clock.advance(Duration.ofMinutes(10));

        assertEquals(EndReason.EXPIRED, reason(watched.look(route, first, true)));
        assertEquals(EndReason.EXPIRED, reason(watched.look(route, BrowserGround.with(begun.id()))));
        assertTrue(ground.use(route, begun.id()).isEmpty(), "a look has kept it alive");
    }

    @Test
    void whatIsOlderThanItMayBecomeHasExpired() {
        Sighting.Live seen = see(route, ground.begin(route));
        ground.clock.advance(Duration.ofDays(31));

        assertEquals(EndReason.EXPIRED, reason(watched.look(route, seen, true)));
    }

    @Test
    void aUseElsewhereIsSeen() {
        LoginOutcome.Begun begun = ground.begin(route);
        Sighting.Live first = see(route, begun);
        ground.useFor(route, begun.id(), Duration.ofMinutes(30));

        Sighting.Live later = assertInstanceOf(Sighting.Live.class, watched.look(route, first, true));
        assertTrue(later.ending().at() > first.ending().at());
    }

    @Test
    void saysWhichEndIsNext() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertEquals(Sighting.Limit.IDLING, see(route, begun).ending().by());
        assertEquals(
                ground.clock.millis() + Duration.ofMinutes(30).toMillis(),
                see(route, begun).ending().at());

        Route rolling = BrowserGround.route(BrowserGround.rules(Duration.ofMinutes(10), null, SessionLimit.NONE));
        assertEquals(Sighting.Limit.ROLLING, see(rolling, begun).ending().by());
    }

    @Test
    void nobodysCookieNamesNothing() {
        LoginOutcome.Begun begun = ground.begin(route);
        Presented nothing = new Presented(Optional.empty(), Optional.empty(), null);
        Presented foreign = BrowserGround.with(SessionId.fresh(new SecureRandom()));

        assertEquals(new Sighting.Nobody(), watched.look(route, nothing));
        assertEquals(new Sighting.Nobody(), watched.look(route, foreign));
        assertEquals(
                new Sighting.Nobody(),
                watched.look(new RouteBuilder().cookieName("other").build(), BrowserGround.with(begun.id())));
    }

    @Test
    void whatIsKeptForWatchingHasNoToken() {
        Session kept = see(route, ground.begin(route)).session().session();
        assertEquals("", kept.sealedTokens());
        assertEquals(Map.of("preferred_username", "alice"), kept.claims());
    }

    @Test
    void whoStopsListeningIsToldNothing() {
        LoginOutcome.Begun begun = ground.begin(route);
        AtomicInteger told = new AtomicInteger();
        AtomicInteger stays = new AtomicInteger();
        Sighting.Live seen = see(route, begun);
        WatchedSessions.Listening staying = watched.listen(seen.session(), stays::incrementAndGet);
        watched.listen(seen.session(), told::incrementAndGet).close();
        ground.hall.signOut(begun.session());

        assertEquals(0, told.get());
        assertTrue(stays.get() > 0);
        staying.close();
    }
}
