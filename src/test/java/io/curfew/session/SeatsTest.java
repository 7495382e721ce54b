package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.LimitAction;
import io.curfew.config.RememberSettings;
import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import io.curfew.ground.RouteBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The number of sessions of one user at one registration. */
class SeatsTest {
    private BrowserGround ground;

    @BeforeEach
    void open() {
        ground = new BrowserGround();
    }

    @AfterEach
    void close() {
        ground.close();
    }

    @Test
    void aLoginBeyondTheLimitIsRefusedAndLeavesNothing() {
        Route route = limited(2, LimitAction.REJECT, null);
        LoginOutcome.Begun first = begun(login(route, "alice"));
        LoginOutcome.Begun second = begun(login(route, "alice"));
        assertInstanceOf(LoginOutcome.TooMany.class, login(route, "alice"));
        assertTrue(lives(route, first) && lives(route, second));
        assertEquals(2, ground.store.caches().sessions().size());
        begun(login(route, "bob"));
    }

    @Test
    void aSessionThatEndedOrIdledOutLeavesItsSeat() {
        Route route = limited(1, LimitAction.REJECT, null);
        LoginOutcome.Begun first = begun(login(route, "alice"));
        assertInstanceOf(LoginOutcome.TooMany.class, login(route, "alice"));
        ground.hall.signOut(first.session());
        ground.clock.advance(Duration.ofSeconds(1));
        begun(login(route, "alice"));
        assertInstanceOf(LoginOutcome.TooMany.class, login(route, "alice"));
        ground.clock.advance(Duration.ofMinutes(30));
        begun(login(route, "alice"));
    }

    @Test
    void aLoginOfABrowserThatHasASessionTakesItsSeat() {
        Route route = limited(1, LimitAction.REJECT, null);
        LoginOutcome.Begun first = begun(login(route, "alice"));
        begun(ground.hall.begin(
                ground.login(route, "alice", "sid-1", first.session().key())));
    }

    @Test
    void theOldestEndsAndItsBrowserIsToldWhy() {
        Route route = limited(2, LimitAction.EVICT_OLDEST, null);
        LoginOutcome.Begun oldest = begun(login(route, "alice"));
        ground.clock.advance(Duration.ofSeconds(1));
        LoginOutcome.Begun second = begun(login(route, "alice"));
        ground.clock.advance(Duration.ofSeconds(1));
        assertFalse(ground.browsers.wasEvicted(route, BrowserGround.with(oldest.id())));
        LoginOutcome.Begun third = begun(login(route, "alice"));

        assertFalse(lives(route, oldest));
        assertTrue(lives(route, second) && lives(route, third));
        assertTrue(ground.browsers.wasEvicted(route, BrowserGround.with(oldest.id())));
        assertFalse(ground.browsers.wasEvicted(route, BrowserGround.with(second.id())));
        ground.hall.signOut(third.session());
        assertFalse(ground.browsers.wasEvicted(route, BrowserGround.with(third.id())), "signed out, not evicted");
    }

    @Test
    void whatIsEvictedCannotBeBroughtBack() {
        Route route = limited(1, LimitAction.EVICT_OLDEST, BrowserGround.REMEMBER);
        LoginOutcome.Begun first = begun(login(route, "alice"));
        LoginOutcome.Begun second = begun(login(route, "alice"));
        assertTrue(ground.browsers
                .use(route, BrowserGround.remembered(Objects.requireNonNull(first.remembered())))
                .isEmpty());
        assertTrue(ground.browsers
                .use(route, BrowserGround.remembered(Objects.requireNonNull(second.remembered())))
                .isPresent());
    }

    @Test
    void whoIsBroughtBackNeedsASeatAgain() {
        Route route = limited(1, LimitAction.REJECT, BrowserGround.REMEMBER);
        LoginOutcome.Begun first = begun(login(route, "alice"));
        ground.clock.advance(Duration.ofHours(2));
        LoginOutcome.Begun second = begun(login(route, "alice"));
        Presented returning = BrowserGround.remembered(Objects.requireNonNull(first.remembered()));
        assertTrue(ground.browsers.use(route, returning).isEmpty());
        ground.hall.endSid(LoginBuilder.ISSUER, "sid-of-nobody", ground.clock.instant());
        ground.clock.advance(Duration.ofHours(2));
        assertTrue(ground.browsers.use(route, returning).isPresent(), "the other idled out");
        assertFalse(lives(route, second));
    }

