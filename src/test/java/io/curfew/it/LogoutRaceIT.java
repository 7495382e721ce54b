package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.TestSignIns;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Once a logout token has been answered 200, no request of that session gets through, whatever was under way. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogoutRaceIT {
    private static final int ROUNDS = 20;
    private static final int BROWSERS = 20;
    private static final int LATE_REQUESTS = 100;

    /** One request: when it began, by {@link System#nanoTime}, and what came back. */
    private record Shot(long began, int status) {}

    private Scene scene;
    private ExecutorService threads;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config);
        threads = Executors.newCachedThreadPool();
    }

    @AfterAll
    void stop() throws IOException {
        threads.shutdownNow();
        scene.close();
    }

    @Test
    void noRequestThatBeginsAfterThe200GetsThrough() throws Exception {
        String bystander = Scene.sessionCookie(scene.signIn("bob", "sid-of-bob"));
        Queue<Shot> ofBystander = new ConcurrentLinkedQueue<>();
        AtomicInteger over = new AtomicInteger();
        CompletableFuture<Void> calls = CompletableFuture.runAsync(
                () -> {
                    while (over.get() == 0) {
                        ofBystander.add(shoot(bystander));
                    }
                },
                threads);
        for (int round = 0; round < ROUNDS; round++) {
            // a crowd makes many overlaps, a single one sees the shortest gap
            oneRound("racing-sid-" + round, round % 2 == 0 ? BROWSERS : 1);
        }
        over.set(1);
        calls.get(30, TimeUnit.SECONDS);
        assertTrue(ofBystander.size() > ROUNDS, "the bystander hardly called: " + ofBystander.size());
        assertEquals(
                List.of(),
                ofBystander.stream().filter(shot -> shot.status() != 200).toList());
    }

    private void oneRound(String sid, int crowd) throws Exception {
        String cookie = Scene.sessionCookie(scene.signIn("alice", sid));
        Queue<Shot> shots = new ConcurrentLinkedQueue<>();
        AtomicInteger late = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        List<CompletableFuture<Void>> browsers = IntStream.range(0, crowd)
                .mapToObj(number -> CompletableFuture.runAsync(
                        () -> {
                            while (late.get() < LATE_REQUESTS) {
                                if (answered.get() == 1) {
                                    late.incrementAndGet();
                                }
                                shots.add(shoot(cookie));
                            }
                        },
                        threads))
                .toList();
        assertTrue(Waiting.until(() -> shots.size() >= BROWSERS, Duration.ofSeconds(20)));
        String token = scene.logoutToken("alice", sid).build();
        assertEquals(200, scene.post(token).statusCode());
        long over = System.nanoTime();
        answered.set(1);
        shots.add(shoot(cookie));
        for (CompletableFuture<Void> browser : browsers) {
            browser.get(30, TimeUnit.SECONDS);
        }
        List<Shot> began =
                shots.stream().filter(shot -> shot.began() - over > 0).toList();
        assertTrue(began.size() >= LATE_REQUESTS, "only " + began.size() + " requests began afterwards");
        assertTrue(shots.stream().anyMatch(shot -> shot.status() == 200), "the session never lived");
        assertEquals(
                List.of(), began.stream().filter(shot -> shot.status() != 401).toList(), sid);
    }

    private Shot shoot(String cookie) {
        long began = System.nanoTime();
        return new Shot(began, scene.status(cookie));
    }

    @Test
    void aLoginThatStraddlesTheLogoutOfItsSidEndsSignedOut() throws Exception {
        BrowserSession browser = straddle("carol", "straddled-sid", false);
        assertNull(browser.cookies().find(Scene.SESSION_COOKIE));
        scene.signIn("carol", "straddled-sid-2");
    }

    @Test
    void aLoginThatStraddlesTheLogoutOfItsSubjectEndsSignedOut() throws Exception {
        BrowserSession browser = straddle("dave", "sid-of-dave", true);
        long second = Instant.now().getEpochSecond();
        assertNull(browser.cookies().find(Scene.SESSION_COOKIE));
        assertTrue(Waiting.until(() -> Instant.now().getEpochSecond() > second, Duration.ofSeconds(5)));
        scene.signIn("dave", "sid-of-dave");
    }

    private BrowserSession straddle(String subject, String sid, boolean wholeSubject) throws Exception {
        scene.provider().signIns().user(subject, sid);
        TestSignIns.Hold hold = scene.provider().signIns().holdExchanges();
        BrowserSession browser = new BrowserSession();
        CompletableFuture<Answer> login =
                CompletableFuture.supplyAsync(() -> browser.get(scene.url("/orders/")), threads);
        try {
            assertTrue(hold.awaitExchange(20), "no code exchange began");
            var token = scene.logoutToken(subject, sid);
            assertEquals(
                    200,
                    scene.post((wholeSubject ? token.without("sid") : token).build())
                            .statusCode());
        } finally {
            hold.release();
        }
        Answer answer = login.get(30, TimeUnit.SECONDS);
        assertEquals(403, answer.status(), answer::toString);
        assertTrue(answer.body().contains("You were signed out"), answer::toString);
        assertEquals(401, browser.fetch(scene.url("/orders/")).status());
        return browser;
    }
}
