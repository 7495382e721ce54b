package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.Route;
import io.curfew.config.Secret;
import io.curfew.config.SessionLimit;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whoever wants to hear of ended sessions hears of each once, however it ends. */
class EndingListenerTest {
    private final BrowserGround ground = new BrowserGround();
    private final Route route =
            BrowserGround.route(BrowserGround.rules(BrowserGround.ROLLING, null, SessionLimit.NONE));
    private final String issuer = route.sessionSpace().issuer();

    @AfterEach
    void close() {
        ground.close();
    }

    private void assertTold(LoginOutcome.Begun begun, EndReason reason, Runnable end) {
        assertEquals(List.of(), ground.told, "control");
        end.run();
        List<String> once = List.of(begun.session().publicId() + " " + reason.text());
        assertEquals(once, ground.told);
        end.run();
        assertEquals(once, ground.told, "what is over cannot end again");
    }

    @Test
    void byItsUser() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertTold(begun, EndReason.SIGNED_OUT, () -> ground.hall.signOut(begun.session()));
    }

    @Test
    void byALogoutTokenWithSid() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertTold(begun, EndReason.PROVIDER, () -> ground.hall.endSid(issuer, "sid-1", ground.clock.instant()));
    }

    @Test
    void byALogoutTokenWithSubject() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertTold(begun, EndReason.PROVIDER, () -> ground.hall.endSubject(issuer, "alice", ground.clock.instant()));
    }

    @Test
    void byTheFrontChannel() {
        LoginOutcome.Begun begun = ground.begin(route);
        UnprovenLogouts logouts = new UnprovenLogouts(ground.hall);
        assertTold(begun, EndReason.FRONT_CHANNEL, () -> logouts.end(issuer, "sid-1"));
    }

    @Test
    void byAnotherSessionOfTheSameBrowser() {
        LoginOutcome.Begun begun = ground.begin(route);
        LoginOutcome.Begun next = ground.begin(route);
        assertTold(begun, EndReason.REPLACED, () -> new SessionsToEnd(ground.hall)
                .replaceBy(next.session(), begun.session()));
    }

    @Test
    void byARouteThatEndsWhatMayNotPass() {
        LoginOutcome.Begun begun = ground.begin(route);
        assertTold(begun, EndReason.REFUSED, () -> ground.browsers.end(begun.session()));
    }

    @Test
    void byARefreshTokenThatIsTakenNoLonger() {
        LoginOutcome.Begun begun = ground.begin(route);
        TokenRenewals renewals = new TokenRenewals(
                ground.store.caches(),
                ground.hall,
                new Seal(List.of(new Secret("a secret of the test")), new SecureRandom()),
                ground.clock);
        assertTold(begun, EndReason.REFRESH_REFUSED, () -> renewals.endUnlessRenewed(begun.session()));
    }

    @Test
    void byASessionTooMany() {
        Route limited = BrowserGround.route(
                BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.EVICT_OLDEST)));
        LoginOutcome.Begun begun = ground.begin(limited);
        ground.begin(limited);
        assertEquals(List.of(begun.session().publicId() + " evicted"), ground.told);
    }

    @Test
    void aSessionThatNobodyGotIsNotTold() {
        Route limited = BrowserGround.route(
                BrowserGround.rules(BrowserGround.ROLLING, null, new SessionLimit(1, LimitAction.REJECT)));
        ground.begin(limited);
        assertInstanceOf(LoginOutcome.TooMany.class, ground.hall.begin(ground.login(limited, "alice", "sid-1", null)));
        assertEquals(List.of(), ground.told);
        ground.hall.endSid(issuer, "sid-2", ground.clock.instant());
        assertInstanceOf(
                LoginOutcome.LoggedOutMeanwhile.class, ground.hall.begin(ground.login(route, "alice", "sid-2", null)));
        assertEquals(List.of(), ground.told);
    }

    /** Two nodes that end the same sessions at the same moment. */
    @Test
    void ofTwoThatEndItOneTells() throws Exception {
        Sessions other = ground.hallOn(ground.store.caches());
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                LoginOutcome.Begun begun = ground.begin(route);
                CyclicBarrier barrier = new CyclicBarrier(2);
                List<Future<Integer>> ended = new ArrayList<>();
                for (Sessions hall : List.of(ground.hall, other)) {
                    ended.add(threads.submit(() -> {
                        barrier.await();
                        return hall.endAlone(begun.session().key(), EndReason.REFUSED, any -> {});
                    }));
                }
                assertEquals(1, ended.get(0).get() + ended.get(1).get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(200, ground.told.size());
        assertEquals(200, new HashSet<>(ground.told).size());
        assertTrue(ground.told.stream().allMatch(line -> line.endsWith(" refused")), ground.told::toString);
    }
}
