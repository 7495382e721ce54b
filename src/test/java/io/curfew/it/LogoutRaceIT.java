package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Load;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.TestSignIns;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
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
    private static final int SIGN_OUTS = 5;

    private Scene scene;
    private ExecutorService threads;

    @BeforeAll
    void start() throws IOException {
        TestProvider provider = TestProvider.start();
        provider.announce("end_session_endpoint", null);
        scene = Scene.start(provider, new RecordingUpstream(Wire::readAndAnswer), config -> config);
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
        Load calls = Load.start(1, worker -> scene.status(bystander));
        for (int round = 0; round < ROUNDS; round++) {
            // a crowd makes many overlaps, a single one sees the shortest gap
            oneRound("racing-sid-" + round, round % 2 == 0 ? BROWSERS : 1);
        }
        Load.Result ofBystander = calls.stop();
        assertTrue(ofBystander.shots().size() > ROUNDS, "the bystander hardly called: " + ofBystander);
        assertEquals(List.of(), ofBystander.where(shot -> shot.status() != 200), ofBystander::toString);
    }

    private void oneRound(String sid, int crowd) throws Exception {
        String cookie = Scene.sessionCookie(scene.signIn("alice", sid));
        Load browsers = Load.start(crowd, worker -> scene.status(cookie)).awaitMore(BROWSERS, Duration.ofSeconds(20));
        String token = scene.logoutToken("alice", sid).build();
        assertEquals(200, scene.post(token).statusCode());
        long over = System.nanoTime();
        assertEquals(401, scene.status(cookie), sid);
        // each of the crowd may have one request under way that began before
        Load.Result result = browsers.awaitMore(LATE_REQUESTS + crowd, Duration.ofSeconds(30))
                .stop();
        List<Load.Shot> began = result.where(shot -> shot.isAfter(over));
        assertTrue(began.size() >= LATE_REQUESTS, "only " + began.size() + " requests began afterwards");
        assertTrue(result.byStatus().containsKey(200), "the session never lived");
        assertEquals(
                List.of(), began.stream().filter(shot -> shot.status() != 401).toList(), () -> sid + ": " + result);
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

    /** The provider does not hear of it, so its session, and the {@code sid}, are the same. */
    @Test
    void whoSignsOutHereAloneMayComeBackWithinTheSecond() {
        for (int round = 0; round < SIGN_OUTS; round++) {
            BrowserSession browser = scene.signIn("erin", "sid-that-stays");
            String before = Scene.sessionCookie(browser);
            // a sign-out covers the second in which its own session began
            long second = Instant.now().getEpochSecond();
            assertTrue(Waiting.until(() -> Instant.now().getEpochSecond() > second, Duration.ofSeconds(5)));
            Answer out = browser.post(scene.url("/oidc/logout"), Map.of());
            assertEquals(200, out.status(), out::toString);
            assertEquals(401, scene.status(before));
            Answer back = browser.get(scene.url("/orders/"));
            assertEquals(200, back.status(), back::toString);
            assertEquals(200, scene.status(Scene.sessionCookie(browser)));
        }
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
