package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever still has a cookie of a session can end it, however old its id is; but only a good id tells whose it is. */
class SessionsToEndTest {
    private final BrowserGround ground = new BrowserGround();
    private final SessionsToEnd sessions = new SessionsToEnd(ground.hall);
    private final Route route = BrowserGround.route();

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void anIdThatRanOutStillEndsItsSession() {
        LoginOutcome.Begun begun = ground.begin(route);
        ground.clock.advance(BrowserGround.ROLLING.plusMinutes(5));

        assertTrue(ground.use(route, begun.id()).isEmpty(), "nothing passes by it");
        LiveSession found = find(route, begun.id()).orElseThrow();
        assertTrue(sessions.isNamed(route, found, BrowserGround.with(begun.id())));
        assertEquals(1, ground.hall.signOut(found));
        assertTrue(find(route, begun.id()).isEmpty());
    }

    @Test
    void anIdThatWasRenewedAwayEndsItsSessionAndTellsNothing() {
        LoginOutcome.Begun begun = ground.begin(route);
        SessionId next = Objects.requireNonNull(ground.useFor(route, begun.id(), Duration.ofMinutes(50))
                .orElseThrow()
                .nextId());
        assertTrue(ground.use(route, next).isPresent());
        ground.clock.advance(Duration.ofMinutes(5));
        assertTrue(ground.use(route, begun.id()).isEmpty(), "it was renewed away");

        LiveSession found = find(route, begun.id()).orElseThrow();
        assertFalse(sessions.isNamed(route, found, BrowserGround.with(begun.id())));
        assertTrue(sessions.isNamed(route, found, BrowserGround.with(next)), "the control");
        ground.hall.signOut(found);
        assertTrue(ground.use(route, next).isEmpty());
    }

    @Test
    void anIdThatOnlyBringsASessionBackEndsItToo() {
        Route remembering = BrowserGround.remembering();
        LoginOutcome.Begun begun = ground.begin(remembering);
        SessionId remembered = Objects.requireNonNull(begun.remembered());
        ground.clock.advance(Duration.ofDays(8));

        assertTrue(ground.browsers
                .use(remembering, BrowserGround.remembered(remembered))
                .isEmpty());
        assertTrue(
                sessions.find(remembering, BrowserGround.remembered(remembered)).isPresent());
        assertTrue(
                sessions.find(route, BrowserGround.remembered(remembered)).isEmpty(), "a route that remembers nobody");
    }

    @Test
    void itIsNothingInAnotherSpace() {
        SessionId id = ground.begin(route).id();

        assertTrue(find(route, id).isPresent(), "the control");
        assertTrue(
                find(new RouteBuilder().cookieName("__Host-other").build(), id).isEmpty());
        assertTrue(find(new RouteBuilder().client("wiki").build(), id).isEmpty());
    }

    @Test
    void theLimitIsNotInTheWayOfABrowserWhoseIdRanOut() {
        Route limited = BrowserGround.route(
                BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.REJECT)));
        SessionId id = ground.begin(limited).id();
        ground.useFor(limited, id, Duration.ofMinutes(40));
        ground.clock.advance(Duration.ofMinutes(25));
        assertTrue(ground.use(limited, id).isEmpty());

        LiveSession replaced = find(limited, id).orElseThrow();
        LoginOutcome again = ground.hall.begin(ground.login(limited, "alice", "sid-1", replaced.key()));
        assertTrue(again instanceof LoginOutcome.Begun, "its own old session took its seat");
    }

    private Optional<LiveSession> find(Route of, SessionId id) {
        return sessions.find(of, BrowserGround.with(id));
    }
}
