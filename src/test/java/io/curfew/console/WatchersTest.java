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
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.LoginTerms;
import io.curfew.session.Presented;
import io.curfew.session.Seal;
import io.curfew.session.SessionKey;
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
        private boolean open = true;
        private boolean abandoned;

        @Override
        public boolean send(String text) {
            if (open && reads) {
                got.add(text);
            }
            return open && reads;
        }

        @Override
        public void end() {
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
        Login login = new Login(
                route.sessionSpace(),
                "alice",
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
        assertEquals(Watchers.Admission.ADMITTED, watchers.admit(seen.session().key()));
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
        watchers.admit(seen.session().key());
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
        watchers.admit(begun.id().key());
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
        SessionKey key = begun.id().key();
        Browser first = watch(begun);
        for (int i = 1; i < Watchers.MOST_OF_A_SESSION; i++) {
            watch(begun);
        }
        assertEquals(Watchers.Admission.TOO_MANY_OF_THE_SESSION, watchers.admit(key));
        assertEquals(
                Watchers.Admission.ADMITTED, watchers.admit(signIn("sid-2").id().key()));

        first.end();
        watchers.round();
        assertEquals(Watchers.Admission.ADMITTED, watchers.admit(key));
    }

    @Test
    void aNodeHasItsShare() {
        for (int i = 0; i < MOST; i++) {
            watch(signIn("sid-" + i));
        }
        SessionKey another = signIn("another").id().key();
        assertEquals(Watchers.Admission.NODE_FULL, watchers.admit(another));

        endAtProvider("sid-0");
        watchers.round();
        assertEquals(Watchers.Admission.ADMITTED, watchers.admit(another));
        watchers.giveBack(another);
        assertEquals(Watchers.Admission.ADMITTED, watchers.admit(another));
    }

    @Test
    void aNodeThatStopsLetsItsBrowsersGo() {
        LoginOutcome.Begun begun = signIn("sid-1");
        Browser browser = watch(begun);
        watchers.nodeStops();

        assertFalse(browser.isOpen());
        assertFalse(browser.last().contains("ended"), "its session is not over");
        assertEquals(Watchers.Admission.NODE_STOPS, watchers.admit(begun.id().key()));
    }
}
