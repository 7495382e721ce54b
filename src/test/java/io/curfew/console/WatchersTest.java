package io.curfew.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import io.curfew.session.LoginTerms;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.Sessions;
import io.curfew.session.Sighting;
import io.curfew.session.TokenTimes;
import io.curfew.session.Tokens;
import io.curfew.session.WatchedSessions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private static final int MOST = 10;

    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final Sessions sessions = new Sessions(
            store.caches(),
            new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom()),
            clock,
            new SecureRandom(),
            Duration.ofDays(1));
    private final Route route = new RouteBuilder()
            .timeouts(Duration.ofMinutes(15), Duration.ofDays(1))
            .build();
    private final WatchedSessions watched = new WatchedSessions(store.caches(), sessions);
    private final Watchers watchers = new Watchers(watched, MOST, clock, new Random(1));

    @AfterEach
    void close() {
        watchers.close();
        store.close();
    }

    /** Keeps what it is sent. */
    private static final class Browser implements EventStream {
        private final List<String> got = new ArrayList<>();
        private boolean reads = true;
        private boolean stuck;
        private boolean broken;
        private boolean open = true;
        private boolean abandoned;

        @Override
        public boolean send(String text) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            if (open && reads) {
                got.add(text);
            }
            return open && reads;
        }

        @Override
        public void end() {
            open = stuck;
        }

        @Override
        public void cut() {
            open = false;
        }

        @Override
        public boolean isAbandoned() {
            return abandoned;
        }

        @Override
        public boolean isOpen() {
            return open;
        }

        String last() {
            return got.get(got.size() - 1);
        }
    }

    private LoginOutcome.Begun signIn(String sid) {
        return signIn("alice", sid);
    }

    private LoginOutcome.Begun signIn(String subject, String sid) {
        Login login = new Login(
                route.sessionSpace(),
                subject,
                sid,
                clock.instant(),
                clock.instant(),
                Map.of(),
                new Tokens("id", "access", null),
                TokenTimes.UNKNOWN,
                Duration.ofHours(10),
                LoginTerms.NONE);
        return assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(login));
    }

    private Sighting.Live see(LoginOutcome.Begun begun) {
        Presented presented = new Presented(Optional.of(begun.id().value()), Optional.empty(), null);
        return assertInstanceOf(Sighting.Live.class, watched.look(route, presented));
    }

    private Browser watch(LoginOutcome.Begun begun) {
        Browser browser = new Browser();
        Sighting.Live seen = see(begun);
        assertEquals(WatcherPlaces.Admission.ADMITTED, watchers.places().admit(seen.session()));
        watchers.enter(route, seen, browser);
        return browser;
    }

    private void endAtProvider(String sid) {
        sessions.endSid(route.sessionSpace().issuer(), sid, clock.instant());
    }

    @Test
    void theFirstEventSaysWhoIsSignedIn() {
        Browser browser = watch(signIn("sid-1"));

        assertTrue(
                browser.last().matches("(?s)retry: [1-4]\\d{3}\nevent: session\ndata: \\{\"signed_in\":true,.*}\n\n"),
                browser.last());
        assertTrue(browser.last().contains("\"seconds_left\":900,\"ends_by\":\"idling\""), browser.last());
    }

    @Test
    void theNextRoundTellsOfAnEndAndNobodyElse() {
        Browser hers = watch(signIn("sid-1"));
        Browser other = watch(signIn("sid-2"));
        watchers.round();
        assertEquals(1, hers.got.size());

        endAtProvider("sid-1");
        watchers.round();

        assertEquals("id: ended\nevent: ended\ndata: {\"reason\":\"provider\"}\n\n", hers.last());
        assertFalse(hers.isOpen());
        assertTrue(other.isOpen());
        assertEquals(1, other.got.size());
        assertEquals(1, watchers.size());
    }

    /** Between the look that let it in and its first round. */
    @Test
    void anEndWhileItComesInIsNotMissed() {
        LoginOutcome.Begun begun = signIn("sid-1");
        Sighting.Live seen = see(begun);
        endAtProvider("sid-1");
        Browser browser = new Browser();
        watchers.places().admit(seen.session());
        watchers.enter(route, seen, browser);
        watchers.round();

        assertTrue(browser.last().contains("\"reason\":\"provider\""), browser.last());
    }

    @Test
    void aSessionThatIdlesOutIsToldInItsSecond() {
        Browser browser = watch(signIn("sid-1"));
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        watchers.round();
        watchers.round();
        assertFalse(browser.last().contains("ended"), browser.last());

        clock.advance(Watchers.ROUND);
        watchers.round();

        assertTrue(browser.last().contains("\"reason\":\"expired\""), browser.last());
    }

    /** An entry that is gone without a mark, as after the loss of all its owners. */
    @Test
    void whatNobodyToldIsFoundOutByLooking() {
        LoginOutcome.Begun begun = signIn("sid-1");
        Browser browser = watch(begun);
        watchers.round();
        store.caches().sessions().remove(begun.id().key());
        watchers.round();
        assertTrue(browser.isOpen());

        clock.advance(Watchers.LOOK.multipliedBy(3).dividedBy(2));
        watchers.round();
        watchers.round();

        assertTrue(browser.last().contains("\"reason\":\"unknown\""), browser.last());
    }

    @Test
    void itsStreamIsAlive() {
        Browser browser = watch(signIn("sid-1"));
        clock.advance(Watchers.BEAT);
        watchers.round();

        assertEquals("event: alive\ndata: 20\n\n", browser.last());
    }

    @Test
    void whoTakesNothingMakesRoom() {
        LoginOutcome.Begun begun = signIn("sid-1");
        Browser browser = watch(begun);
        browser.reads = false;
        clock.advance(Watchers.BEAT);
        watchers.round();

        assertEquals(0, watchers.size());
        assertFalse(browser.isOpen());
    }

    @Test
    void whoDoesNotTakeItsLastWordsIsCutOff() {
        Browser browser = watch(signIn("sid-1"));
        browser.stuck = true;
        endAtProvider("sid-1");
        watchers.round();
        assertEquals(0, watchers.size());
        assertTrue(browser.isOpen(), "it may still take them");

        clock.advance(Watchers.FAREWELL);
        watchers.round();

        assertFalse(browser.isOpen());
    }

    @Test
    void aNodeThatStopsWaitsForNobody() {
        Browser leaving = watch(signIn("sid-1"));
        Browser watching = watch(signIn("sid-2"));
        leaving.stuck = true;
        watching.stuck = true;
        endAtProvider("sid-1");
        watchers.round();

        watchers.nodeStops();

        assertFalse(leaving.isOpen());
        assertFalse(watching.isOpen());
    }

    /** What comes of a look at one of them fails every time. */
    @Test
    void aLookThatFailsKeepsNobodyElseWaiting() {
        List<Browser> others = new ArrayList<>();
        for (int i = 1; i < MOST; i++) {
            if (i == MOST / 2) {
                watch(signIn("broken")).broken = true;
            }
            others.add(watch(signIn("sid-" + i)));
        }
        for (int i = 1; i < MOST; i++) {
            endAtProvider("sid-" + i);
        }
        endAtProvider("broken");
        watchers.round();

        others.forEach(browser -> assertTrue(browser.last().contains("\"reason\":\"provider\""), browser.last()));
        assertEquals(1, watchers.size());
    }

    @Test
    void aUserHasTheirShareHoweverManyTheirSessions() {
        WatcherPlaces places = new WatcherPlaces(1000);
        for (int i = 0; i < WatcherPlaces.MOST_OF_A_USER; i++) {
            assertEquals(
                    WatcherPlaces.Admission.ADMITTED,
                    places.admit(signIn("sid-" + i).session()));
        }
        LiveSession another = signIn("another").session();
        assertEquals(WatcherPlaces.Admission.TOO_MANY_OF_THE_USER, places.admit(another));
        LiveSession bobs = signIn("bob", "sid-bob").session();
        assertEquals(WatcherPlaces.Admission.ADMITTED, places.admit(bobs));

        places.giveBack(bobs);
        assertEquals(WatcherPlaces.Admission.TOO_MANY_OF_THE_USER, places.admit(another));
        places.giveBack(another);
        assertEquals(WatcherPlaces.Admission.ADMITTED, places.admit(another));
    }

    @Test
    void whoIsGoneMakesRoom() {
        watch(signIn("sid-1")).end();
        watchers.round();
        assertEquals(0, watchers.size());
    }

    @Test
    void whoHasLeftThePageMakesRoomSoon() {
        Browser browser = watch(signIn("sid-1"));
        watchers.round();
        browser.abandoned = true;
        clock.advance(Watchers.PROBE);
        watchers.round();
        assertEquals(0, watchers.size());
        assertFalse(browser.isOpen());
    }

    @Test
    void aStreamDoesNotLastForEverThoughItsSessionLives() {
        Route withoutIdling =
                new RouteBuilder().timeouts(Duration.ZERO, Duration.ofDays(1)).build();
        LoginOutcome.Begun begun = signIn("sid-1");
        Browser browser = new Browser();
        watchers.places().admit(begun.session());
        watchers.enter(withoutIdling, see(begun), browser);
        clock.advance(Watchers.LONGEST_STREAM.minusMillis(1));
        watchers.round();
        assertTrue(browser.isOpen());

        clock.advance(Duration.ofMillis(1));
        watchers.round();

        assertFalse(browser.isOpen());
        assertFalse(browser.last().contains("event: ended"), "its session is not over");
    }

    @Test
    void aSessionHasItsShareAndGetsItBack() {
        LoginOutcome.Begun begun = signIn("sid-1");
        LiveSession live = begun.session();
        Browser first = watch(begun);
        for (int i = 1; i < WatcherPlaces.MOST_OF_A_SESSION; i++) {
            watch(begun);
        }
        assertEquals(
                WatcherPlaces.Admission.TOO_MANY_OF_THE_SESSION,
                watchers.places().admit(live));
        assertEquals(
                WatcherPlaces.Admission.ADMITTED,
                watchers.places().admit(signIn("sid-2").session()));

        first.end();
        watchers.round();
        assertEquals(WatcherPlaces.Admission.ADMITTED, watchers.places().admit(live));
    }

    @Test
    void aNodeHasItsShare() {
        for (int i = 0; i < MOST; i++) {
            watch(signIn("sid-" + i));
        }
        LiveSession another = signIn("another").session();
        assertEquals(WatcherPlaces.Admission.NODE_FULL, watchers.places().admit(another));

        endAtProvider("sid-0");
        watchers.round();
        assertEquals(WatcherPlaces.Admission.ADMITTED, watchers.places().admit(another));
        watchers.places().giveBack(another);
        assertEquals(WatcherPlaces.Admission.ADMITTED, watchers.places().admit(another));
    }

    @Test
    void aNodeThatStopsLetsItsBrowsersGo() {
        LoginOutcome.Begun begun = signIn("sid-1");
        Browser browser = watch(begun);
        watchers.nodeStops();

        assertFalse(browser.isOpen());
        assertFalse(browser.last().contains("ended"), "its session is not over");
        assertEquals(WatcherPlaces.Admission.NODE_STOPS, watchers.places().admit(begun.session()));
    }
}
