package io.curfew.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.EmbeddedStore;
import io.curfew.session.LiveSession;
import io.curfew.session.Login;
import io.curfew.session.LoginOutcome;
import io.curfew.session.Seal;
import io.curfew.session.SessionKey;
import io.curfew.session.Sessions;
import io.curfew.session.StoreUnavailableException;
import io.curfew.session.Tokens;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenStreamsTest {
    private final SettableClock clock = new SettableClock();
    private final EmbeddedStore store = EmbeddedStore.local();
    private final Sessions sessions = new Sessions(
            store.caches(),
            new Seal(List.of(new Secret("a secret of the tests")), new SecureRandom()),
            clock,
            new SecureRandom(),
            Duration.ofDays(1));
    private final Route route =
            new RouteBuilder().writeTimeout(Duration.ofSeconds(1)).build();
    private final OpenStreams streams = new OpenStreams(this::find, sessions::touch, (bearer, endless) -> true);
    private final List<SessionKey> asked = new ArrayList<>();
    private boolean silent;

    @AfterEach
    void close() {
        streams.close();
        store.close();
    }

    private Optional<LiveSession> find(SessionKey key, Duration idlingTimeout) {
        asked.add(key);
        if (silent) {
            throw new StoreUnavailableException("get", new IllegalStateException("silent"));
        }
        return sessions.find(key, idlingTimeout);
    }

    private LiveSession signIn(String sid) {
        Login login = new Login(
                route.sessionSpace(),
                "alice",
                sid,
                clock.instant(),
                clock.instant(),
                Map.of(),
                new Tokens("id", "access", null),
                Duration.ofHours(1));
        return assertInstanceOf(LoginOutcome.Begun.class, sessions.begin(login)).session();
    }

    private Exchange open(LiveSession session) {
        Exchange exchange = new Exchange(session, route);
        streams.enter(exchange);
        return exchange;
    }

    private void sweep(int times) {
        for (int i = 0; i < times; i++) {
            streams.sweep();
        }
    }

    @Test
    void anEndedSessionTakesItsExchangesWithItAndNoOthers() {
        LiveSession over = signIn("sid-1");
        Exchange first = open(over);
        Exchange second = open(over);
        Exchange other = open(signIn("sid-2"));
        sweep(2);
        assertEquals(List.of(), first.ends);
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        sweep(1);
        assertEquals(List.of("SESSION_OVER 0"), first.ends);
        assertEquals(List.of("SESSION_OVER 0"), second.ends);
        assertEquals(List.of(), other.ends);
    }

    @Test
    void whatIsThereAtTheNextSweepEndsHarder() {
        Exchange exchange = open(signIn("sid-1"));
        sessions.endSid(RouteBuilder.ISSUER, "sid-1", clock.instant());
        sweep(3);
        assertEquals(List.of("SESSION_OVER 0", "SESSION_OVER 1"), exchange.ends);
        streams.leave(exchange);
        sweep(3);
        assertEquals(2, exchange.ends.size());
    }

    @Test
    void whenTheNodeStopsTheEndlessEndAtOnceAndRequestsTenSecondsLater() {
        Exchange endless = open(signIn("sid-1"));
        endless.endless = true;
        Exchange request = open(signIn("sid-2"));
        sweep(2);
        assertEquals(List.of(), endless.ends, "control");
        streams.nodeStops();
        sweep(1);
        assertEquals(List.of("NODE_STOPS 0"), endless.ends);
        sweep(39);
        assertEquals(List.of(), request.ends);
        sweep(1);
        assertEquals(List.of("NODE_STOPS 0"), request.ends);
    }

    @Test
    void aShortExchangeIsNeverAskedFor() {
        Exchange exchange = open(signIn("sid-1"));
        sweep(1);
        assertEquals(List.of(), asked);
        streams.leave(exchange);
        sweep(1);
        assertEquals(List.of(), asked);
    }

    @Test
    void aSessionIsAskedForOnceASweep() {
        LiveSession session = signIn("sid-1");
        open(session);
        open(session);
        LiveSession other = signIn("sid-2");
        open(other);
        sweep(2);
        assertEquals(2, asked.size());
    }

    @Test
    void aSessionThatIdlesOutTakesItsExchangesWithIt() {
        Exchange exchange = open(signIn("sid-1"));
        clock.advance(Duration.ofMinutes(15).minusMillis(1));
        sweep(2);
        assertEquals(List.of(), exchange.ends);
        clock.advance(Duration.ofMillis(1));
        sweep(1);
        assertEquals(List.of("SESSION_OVER 0"), exchange.ends);
    }

    @Test
    void whatTheClientSendsKeepsTheSessionFromIdlingOut() {
        Exchange used = open(signIn("sid-1"));
        Exchange unused = open(signIn("sid-2"));
        sweep(1);
        clock.advance(Duration.ofMinutes(10));
        used.used = true;
        sweep(1);
        clock.advance(Duration.ofMinutes(10));
        sweep(1);
        assertEquals(List.of(), used.ends);
        assertEquals(List.of("SESSION_OVER 0"), unused.ends);
    }

    @Test
    void oneSilentSweepEndsNothingTwoInARowEndEverything() {
        Exchange exchange = open(signIn("sid-1"));
        Exchange other = open(signIn("sid-2"));
        sweep(1);
        silent = true;
        sweep(1);
        assertEquals(1, asked.size(), "after the first silence nobody is asked");
        silent = false;
        sweep(1);
        silent = true;
        sweep(1);
        assertEquals(List.of(), exchange.ends);
        sweep(1);
        assertEquals(List.of("STORE_SILENT 0"), exchange.ends);
        assertEquals(List.of("STORE_SILENT 0"), other.ends);
    }

    @Test
    void aWriteWithoutProgressEndsTheExchangeAndAnotherDoesNot() {
        LiveSession session = signIn("sid-1");
        Exchange stuck = open(session);
        Exchange going = open(session);
        stuck.toUpstream().begin();
        going.toClient().begin();
        for (int i = 0; i < 5; i++) {
            assertEquals(List.of(), stuck.ends);
            going.toClient().end();
            going.toClient().begin();
            sweep(1);
        }
        sweep(1);
        assertEquals(List.of("STALLED 0"), stuck.ends);
        assertEquals(List.of(), going.ends);
    }

    @Test
    void anAbandonedExchangeIsEnded() {
        LiveSession session = signIn("sid-1");
        Exchange abandoned = open(session);
        Exchange listened = open(session);
        abandoned.abandoned = true;
        sweep(4);
        assertEquals(List.of("ABANDONED 0"), abandoned.ends);
        assertEquals(List.of(), listened.ends);
    }

    private static final class Exchange extends OpenExchange {
        private final List<String> ends = new ArrayList<>();
        private boolean used;
        private boolean abandoned;
        private boolean endless;

        Exchange(LiveSession session, Route route) {
            super(session, route);
        }

        @Override
        boolean isEndless() {
            return endless;
        }

        @Override
        boolean isAbandoned() {
            return abandoned;
        }

        @Override
        boolean takeUse() {
            boolean was = used;
            used = false;
            return was;
        }

        @Override
        void end(Cause cause, int attempt) {
            ends.add(cause + " " + attempt);
        }
    }
}
