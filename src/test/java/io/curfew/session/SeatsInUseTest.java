package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import io.curfew.config.SessionRules;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
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
    void theOneThatWasNotUsedForLongestGoes() {
        Route route = BrowserGround.route(
                BrowserGround.rules(Duration.ZERO, null, new SessionLimit(2, LimitAction.EVICT_OLDEST)));
        LoginOutcome.Begun inUse = ground.begin(route);
        ground.clock.advance(Duration.ofMinutes(1));
        LoginOutcome.Begun unused = ground.begin(route);
        ground.clock.advance(Duration.ofMinutes(10));
        assertTrue(ground.use(route, inUse.id()).isPresent());
        ground.clock.advance(Duration.ofMinutes(1));

        assertInstanceOf(LoginOutcome.Begun.class, login(route));

        assertTrue(ground.use(route, inUse.id()).isPresent());
        assertFalse(ground.use(route, unused.id()).isPresent());
    }

    private LoginOutcome login(Route route) {
        return ground.hall.begin(ground.login(route, "alice", "sid-1", null));
    }
}
