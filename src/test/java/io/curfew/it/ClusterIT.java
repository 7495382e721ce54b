package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Three nodes behind a balancer without stickiness are one gateway. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final int LOGINS = 200;

    private ClusterScene scene;

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.start(config -> config);
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @Test
    void aLoginThatBeginsOnOneNodeEndsOnAnotherAndHoldsOnTheThird() {
        long before = System.nanoTime();
        for (int number = 0; number < LOGINS; number++) {
            BrowserSession browser = new BrowserSession();
            Answer answer = scene.walkIn(browser, "alice", "sid-of-login-" + number);
            List<Integer> nodes = ClusterScene.nodesOf(answer);
            assertEquals(new HashSet<>(scene.cluster().ports()), new HashSet<>(nodes), answer::toString);
            assertEquals(List.of(200, 200, 200), scene.statuses(Scene.sessionCookie(browser)));
        }
        System.out.println("Logins over three nodes: " + LOGINS + " of " + LOGINS + " in "
                + (System.nanoTime() - before) / 1_000_000 + " ms");
    }
}
