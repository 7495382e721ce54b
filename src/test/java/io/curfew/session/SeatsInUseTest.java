package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which sessions count for the limit, and which of them has to go. */
class SeatsInUseTest {
    private final BrowserGround ground = new BrowserGround();

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void whoseIdsRanOutCountsNoLonger() {
        SessionRules rules = BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.REJECT));
        Route neverIdle = new RouteBuilder()
                .timeouts(Duration.ZERO, Duration.ofDays(1))
                .rules(rules)
                .build();
        ground.begin(neverIdle);
        ground.clock.advance(BrowserGround.ROLLING.minusSeconds(1));
        assertInstanceOf(LoginOutcome.TooMany.class, login(neverIdle), "the control");
        ground.clock.advance(Duration.ofSeconds(1));
        assertInstanceOf(LoginOutcome.Begun.class, login(neverIdle));
    }

    @Test
    void theOneThatBeganFirstGoesAlthoughItIsInUse() {
        Route route = BrowserGround.route(
                BrowserGround.rules(Duration.ZERO, null, new SessionLimit(2, LimitAction.EVICT_OLDEST)));
        LoginOutcome.Begun first = ground.begin(route);
        ground.clock.advance(Duration.ofMinutes(1));
        LoginOutcome.Begun second = ground.begin(route);
        ground.clock.advance(Duration.ofMinutes(10));
        assertTrue(ground.use(route, first.id()).isPresent());
        ground.clock.advance(Duration.ofMinutes(1));

        assertInstanceOf(LoginOutcome.Begun.class, login(route));

        assertTrue(ground.use(route, second.id()).isPresent());
        assertFalse(ground.use(route, first.id()).isPresent());
    }

    @Test
    void ofTwoOfOneSecondTheEarlierGoes() {
        Route route = BrowserGround.route(
                BrowserGround.rules(Duration.ZERO, null, new SessionLimit(2, LimitAction.EVICT_OLDEST)));
        ground.clock.advance(Duration.ofMillis(1000 - ground.clock.millis() % 1000));
        List<LoginOutcome.Begun> begun = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            begun.add(ground.begin(route));
            ground.clock.advance(Duration.ofMillis(1));
        }
        assertEquals(
                List.of(false, false, false, false, false, false, true, true),
                begun.stream()
                        .map(one -> ground.use(route, one.id()).isPresent())
                        .toList());
    }

    private LoginOutcome login(Route route) {
        return ground.hall.begin(ground.login(route, "alice", "sid-1", null));
    }
}
