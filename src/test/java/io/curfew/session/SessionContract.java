package io.curfew.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Waiting;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What sessions and logins promise through the store, whatever its kind. */
abstract class SessionContract extends EndingContract {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final PendingLogin PENDING = new PendingLogin("orders", "/orders?page=2", Map.of("state", "abc"), 1);
    private static final int ROUNDS = 300;
    private static final int THREADS = 4;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterAll
    void endThreads() {
        threads.shutdownNow();
    }

    @Test
    void aBegunSessionIsFoundWithAllThatTheLoginTold() {
        LoginOutcome.Begun begun = begin(login());

        Session session = there.find(begun.id(), Ground.IDLING).orElseThrow().session();

        assertEquals(begun.session().session(), session);
        assertEquals(issuer, session.issuer());
        assertEquals("gateway", session.space().clientId());
        assertEquals("alice", session.subject());
        assertEquals("sid-1", session.sid());
        assertEquals(Map.of("name", "Alice Example"), session.claims());
        assertEquals(clock.instant().getEpochSecond(), session.began());
    }

    @Test
    void theTokensComeBackAsTheyWere() {
        Tokens odd = new Tokens("3:a", "1:\n:é", null);
        for (Tokens tokens : List.of(LoginBuilder.TOKENS, odd)) {
            LoginOutcome.Begun begun = begin(login().tokens(tokens));
            LiveSession found = there.find(begun.id(), Ground.IDLING).orElseThrow();
            assertEquals(Optional.of(tokens), there.tokens(found));
        }
    }

    @Test
    void anUnknownIdIsNotLive() {
        begin(login());

        assertTrue(
                there.find(SessionId.fresh(new SecureRandom()), Ground.IDLING).isEmpty());
    }

    @Test
    void theUseOfASessionIsSeenInTheOtherHall() {
        LoginOutcome.Begun begun = begin(login());
        letTimePass();

        assertTrue(here.touch(begun.session(), Ground.IDLING));

        assertEquals(
                clock.millis(),
                there.find(begun.id(), Ground.IDLING).orElseThrow().session().lastSeen());
        there.signOut(begun.session());
        letTimePass();
        assertFalse(here.touch(begun.session(), Ground.IDLING));
        assertFalse(isStored(begun));
    }

    @Test
    void useThatRacesWithASignOutRevivesNothing() throws Exception {
        race(null, live -> there.signOut(live));
    }

    @Test
    void useThatRacesWithALogoutRevivesNothing() throws Exception {
        race("racing", live -> there.endSid(issuer, "racing", clock.instant()));
    }

