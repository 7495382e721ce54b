package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.TestRefreshes;
import io.curfew.ground.TestSignIns;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens are refreshed by one request of many on three nodes, at a provider whose refresh tokens work once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenRefreshClusterIT {
    private static final int REQUESTS = 100;
    private static final int RACES = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern TOKEN = Pattern.compile("(?i)\r\nauthorization: Bearer (\\S+)");

    private final ExecutorService threads = Executors.newFixedThreadPool(REQUESTS);
    private ClusterScene scene;
    private TestRefreshes refreshes;

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.start(
                config -> config.with("curfew.upstream_access_token_header", "authorization:bearer"));
        refreshes = scene.provider().signIns().refreshes();
    }

    @AfterAll
    void stop() throws IOException {
        threads.shutdownNow();
        scene.close();
    }

    private static void pass(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        assertTrue(Waiting.until(() -> System.nanoTime() - until >= 0, time.plus(LIMIT)));
    }

    /** The access token that the upstream was told last. */
    private String tokenAt(int node, String cookie) {
        assertEquals(200, scene.statusAt(node, cookie));
        List<String> heads = scene.upstream().heads();
        return token(heads.get(heads.size() - 1));
    }

    private static String token(String head) {
        Matcher found = TOKEN.matcher(head);
        assertTrue(found.find(), head);
        return found.group(1);
    }

    private List<Future<Integer>> ask(int requests, String cookie) {
        List<Future<Integer>> asked = new ArrayList<>();
        for (int i = 0; i < requests; i++) {
            int node = i % ClusterScene.NODES;
            asked.add(threads.submit(() -> scene.statusAt(node, cookie)));
        }
        return asked;
    }

    private static void assertAllPass(List<Future<Integer>> asked) throws Exception {
        for (Future<Integer> status : asked) {
            assertEquals(200, status.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
    }

    @Test
    void aHundredRequestsOnThreeNodesMakeOneRefresh() throws Exception {
        refreshes.accessTokensLive(16);
        String cookie = scene.signIn("alice", "sid-alice");
        for (int round = 0; round < 2; round++) {
            int before = refreshes.refreshed();
            String old = tokenAt(0, cookie);
            // in its last quarter, and then when it has expired
            pass(Duration.ofSeconds(round == 0 ? 12 : 18));
            int heads = scene.upstream().heads().size();

            assertAllPass(ask(REQUESTS, cookie));

            assertEquals(before + 1, refreshes.refreshed(), "round " + round);
            assertEquals(0, refreshes.usedTwice());
            Set<String> told = new TreeSet<>();
            List<String> all = scene.upstream().heads();
            all.subList(heads, all.size()).forEach(head -> told.add(token(head)));
            String now = tokenAt(1, cookie);
            assertNotEquals(old, now);
            assertEquals(now, tokenAt(2, cookie));
            Set<String> good = round == 0 ? Set.of(old, now) : Set.of(now);
            assertTrue(good.containsAll(told), "round " + round + " told another, or an expired one");
        }
    }

    /** One request is held by the provider; no other on any node is. */
    @Test
    void whileOneAsksTheOthersGoOnWithTheTokenThatLives() throws Exception {
        refreshes.accessTokensLive(40);
        String cookie = scene.signIn("bob", "sid-bob");
        String old = tokenAt(0, cookie);
        int before = refreshes.refreshed();
        TestSignIns.Hold hold = scene.provider().signIns().holdExchanges();
        try {
            pass(Duration.ofSeconds(30));
            List<Future<Integer>> asked = ask(REQUESTS, cookie);
            assertTrue(hold.awaitExchange(LIMIT.toSeconds()));
            assertTrue(
                    Waiting.until(() -> asked.stream().filter(Future::isDone).count() == REQUESTS - 1, LIMIT),
                    () -> asked.stream().filter(Future::isDone).count() + " are done");
            hold.release();
            assertAllPass(asked);
        } finally {
            hold.release();
        }
        assertEquals(before + 1, refreshes.refreshed());
        assertEquals(0, refreshes.usedTwice());
        assertNotEquals(old, tokenAt(1, cookie));
    }

    @Test
    void aLogoutThatRacesWithARefreshWins() throws Exception {
        refreshes.accessTokensLive(1);
        for (int round = 0; round < RACES; round++) {
            String sid = "sid-race-" + round;
            String cookie = scene.signIn("carol", sid);
            pass(Duration.ofMillis(1_100));
            int node = round % ClusterScene.NODES;
            String token = scene.logoutToken("carol", sid).build();
            Callable<Integer> logout = () -> scene.postAt(node, token).statusCode();
            List<Future<Integer>> asked = ask(12, cookie);
            Future<Integer> answered = threads.submit(logout);

            assertEquals(200, answered.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
            assertEquals(List.of(401, 401, 401), scene.statuses(cookie), "round " + round);
            for (Future<Integer> status : asked) {
                status.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertEquals(List.of(401, 401, 401), scene.statuses(cookie), "after the refresh of round " + round);
        }
        assertEquals(0, refreshes.usedTwice());
        assertFalse(refreshes.refreshed() == 0);
    }
}