    @Test
    void anotherRegistrationHasSeatsOfItsOwn() {
        Route route = limited(1, LimitAction.REJECT, null);
        Route wiki = new RouteBuilder()
                .path("/wiki")
                .client("wiki")
                .rules(route.session().rules())
                .build();
        begun(login(route, "alice"));
        begun(login(wiki, "alice"));
        assertInstanceOf(LoginOutcome.TooMany.class, login(wiki, "alice"));
    }

    @Test
    void ofParallelLoginsOnTwoNodesExactlyAsManyGetIn() throws Exception {
        Route route = limited(3, LimitAction.REJECT, null);
        for (int round = 0; round < 20; round++) {
            String user = "user-" + round;
            List<LoginOutcome> outcomes = together(route, user);
            assertEquals(
                    3,
                    outcomes.stream()
                            .filter(LoginOutcome.Begun.class::isInstance)
                            .count());
            assertTrue(outcomes.stream()
                    .filter(LoginOutcome.Begun.class::isInstance)
                    .allMatch(outcome -> lives(route, (LoginOutcome.Begun) outcome)));
        }
    }

    @Test
    void ofParallelLoginsThatEvictExactlyAsManyStay() throws Exception {
        Route route = limited(3, LimitAction.EVICT_OLDEST, null);
        for (int round = 0; round < 20; round++) {
            List<LoginOutcome> outcomes = together(route, "user-" + round);
            assertTrue(outcomes.stream().allMatch(LoginOutcome.Begun.class::isInstance));
            assertEquals(
                    3,
                    outcomes.stream()
                            .filter(outcome -> lives(route, (LoginOutcome.Begun) outcome))
                            .count());
        }
    }

    @Test
    void ofTwoLoginsForOneSeatOneWinsInEveryOrderOfTheirSteps() throws Exception {
        Route route = limited(1, LimitAction.REJECT, null);
        Interleavings interleavings = new Interleavings();
        Sessions hall = ground.hallOn(Intercepted.caches(ground.store.caches(), interleavings));
        Route any = BrowserGround.route();
        LiveSession one = begun(login(any, "alice")).session();
        LiveSession other = begun(login(any, "alice")).session();
        LoginTerms terms = ground.login(route, "alice", null, null).terms();
        int runs = interleavings.explore(run -> {
            ground.store.caches().subjects().clear();
            boolean[] seated = new boolean[2];
            run.together(
                    () -> seated[0] = hall.interior().seats().take(one, terms),
                    () -> seated[1] = hall.interior().seats().take(other, terms));
            assertTrue(seated[0] ^ seated[1]);
        });
        assertTrue(runs >= 6, runs + " interleavings");
    }

    private List<LoginOutcome> together(Route route, String user) throws Exception {
        Sessions there = ground.hallOn(ground.store.caches());
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<LoginOutcome>> futures = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Sessions hall = i % 2 == 0 ? ground.hall : there;
                String sid = "sid-" + i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return hall.begin(ground.login(route, user, sid, null));
                }));
            }
            start.countDown();
            List<LoginOutcome> outcomes = new ArrayList<>();
            for (Future<LoginOutcome> future : futures) {
                outcomes.add(future.get());
            }
            return outcomes;
        } finally {
            threads.shutdownNow();
        }
    }

    private static Route limited(int most, LimitAction action, @Nullable RememberSettings remember) {
        return BrowserGround.route(
                BrowserGround.rules(BrowserGround.ROLLING, remember, new SessionLimit(most, action)));
    }

    private LoginOutcome login(Route route, String subject) {
        return ground.hall.begin(ground.login(route, subject, null, null));
    }

    private static LoginOutcome.Begun begun(LoginOutcome outcome) {
        return assertInstanceOf(LoginOutcome.Begun.class, outcome);
    }

    private boolean lives(Route route, LoginOutcome.Begun begun) {
        return ground.use(route, begun.id()).isPresent();
    }
}
