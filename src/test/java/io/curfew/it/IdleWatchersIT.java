package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.bench.NodeState;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Stress;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What idle open pages cost one node: a few in every build, 10,000 with {@code -Pstress}. */
class IdleWatchersIT {
    private static final int PAGES = Stress.times(200, 10_000);
    private static final int PAGES_OF_A_SESSION = 8;
    private static final int SESSIONS_OF_A_USER = 8;
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final Duration IDLE = Duration.ofSeconds(Stress.times(5, 60));

    @Test
    void idlePagesCostLittleAndAllAreTold() throws IOException {
        try (Scene scene = Scene.start(config -> config.with("curfew.max_session_watchers", Integer.toString(PAGES))
                .withEnvironment("MAX_CONNECTIONS", "20000"))) {
            ProcessHandle server = scene.node()
                    .launcher()
                    .descendants()
                    .reduce((one, last) -> last)
                    .orElseThrow();
            List<String> cookies = new ArrayList<>();
            for (int i = 0; i < PAGES / PAGES_OF_A_SESSION; i++) {
                BrowserSession browser = scene.signIn("alice-" + i / SESSIONS_OF_A_USER, "sid-" + i);
                cookies.add(Scene.SESSION_COOKIE + "=" + Scene.sessionCookie(browser));
            }
            double heap = NodeState.heapAfterCollection(server.pid());
            int threads = NodeState.of(server.pid()).threads();
            try (WatchingPages pages = WatchingPages.open(scene.port(), PAGES, cookies)) {
                assertTrue(
                        Waiting.until(() -> pages.watching() == PAGES, LIMIT), () -> "watching: " + pages.watching());
                double each = (NodeState.heapAfterCollection(server.pid()) - heap) * 1024 / PAGES;
                double busy = busy(server);
                long start = System.nanoTime();
                for (int i = 0; i < PAGES / PAGES_OF_A_SESSION; i += SESSIONS_OF_A_USER) {
                    String all = scene.logoutToken("alice-" + i / SESSIONS_OF_A_USER, "x")
                            .without("sid")
                            .build();
                    assertEquals(200, scene.post(all).statusCode());
                }
                long answered = System.nanoTime();
                assertTrue(Waiting.until(() -> pages.told() == PAGES, LIMIT), () -> "told: " + pages.told());
                System.out.printf(
                        "%d idle pages: %.1f KB of heap each, %.1f %% of a core, %d threads more;"
                                + " the last logout token was answered after %d ms, all pages knew after %d ms%n",
                        PAGES,
                        each,
                        busy * 100,
                        NodeState.of(server.pid()).threads() - threads,
                        Duration.ofNanos(answered - start).toMillis(),
                        Duration.ofNanos(System.nanoTime() - start).toMillis());
                assertTrue(each < 200, "KB of heap for each page: " + each);
            }
        }
    }

    /** How much of a core the server needs. */
    private static double busy(ProcessHandle server) {
        Duration before = server.info().totalCpuDuration().orElseThrow();
        long start = System.nanoTime();
        Waiting.until(() -> false, IDLE);
        Duration used = server.info().totalCpuDuration().orElseThrow().minus(before);
        return (double) used.toNanos() / (System.nanoTime() - start);
    }
}
