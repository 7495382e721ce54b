package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Load;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One of three nodes is cut off from the others, or stands still, and comes back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterSplitIT {
    private static final int LONELY = 2;
    private static final int SESSIONS = 12;
    private static final int CALLERS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Longer than the others wait for a silent node. */
    private static final Duration STANDSTILL = Duration.ofSeconds(12);

    private static final List<Integer> IN = List.of(200, 200, 200);
    private static final List<Integer> OUT = List.of(401, 401, 401);

    private ClusterScene scene;

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.startWithCables(config -> config);
    }

    @AfterAll
    void stop() throws IOException {
        // null if the nodes did not start
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void whatEitherSideOfASplitEndsIsDeadAtOnceThereAndAfterwardsEverywhere() {
        List<String> alice = sessionsOf("alice");
        List<String> bob = sessionsOf("bob");
        String carol = scene.signIn("carol", "sid-of-carol");
        String ofBob = scene.logoutToken("bob", "")
                .without("sid")
                .claim("exp", Instant.now().getEpochSecond() + 3_000)
                .build();
        Load onAll = Load.start(
                CALLERS, worker -> scene.statusAt(worker % ClusterScene.NODES, alice.get(worker % SESSIONS)));
        Load onTheLargerSide = Load.start(2, worker -> scene.statusAt(worker, carol));

        scene.cluster().cables().isolate(LONELY);
        long over = endWithin("a split", "alice");
        assertLonelyRefuses(carol, ofBob);

        Load.Result ofAlice = onAll.awaitMore(20L * CALLERS, LIMIT).stop();
        List<Load.Shot> late = ofAlice.where(shot -> shot.isAfter(over));
        assertTrue(late.size() >= CALLERS, ofAlice::toString);
        assertEquals(
                List.of(), late.stream().filter(shot -> shot.status() == 200).toList(), ofAlice::toString);
        Load.Result ofCarol = onTheLargerSide.awaitMore(10, LIMIT).stop();
        assertEquals(Set.of(200), ofCarol.byStatus().keySet(), ofCarol::toString);

        heal();
        alice.forEach(cookie -> assertEquals(OUT, scene.statuses(cookie)));
        bob.forEach(cookie -> assertEquals(OUT, scene.statuses(cookie)));
        assertEquals(IN, scene.statuses(carol));
        assertEquals(200, scene.postAt(LONELY, ofBob).statusCode(), "what was not carried out may be sent again");
        System.out.println("Split: ended sessions " + ofAlice + "; others on the larger side " + ofCarol);
    }

    private void assertLonelyRefuses(String cookie, String token) {
        assertFalse(scene.isReady(LONELY));
        HttpResponse<String> answer = scene.askAt(LONELY, cookie);
        assertEquals(503, answer.statusCode(), answer::body);
        assertTrue(answer.headers().firstValue("Retry-After").isPresent(), answer::toString);
        HttpResponse<String> unanswered = scene.postAt(LONELY, token);
        assertEquals(503, unanswered.statusCode(), unanswered::body);
        assertTrue(unanswered.headers().firstValue("Retry-After").isPresent(), unanswered::toString);
    }

    private void heal() {
        long before = System.nanoTime();
        scene.cluster().cables().heal();
        awaitReady("the heal", before);
    }

    private void awaitReady(String what, long since) {
        for (int node : ClusterScene.nodes()) {
            assertTrue(
                    Waiting.until(() -> scene.isReady(node), LIMIT),
                    () -> "Node " + node + " did not get ready:\n"
                            + scene.cluster().node(node).logText());
        }
        System.out.println("All nodes were ready " + millisSince(since) + " ms after " + what);
    }

    @Test
    void aNodeThatStoodStillLetsNoneThroughOfASessionThatEndedMeanwhile() {
        List<String> dave = sessionsOf("dave");
        String erin = scene.signIn("erin", "sid-of-erin");
        dave.forEach(cookie -> assertEquals(IN, scene.statuses(cookie)));

        long paused = System.nanoTime();
        scene.cluster().pause(LONELY);
        long over = endWithin("a standstill", "dave");
        assertTrue(Waiting.until(() -> System.nanoTime() - paused > STANDSTILL.toNanos(), LIMIT));
        // they wait at its door when it wakes up
        Load load = Load.start(CALLERS * 2, worker -> scene.statusAt(LONELY, dave.get(worker % SESSIONS)));
        long resumed = System.nanoTime();
        scene.cluster().resume(LONELY);
        awaitReady("the standstill", resumed);

        Load.Result result = load.awaitMore(10L * CALLERS, LIMIT).stop();
        System.out.println("Standstill: requests of ended sessions at the node that woke up " + result);
        assertTrue(result.shots().stream().allMatch(shot -> shot.isAfter(over)));
        assertFalse(result.byStatus().containsKey(200), result::toString);
        assertTrue(result.byStatus().containsKey(401), result::toString);
        assertEquals(IN, scene.statuses(erin));
    }

    @Test
    void whereSplitsAreServedTheLonelyNodeGoesOnAndWhatEitherSideEndsIsDeadAfterwards() throws IOException {
        try (ClusterScene serving =
                ClusterScene.startWithCables(config -> config.with("curfew.cluster_when_split", "serve"))) {
            List<String> frank = sessionsOf(serving, "frank");
            List<String> grace = sessionsOf(serving, "grace");
            List<String> heidi = sessionsOf(serving, "heidi");

            serving.cluster().cables().isolate(LONELY);
            assertEquals(200, serving.postAt(0, subjectToken(serving, "frank")).statusCode());
            assertEquals(
                    200, serving.postAt(LONELY, subjectToken(serving, "grace")).statusCode());
            assertTrue(serving.isReady(LONELY));
            frank.forEach(cookie -> assertEquals(401, serving.statusAt(0, cookie)));
            grace.forEach(cookie -> assertEquals(401, serving.statusAt(LONELY, cookie)));
            List<Integer> atLonely = heidi.stream()
                    .map(cookie -> serving.statusAt(LONELY, cookie))
                    .toList();
            // it has lost those of which the other two had both copies
            assertTrue(atLonely.contains(200), atLonely::toString);
            assertFalse(atLonely.contains(503), atLonely::toString);

            long before = System.nanoTime();
            serving.cluster().cables().heal();
            assertTrue(Waiting.until(() -> frank.stream().allMatch(isOut(serving)), LIMIT));
            System.out.println("Served split: healed after " + millisSince(before)
                    + " ms; sessions of others at the lonely node " + atLonely);
            assertTrue(Waiting.until(() -> grace.stream().allMatch(isOut(serving)), LIMIT));
            // the lonely node gets back what it lost only when the copies of the larger side have moved to it
            assertTrue(
                    Waiting.until(() -> heidi.stream().allMatch(isIn(serving)), LIMIT),
                    () -> heidi.stream().map(serving::statuses).toList().toString());
            Stream.concat(frank.stream(), grace.stream())
                    .forEach(cookie -> assertEquals(OUT, serving.statuses(cookie)));
        }
    }

    private static Predicate<String> isIn(ClusterScene scene) {
        return cookie -> scene.statuses(cookie).equals(IN);
    }

    private static Predicate<String> isOut(ClusterScene scene) {
        return cookie -> scene.statuses(cookie).equals(OUT);
    }

    /** Ends all sessions of a subject by a token to node 0, and returns the moment of the 200. */
    private long endWithin(String what, String subject) {
        long before = System.nanoTime();
        HttpResponse<String> answer = scene.postAt(0, subjectToken(scene, subject));
        long over = System.nanoTime();
        assertEquals(200, answer.statusCode(), answer::body);
        System.out.println("A logout that began with " + what + " was answered after " + millisSince(before) + " ms");
        return over;
    }

    private static String subjectToken(ClusterScene scene, String subject) {
        return scene.logoutToken(subject, "").without("sid").build();
    }

    private List<String> sessionsOf(String subject) {
        return sessionsOf(scene, subject);
    }

    private static List<String> sessionsOf(ClusterScene scene, String subject) {
        return IntStream.range(0, SESSIONS)
                .mapToObj(number -> scene.signIn(subject, "sid-of-" + subject + "-" + number))
                .toList();
    }

    private static long millisSince(long before) {
        return (System.nanoTime() - before) / 1_000_000;
    }
}
