package io.curfew.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.TokenSettings;
import io.curfew.config.TokenSettings.RefreshFailure;
import io.curfew.ground.RouteBuilder;
import io.curfew.ground.SettableClock;
import io.curfew.session.TokenTimes;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TokenPolicyTest {
    private static final long NOW = 1_000_000;
    private static final TokenSettings REFRESH = settings(true, 0, 0);

    private static TokenSettings settings(boolean refresh, long interval, long limit) {
        return new TokenSettings(refresh, RefreshFailure.END, Duration.ofSeconds(interval), Duration.ofSeconds(limit));
    }

    private static RouteBuilder telling() {
        return new RouteBuilder().tokenHeader("authorization", true).tokens(REFRESH);
    }

    private static TokenPolicy policy(RouteBuilder route) {
        return TokenPolicy.of(List.of(route.build()));
    }

    private static long due(TokenPolicy policy, long life) {
        return policy.timesOf(true, OptionalLong.of(life), NOW, 0).due();
    }

    @Test
    void whereNoApplicationIsToldATokenNothingIsDone() {
        assertTrue(policy(new RouteBuilder().tokens(REFRESH)).isOff());
        assertFalse(policy(telling()).isOff());
        assertFalse(
                policy(new RouteBuilder().tokens(REFRESH).idTokenHeader("x-id")).isOff());
        assertTrue(policy(telling().tokens(TokenSettings.NONE)).isOff());
        assertFalse(policy(new RouteBuilder().tokens(settings(false, 60, 0))).isOff());
    }

    @Test
    void oneRouteThatTellsTokensIsEnoughForAllThatShareTheSession() {
        Route silent = new RouteBuilder().path("/silent").tokens(REFRESH).build();
        Route other = new RouteBuilder().client("other").tokens(REFRESH).build();
        TokenPolicies policies = new TokenPolicies(List.of(silent, telling().build(), other), new SettableClock());

        assertNotNull(policies.of(silent.sessionSpace()));
        assertNull(policies.of(other.sessionSpace()));
        assertEquals(TokenTimes.UNKNOWN, policies.atLogin(other.sessionSpace(), true, OptionalLong.of(300)));
    }

    @Test
    void tokensAreDueHalfAMinuteBeforeTheirEnd() {
        assertEquals(NOW + 270_000, due(policy(telling()), 300));
        assertEquals(
                NOW + 300_000,
                policy(telling()).timesOf(true, OptionalLong.of(300), NOW, 0).accessEnds());
    }

    @Test
    void shortLivedTokensAreDueInTheirLastQuarter() {
        assertEquals(NOW + 15_000, due(policy(telling()), 20));
        assertEquals(NOW + 3_000, due(policy(telling()), 4));
    }

    @Test
    void tokensThatAreBornDeadAreNotRefreshedAllTheTime() {
        assertEquals(NOW + 1_000, due(policy(telling()), 0));
        assertTrue(policy(telling()).timesOf(true, OptionalLong.of(0), NOW, 0).isAccessOver(NOW));
    }

    @Test
    void whatCannotBeRefreshedIsNeverDue() {
        TokenPolicy policy = policy(telling());
        assertEquals(
                TokenTimes.NEVER,
                policy.timesOf(false, OptionalLong.of(300), NOW, 0).due());
        TokenTimes untold = policy.timesOf(true, OptionalLong.empty(), NOW, 0);
        assertEquals(TokenTimes.NEVER, untold.due());
        assertFalse(untold.isAccessOver(Long.MAX_VALUE));
    }

    @Test
    void aCheckIsDueAtTheIntervalOrSomewhatBefore() {
        TokenPolicy policy = policy(new RouteBuilder().tokens(settings(true, 100, 0)));
        assertEquals(
                NOW + 100_000,
                policy.timesOf(true, OptionalLong.of(300), NOW, 0).due());
        assertEquals(
                NOW + 80_000, policy.timesOf(true, OptionalLong.of(300), NOW, 1).due());
        assertEquals(
                NOW + 100_000,
                policy.timesOf(false, OptionalLong.empty(), NOW, 0).due());
    }

    @Test
    void theEarlierOfRefreshAndCheckCounts() {
        TokenPolicy policy = policy(telling().tokens(settings(true, 100, 0)));
        assertEquals(NOW + 100_000, due(policy, 300));
        assertEquals(NOW + 45_000, due(policy, 60));
    }

    @Test
    void afterNoAnswerItIsAskedAgainSoon() {
        assertEquals(NOW + 10_000, policy(telling()).again(NOW, 0));
        assertEquals(NOW + 8_000, policy(telling()).again(NOW, 1));
        assertEquals(
                NOW + 2_000,
                policy(new RouteBuilder().tokens(settings(true, 2, 0))).again(NOW, 0));
    }

    @Test
    void theLimitIsOneOfTheCheckAlone() {
        TokenPolicy limited = policy(new RouteBuilder().tokens(settings(true, 2, 60)));
        assertTrue(limited.isTooLong(NOW - 60_000, NOW));
        assertFalse(limited.isTooLong(NOW - 59_999, NOW));
        assertFalse(policy(new RouteBuilder().tokens(settings(true, 2, 0))).isTooLong(0, NOW));
        assertFalse(policy(telling().tokens(settings(true, 0, 60))).isTooLong(0, NOW));
    }
}
