package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.config.Route;
import io.curfew.config.SessionLimit;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The id in the session cookie is renewed in use, and nobody is signed out or revived by it. */
class RenewalTest {
    private static final Duration QUARTER = BrowserGround.ROLLING.dividedBy(4);
    private static final Duration UNTIL_DUE = BrowserGround.ROLLING.minus(QUARTER);

    private final Route route = BrowserGround.route();
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
    void anIdIsRenewedInTheLastQuarterAndNotBefore() {
        SessionId first = ground.begin(route).id();
        assertNull(ground.useFor(route, first, UNTIL_DUE.minusMinutes(5))
                .orElseThrow()
                .nextId());
        ground.clock.advance(Duration.ofMinutes(5));
        SessionId next = next(first);
        assertNotEquals(first, next);
        assertEquals(next, next(first), "each request gets the same one");
        assertEquals(first.key(), next.key());

        Recognised renewed = ground.use(route, next).orElseThrow();
        assertNull(renewed.nextId());
        assertEquals("alice", renewed.session().session().subject());
        assertTrue(ground.useFor(route, next, QUARTER.multipliedBy(2)).isPresent());
    }

    @Test
    void theIdBeforeIsGoodForAMinuteAfterTheNextWasUsed() {
        SessionId first = ground.begin(route).id();
        ground.useFor(route, first, UNTIL_DUE);
        SessionId next = next(first);
        assertTrue(ground.use(route, next).isPresent());

        ground.clock.advance(Duration.ofSeconds(59));
        assertTrue(ground.use(route, first).isPresent());
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.use(route, first).isEmpty());
        assertTrue(ground.use(route, next).isPresent());
    }

    @Test
    void whoNeverGotTheNextIdKeepsTheOldOneUntilItsTimeIsOver() {
        SessionId first = ground.begin(route).id();
        ground.useFor(route, first, UNTIL_DUE);
        SessionId lost = next(first);
        ground.clock.advance(QUARTER.minusSeconds(1));
        assertEquals(lost, next(first));
        ground.clock.advance(Duration.ofSeconds(1));
        assertTrue(ground.use(route, first).isEmpty());
    }

    @Test
    void aSessionThatNobodyUsesInTheLastQuarterIsOver() {
        SessionId id = ground.begin(route).id();
        assertTrue(ground.useFor(route, id, UNTIL_DUE.minusMinutes(5)).isPresent());
        ground.clock.advance(QUARTER.plusMinutes(5));
        assertTrue(ground.use(route, id).isEmpty());
    }

    @Test
    void withoutATimeoutAnIdIsGoodForAsLongAsItsSession() {
        Route never = BrowserGround.route(BrowserGround.rules(Duration.ZERO, null, SessionLimit.NONE));
        SessionId id = ground.begin(never).id();
        assertNull(ground.useFor(never, id, Duration.ofHours(20)).orElseThrow().nextId());
    }

    @Test
    void aRenewedIdIsRenewedAgain() {
        SessionId id = ground.begin(route).id();
        Set<SessionId> seen = new HashSet<>();
        for (int round = 0; round < 5; round++) {
            assertTrue(ground.useFor(route, id, UNTIL_DUE).isPresent(), "round " + round);
            id = next(id);
            assertTrue(seen.add(id));
        }
        ground.clock.advance(Duration.ofMinutes(2));
        assertEquals(
                2,
                seen.stream().filter(one -> ground.use(route, one).isPresent()).count(),
                "current and next");
    }

    @Test
    void aHundredParallelRequestsOnTwoNodesGetOneNextIdAndNobodyIsSignedOut() throws Exception {
        BrowserSessions there = new BrowserSessions(ground.hallOn(ground.store.caches()));
        SessionId first = ground.begin(route).id();
        ground.useFor(route, first, UNTIL_DUE.minusMinutes(5));
        ground.clock.advance(Duration.ofMinutes(5));
        List<Optional<Recognised>> all = together(
                100, number -> (number % 2 == 0 ? ground.browsers : there).use(route, BrowserGround.with(first)));

        assertTrue(all.stream().allMatch(Optional::isPresent));
        Set<SessionId> next = new HashSet<>();
        all.forEach(one -> next.add(Objects.requireNonNull(one.orElseThrow().nextId())));
        assertEquals(1, next.size());

        SessionId renewed = next.iterator().next();
        List<Optional<Recognised>> mixed = together(100, number -> (number % 2 == 0 ? ground.browsers : there)
                .use(route, BrowserGround.with(number % 3 == 0 ? first : renewed)));
        assertTrue(mixed.stream().allMatch(Optional::isPresent));
    }

    @Test
    void nothingRevivesASessionThatEndsWhileItsIdIsRenewed() throws Exception {
        Interleavings interleavings = new Interleavings();
        Sessions hall = ground.hallOn(Intercepted.caches(ground.store.caches(), interleavings));
        BrowserSessions browsers = new BrowserSessions(hall);
        List<Boolean> renewed = new ArrayList<>();
        int runs = interleavings.explore(run -> {
            ground.store.caches().logouts().clear();
            LoginOutcome.Begun begun = ground.begin(route);
            ground.useFor(route, begun.id(), UNTIL_DUE.minusMinutes(5));
            ground.clock.advance(Duration.ofMinutes(5));
            run.together(
                    () -> renewed.add(
                            browsers.use(route, BrowserGround.with(begun.id())).isPresent()),
                    () -> hall.endSid(LoginBuilder.ISSUER, "sid-1", ground.clock.instant()));
            assertTrue(ground.store.caches().sessions().isEmpty(), "a session is left");
            assertTrue(ground.use(route, begun.id()).isEmpty());
        });
        assertTrue(runs > 10, runs + " interleavings");
        assertTrue(renewed.contains(true) && renewed.contains(false), "the steps did not really mix");
    }

    @Test
    void aRequestAsksTheStoreOnceForItsSessionAndOnceMoreWhereItIsGivenAnId() {
        AtomicInteger asked = new AtomicInteger();
        Sessions hall = ground.hallOn(Intercepted.caches(ground.store.caches(), asked::incrementAndGet));
        BrowserSessions browsers = new BrowserSessions(hall);
        SessionId first = ground.begin(route).id();
        assertTrue(hall.find(first, Duration.ZERO).isPresent());
        int once = asked.getAndSet(0);

        assertTrue(browsers.use(route, BrowserGround.with(first)).isPresent());
        assertEquals(once, asked.getAndSet(0), "the first id");
        ground.useFor(route, first, UNTIL_DUE);
        SessionId next = next(first);
        assertTrue(browsers.use(route, BrowserGround.with(first)).isPresent());
        assertEquals(2 * once, asked.getAndSet(0), "a next one is handed out again");
        assertTrue(ground.use(route, next).isPresent());
        assertTrue(browsers.use(route, BrowserGround.with(next)).isPresent());
        assertEquals(once, asked.getAndSet(0), "the next id");
        assertTrue(browsers.use(route, BrowserGround.with(SessionId.fresh(new SecureRandom())))
                .isEmpty());
        assertEquals(1, asked.get(), "nobody's");
    }

    @Test
    void theStoreHoldsNoNextIdInClear() {
        SessionId first = ground.begin(route).id();
        ground.useFor(route, first, UNTIL_DUE);
        SessionId next = next(first);
        String secret = next.value().substring(first.value().length() + 1);
        RollingId stored = Objects.requireNonNull(
                        ground.store.caches().sessions().get(first.key()))
                .ids();
        assertEquals(next.secretHash(), stored.next());
        assertFalse(stored.asText().contains(secret));
        assertFalse(stored.toString().contains(stored.next()));
    }

    @Test
    void aSessionOfTheVersionBeforeIsRenewedToo() {
        SessionId id = ground.begin(route).id();
        ground.store.caches().sessions().computeIfPresent(id.key(), (key, session) -> session.with(Standing.UNSAID));
        assertTrue(ground.useFor(route, id, UNTIL_DUE).isPresent());
        assertTrue(ground.use(route, next(id)).isPresent());
    }

    @Test
    void anotherSecretBehindTheDotIsNoSession() {
        SessionId first = ground.begin(route).id();
        ground.useFor(route, first, UNTIL_DUE);
        SessionId next = next(first);
        SessionId forged = first.withSecret(first.value());
        assertTrue(ground.use(route, forged).isEmpty());
        assertTrue(ground.use(route, next).isPresent(), "the control");
        assertTrue(ground.use(route, forged).isEmpty());
        assertTrue(ground.hall.find(next, Duration.ZERO).isPresent(), "the control");
        assertTrue(ground.hall.find(forged, Duration.ZERO).isEmpty());
    }

    private SessionId next(SessionId id) {
        return Objects.requireNonNull(ground.use(route, id).orElseThrow().nextId());
    }

    /** One of many requests. */
    interface Request {
        Optional<Recognised> send(int number);
    }

    static List<Optional<Recognised>> together(int count, Request request) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Optional<Recognised>>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int number = i;
                futures.add(threads.submit(() -> {
                    start.await();
                    return request.send(number);
                }));
            }
            start.countDown();
            List<Optional<Recognised>> answers = new ArrayList<>();
            for (Future<Optional<Recognised>> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }
}
