package io.curfew.provider;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Registration;
import io.curfew.ground.Registrations;
import io.curfew.ground.SettableClock;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.provider.ProviderState.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProviderStateTest {
    private static final Duration PAUSE = Duration.ofSeconds(60);

    private final TestProvider op = TestProvider.start();
    private final ProviderClient client = new ProviderClient();
    private final SettableClock clock = new SettableClock();
    private final Registration registration = Registrations.impatient(op.issuer(), Duration.ofSeconds(3));
    private final Providers providers = new Providers(List.of(registration), client, clock);

    @AfterEach
    void close() {
        client.close();
        op.close();
    }

    private ProviderState state() {
        return providers.states().get(0);
    }

    @Test
    void nobodyIsAskedForAState() {
        assertEquals(Condition.UNASKED, state().condition());
        assertNull(state().since());
        assertEquals(0, op.requests(TestProvider.DISCOVERY));
        assertEquals(0, op.requests(TestProvider.JWKS));
    }

    @Test
    void aProviderThatAnswersIsUp() {
        Instant asked = clock.instant();
        providers.look(PAUSE);
        clock.advance(Duration.ofSeconds(10));
        ProviderState state = state();
        assertEquals(Condition.UP, state.condition());
        assertEquals(op.issuer(), state.issuer());
        assertEquals(asked, state.discovery().fetched());
        assertEquals(asked, state.keys().fetched());
        assertTrue(state.keyCount() > 0);
    }

    @Test
    void aProviderThatIsDownIsDegradedSinceTheFirstFailure() {
        providers.look(PAUSE);
        clock.advance(PAUSE);
        op.down(TestProvider.DISCOVERY);
        Instant failed = clock.instant();
        providers.look(PAUSE);
        clock.advance(PAUSE);
        providers.look(PAUSE);
        ProviderState state = state();
        assertEquals(Condition.DEGRADED, state.condition());
        assertEquals(failed, state.since());
        assertNotNull(state.discovery().error());
        assertNotNull(state.discovery().fetched(), "the last good copy serves");
        op.usual(TestProvider.DISCOVERY);
        clock.advance(PAUSE);
        providers.look(PAUSE);
        assertEquals(Condition.UP, state().condition());
        assertNull(state().discovery().error());
    }

    @Test
    void keysThatCannotBeHadDegradeToo() {
        op.down(TestProvider.JWKS);
        providers.look(PAUSE);
        assertEquals(Condition.DEGRADED, state().condition());
        assertNull(state().discovery().error());
        assertNotNull(state().keys().error());
    }

    @Test
    void aLookAsksNoMoreThanItSays() {
        providers.look(PAUSE);
        providers.look(PAUSE);
        assertEquals(1, op.requests(TestProvider.DISCOVERY));
        assertEquals(1, op.requests(TestProvider.JWKS));
        clock.advance(PAUSE);
        providers.look(PAUSE);
        assertEquals(2, op.requests(TestProvider.DISCOVERY));
        assertEquals(1, op.requests(TestProvider.JWKS), "they are fresh");
        clock.advance(Duration.ofMinutes(5));
        providers.look(PAUSE);
        assertEquals(2, op.requests(TestProvider.JWKS));
    }

    @Test
    void theWatchLooksAgainAndAgainUntilItIsClosed() {
        try (ProviderWatch watch = ProviderWatch.start(providers, Duration.ofMillis(20))) {
            assertNotNull(watch);
            assertTrue(Waiting.until(() -> state().condition() == Condition.UP, Duration.ofSeconds(20)));
            op.down(TestProvider.DISCOVERY);
            clock.advance(PAUSE);
            assertTrue(Waiting.until(() -> state().condition() == Condition.DEGRADED, Duration.ofSeconds(20)));
        }
        op.usual(TestProvider.DISCOVERY);
        clock.advance(PAUSE);
        int asked = op.requests(TestProvider.DISCOVERY);
        assertFalse(Waiting.until(() -> op.requests(TestProvider.DISCOVERY) > asked, Duration.ofMillis(300)));
    }
}
