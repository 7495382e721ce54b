package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Load;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Packaged nodes whose sessions live in Infinispan servers, while these come and go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemoteStoreIT {
    private static final List<Integer> LIVE = List.of(200, 200);
    private static final List<Integer> OVER = List.of(401, 401);
    private static final int BYSTANDERS = 30;
    private static final int LOGOUT_WORKERS = 2;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    private RemoteScene scene;
    private final AtomicInteger sids = new AtomicInteger();
    private final AtomicInteger logoutsUnanswered = new AtomicInteger();
    private final AtomicInteger logoutsToldAsReplay = new AtomicInteger();
    private final Queue<String> live = new ConcurrentLinkedQueue<>();
    private final Queue<String> ended = new ConcurrentLinkedQueue<>();

    @BeforeAll
    void start() throws IOException {
        scene = RemoteScene.start();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @Test
    void aLogoutTokenToOneNodeEndsTheSessionOnBoth() {
        String cookie = scene.signIn("alice", "sid-of-alice");
        String bystander = scene.signIn("bob", "sid-of-bob");
        assertEquals(LIVE, scene.statuses(cookie));

        assertEquals(
                200, scene.post(1, scene.logoutToken("alice", "sid-of-alice")).statusCode());

        assertEquals(OVER, scene.statuses(cookie));
        assertEquals(LIVE, scene.statuses(bystander));
    }

    /** The servers tell the nodes; without that it would take some seconds. */
    @Test
    void openPagesOnBothNodesLearnOfALogoutTokenWithinASecond() {
        String cookie = Scene.SESSION_COOKIE + "=" + scene.signIn("wanda", "sid-of-wanda");
        List<EventWatch> pages = scene.nodes().ports().stream()
                .map(port -> EventWatch.open(port, "/orders/", cookie))
                .toList();
        pages.forEach(page -> page.await("event: session"));
        long sent = System.nanoTime();
        assertEquals(
                200, scene.post(1, scene.logoutToken("wanda", "sid-of-wanda")).statusCode());
        for (EventWatch page : pages) {
            assertEquals("provider", page.awaitReason());
            Duration took = Duration.ofNanos(page.await("event: ended").at() - sent);
            System.out.printf("From logout token to page, by the servers: %d ms%n", took.toMillis());
            assertTrue(took.compareTo(Duration.ofMillis(2500)) < 0, took::toString);
            page.close();
        }
    }

    @Test
    void theKillOfOneOfTwoServersUnderLoadLosesNoSessionAndRevivesNone() {
        List<String> bystanders = IntStream.range(0, BYSTANDERS)
                .mapToObj(number -> scene.signIn("dave", "sid-of-bystander-" + number))
                .toList();
        AtomicInteger next = new AtomicInteger();
        Load requests = Load.start(4, worker -> scene.status(bystanders.get(next.getAndIncrement() % BYSTANDERS)));
        Load logins = Load.start(1, worker -> signInAndKeep());
        Load logouts = Load.start(LOGOUT_WORKERS, this::signInAndEnd);
        requests.awaitMore(200, LIMIT);
        logouts.awaitMore(6, LIMIT);

        scene.servers().kill(0);

        requests.awaitMore(2_000, LIMIT);
        logouts.awaitMore(20, LIMIT);
        logins.awaitMore(20, LIMIT);
        Load.Result called = requests.stop();
        Load.Result begun = logins.stop();
        Load.Result over = logouts.stop();
        System.out.println("One of two Infinispan servers killed under load. Requests: " + called + "; logins: " + begun
                + "; logins with a logout: " + over + ", of which not answered 200 at first: " + logoutsUnanswered
                + ", told as replay when sent again: " + logoutsToldAsReplay
                + "; sign-ins begun again: " + scene.signInsBegunAgain());
        scene.servers().restart(0);

        assertTrue(Set.of(200, 503).containsAll(called.byStatus().keySet()), called::toString);
        assertFalse(over.byStatus().containsKey(Load.FAILED), over::toString);
        assertFalse(begun.byStatus().containsKey(Load.FAILED), begun::toString);
        int underWayAtTheKill = 1 + LOGOUT_WORKERS;
        assertTrue(
                scene.signInsBegunAgain() <= 3 * underWayAtTheKill,
                "more sign-ins were begun again than were under way");
        bystanders.forEach(cookie -> assertEquals(LIVE, scene.statuses(cookie), "a session was lost"));
        live.forEach(cookie -> assertEquals(LIVE, scene.statuses(cookie), "a session was lost"));
        ended.forEach(cookie -> assertEquals(OVER, scene.statuses(cookie), "an ended session lives"));
        System.out.println("Lost: 0 of " + (BYSTANDERS + live.size()) + ", ended and alive: 0 of " + ended.size());
        assertQuiet();
    }

    private int signInAndKeep() {
        String cookie = scene.trySignIn("erin", "sid-" + sids.incrementAndGet());
        if (cookie == null) {
            return 503;
        }
        live.add(cookie);
        return 200;
    }

    /** 200 when it ended, 503 when there was no store for the login; throws when the ended session still lives. */
    private int signInAndEnd(int worker) {
        String sid = "sid-" + sids.incrementAndGet();
        String cookie = scene.trySignIn("frank", sid);
        if (cookie == null) {
            return 503;
        }
        String token = scene.logoutToken("frank", sid);
        HttpResponse<String> answer = scene.post(worker % RemoteScene.NODES, token);
        while (answer.statusCode() == 503) {
            logoutsUnanswered.incrementAndGet();
            answer = scene.post(worker % RemoteScene.NODES, token);
        }
        if (answer.statusCode() == 400 && answer.body().contains("replayed")) {
            logoutsToldAsReplay.incrementAndGet();
        } else {
            assertEquals(200, answer.statusCode(), answer.body());
        }
        assertFalse(scene.statuses(cookie).contains(200), "it lives after its logout");
        ended.add(cookie);
        return 200;
    }

    @Test
    void withoutAnyServerNobodyPassesAndNothingIsToldAsDoneUntilTheyAreBack() {
        String cookie = scene.signIn("grace", "sid-of-grace");
        String token = scene.logoutToken("grace", "sid-of-grace");
        assertEquals(LIVE, scene.statuses(cookie));

        scene.servers().kill(0);
        scene.servers().kill(1);

        for (int node = 0; node < RemoteScene.NODES; node++) {
            long before = System.nanoTime();
            assertUnavailable(scene.get(node, "/orders/", cookie));
            System.out.println(
                    "Without any Infinispan server a request is refused after " + millisSince(before) + " ms");
            assertUnavailable(scene.post(node, token));
            HttpResponse<String> page = scene.navigate(node);
            assertUnavailable(page);
            assertTrue(page.headers().firstValue("Content-Type").orElse("").startsWith("text/html"), page::body);
            assertTrue(page.body().contains("The session store does not answer"), page::body);
            assertEquals(503, ready(node));
        }

        scene.servers().restartAll();
        long back = System.nanoTime();
        for (int node = 0; node < RemoteScene.NODES; node++) {
            int number = node;
            assertTrue(Waiting.until(() -> ready(number) == 200, LIMIT), "node " + node + " does not recover");
            System.out.println("Node " + node + " ready " + millisSince(back) + " ms after the servers were back");
        }
        scene.nodes().awaitReady();
        assertEquals(OVER, scene.statuses(cookie), "the servers keep nothing");
        assertEquals(200, scene.post(0, token).statusCode());
        assertEquals(400, scene.post(1, token).statusCode());
        String again = scene.signIn("grace", "another-sid-of-grace");
        assertEquals(LIVE, scene.statuses(again));
        assertQuiet();
    }

    private static void assertUnavailable(HttpResponse<String> answer) {
        assertEquals(503, answer.statusCode(), answer::body);
        assertNotEquals("", answer.headers().firstValue("Retry-After").orElse(""), answer::toString);
    }

    private int ready(int node) {
        return scene.get(node, "/health/ready", "none").statusCode();
    }

    /** The client has a stack trace for each request that failed. */
    private void assertQuiet() {
        for (int node = 0; node < RemoteScene.NODES; node++) {
            String log = scene.nodes().node(node).logText();
            assertEquals(0, log.lines().filter(line -> line.startsWith("\tat ")).count(), log);
            assertTrue(log.lines().filter(line -> line.contains("ISPN")).count() < 10, log);
        }
    }

    private static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }
}
