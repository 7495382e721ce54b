package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/**
 * What goes wrong elsewhere: logouts that wait in a bounded memory until their browsers come back. Of many at once the last ones, or those whose
 * browsers come late, are lost.
 */
class BurstOfLogoutsTest {
    private static final int MANY = 60;

    @Test
    void ofManyLogoutsAtOnceNoneIsForgottenHoweverLateTheBrowsersComeBack() throws Exception {
        try (Ground ground = new Ground()) {
            List<LoginOutcome.Begun> begun = new ArrayList<>();
            for (int index = 0; index < MANY; index++) {
                begun.add(ground.begin(ground.login().subject("user-" + index).sid("sid-" + index)));
            }
            LoginOutcome.Begun other =
                    ground.begin(ground.login().subject("other").sid("sid-other"));
            assertTrue(begun.stream().allMatch(one -> isLive(ground, one)), "control");

            Instant now = ground.clock.instant();
            List<Callable<Integer>> logouts = new ArrayList<>();
            for (int index = 0; index < MANY; index++) {
                String number = String.valueOf(index);
                // every other one by its subject alone
                logouts.add(
                        index % 2 == 0
                                ? () -> ground.sessions.endSid(LoginBuilder.ISSUER, "sid-" + number, now)
                                : () -> ground.sessions.endSubject(LoginBuilder.ISSUER, "user-" + number, now));
            }
            ExecutorService providers = Executors.newFixedThreadPool(8);
            try {
                for (Future<Integer> ended : providers.invokeAll(logouts)) {
                    assertEquals(1, ended.get());
                }
            } finally {
                providers.shutdownNow();
            }

            assertTrue(begun.stream().noneMatch(one -> isLive(ground, one)));
            ground.clock.advance(Duration.ofMinutes(30));
            begun.forEach(one -> assertFalse(isLive(ground, one)));
            assertTrue(isLive(ground, other), "nobody else");
        }
    }

    private static boolean isLive(Ground ground, LoginOutcome.Begun begun) {
        return ground.sessions.find(begun.id(), Duration.ofHours(2)).isPresent();
    }
}