    private void race(@Nullable String sid, ToIntFunction<LiveSession> end) throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            useAnotherIssuer();
            LoginOutcome.Begun begun = begin(login().sid(sid));
            letTimePass();
            Callable<Integer> use = () -> {
                here.touch(begun.session(), Ground.IDLING);
                return 0;
            };
            List<Integer> ended = atOnce(List.of(use, () -> end.applyAsInt(begun.session())));
            assertEquals(List.of(0, 1), ended, "round " + round);
            assertFalse(isLive(begun), "live after round " + round);
            assertFalse(isStored(begun), "stored after round " + round);
        }
    }

    @Test
    void noneOfManySessionsThatBeginAtOnceIsLostInTheIndex() throws Exception {
        int each = 25;
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int writer = 0; writer < THREADS; writer++) {
            Sessions hall = writer % 2 == 0 ? here : there;
            writers.add(() -> {
                for (int session = 0; session < each; session++) {
                    begin(hall, login());
                }
                return each;
            });
        }
        atOnce(writers);

        IndexedSessions indexed = readCaches().sids().get(new ProviderSession(issuer, "sid-1"));
        assertEquals(THREADS * each, indexed == null ? 0 : indexed.ends().size());
        assertEquals(THREADS * each, there.endSubject(issuer, "alice", clock.instant()));
    }

    @Test
    void aLogoutTokenIsRememberedOnce() {
        Instant until = clock.instant().plusSeconds(120);
        assertFalse(there.wasSeen(issuer, "jti-1"));

        assertTrue(here.remember(issuer, "jti-1", until));

        assertTrue(there.wasSeen(issuer, "jti-1"));
        assertFalse(there.remember(issuer, "jti-1", until));
        assertFalse(there.wasSeen(issuer, "jti-2"));
        assertFalse(there.wasSeen("https://other.example.com", "jti-1"));
    }

    @Test
    void aLogoutTokenIsRememberedByOneOfManyAtOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String jti = "contested-" + round;
            Instant until = clock.instant().plusSeconds(120);
            assertEquals(
                    1,
                    sum(atOnce(inBothHalls(
                            () -> here.remember(issuer, jti, until), () -> there.remember(issuer, jti, until)))));
        }
    }

    @Test
    void aLoginUnderWayIsTakenOnce() {
        Logins logins = new Logins(writtenCaches());
        Logins others = new Logins(readCaches());
        logins.put(issuer + "one", PENDING, LONG);
        logins.put(issuer + "other", PENDING, LONG);

        assertEquals(Optional.of(PENDING), others.get(issuer + "one"));
        assertEquals(Optional.of(PENDING), others.take(issuer + "one"));
        assertEquals(Optional.empty(), logins.take(issuer + "one"));
        assertEquals(Optional.empty(), logins.get(issuer + "one"));
        assertEquals(Optional.of(PENDING), logins.take(issuer + "other"));
    }

    @Test
    void aLoginUnderWayIsTakenByOneOfManyAtOnce() throws Exception {
        Logins logins = new Logins(writtenCaches());
        Logins others = new Logins(readCaches());
        for (int round = 0; round < ROUNDS; round++) {
            String id = issuer + "contested";
            logins.put(id, PENDING, LONG);
            assertEquals(1, sum(atOnce(inBothHalls(() -> logins.take(id).isPresent(), () -> others.take(id)
                    .isPresent()))));
        }
    }

    /** What is past is remembered for a second, in which a slow machine may not get to ask for it. */
    private void assertRemembersThePast() {
        AtomicInteger attempts = new AtomicInteger();
        assertTrue(Waiting.until(
                () -> {
                    String past = "past-" + attempts.incrementAndGet();
                    here.remember(issuer, past, clock.instant().minusSeconds(5));
                    return there.wasSeen(issuer, past);
                },
                Duration.ofSeconds(20)));
    }

    @Test
    void whatHasALifespanIsGoneAfterIt() {
        Logins logins = new Logins(writtenCaches());
        LoginOutcome.Begun lives = begin(login().sid("sid-2"));
        LoginOutcome.Begun begun = begin(login().subject("bob").absoluteTimeout(Duration.ofSeconds(2)));
        here.remember(issuer, "jti", clock.instant().plusSeconds(1));
        logins.put(issuer, PENDING, Duration.ofSeconds(1));
        assertRemembersThePast();

        assertGone("the session", () -> !isStored(begun));
        assertGone("the sid", () -> readCaches().sids().get(new ProviderSession(issuer, "sid-1")) == null);
        assertGone("the subject", () -> readCaches().subjects().get(new ProviderSubject(issuer, "bob")) == null);
        assertGone("the token", () -> !there.wasSeen(issuer, "jti"));
        assertGone("the past token", () -> !there.wasSeen(issuer, "past"));
        assertGone("the login", () -> new Logins(readCaches()).get(issuer).isEmpty());
        assertTrue(isLive(lives));
    }

    private static void assertGone(String what, BooleanSupplier gone) {
        assertTrue(Waiting.until(gone, Duration.ofSeconds(20)), what + " is still there");
    }

    @Test
    void theStoreAnswers() {
        assertTrue(here.storeAnswers());
        assertTrue(there.storeAnswers());
    }

    /** As many calls as there are threads, every other one in the other hall; 1 for each that says yes. */
    private static List<Callable<Integer>> inBothHalls(BooleanSupplier call, BooleanSupplier other) {
        List<Callable<Integer>> calls = new ArrayList<>();
        for (int number = 0; number < THREADS; number++) {
            BooleanSupplier next = number % 2 == 0 ? call : other;
            calls.add(() -> next.getAsBoolean() ? 1 : 0);
        }
        return calls;
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    private List<Integer> atOnce(List<Callable<Integer>> calls) throws Exception {
        CyclicBarrier together = new CyclicBarrier(calls.size());
        List<Future<Integer>> running = new ArrayList<>();
        for (Callable<Integer> call : calls) {
            running.add(threads.submit(() -> {
                together.await(60, TimeUnit.SECONDS);
                return call.call();
            }));
        }
        List<Integer> results = new ArrayList<>();
        for (Future<Integer> call : running) {
            results.add(call.get(60, TimeUnit.SECONDS));
        }
        return results;
    }
}
