package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Balancer;
import io.curfew.ground.Load;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A node dies, and nodes are exchanged one after the other, while users come, ask and are logged out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterCrashIT {
    private static final Duration AFTERMATH = Duration.ofSeconds(10);
    private static final String DRAIN_SECONDS = "8";

    private Crowd crowd;

    @BeforeAll
    void start() throws IOException {
        crowd = Crowd.gather(config -> config.withEnvironment("DRAIN_SECONDS", DRAIN_SECONDS));
    }

    @AfterAll
    void stop() throws IOException {
        crowd.close();
    }

    @Test
    void aNodeThatDiesTakesNoSessionWithItAndBringsNoneBack() throws Exception {
        Traffic traffic = Traffic.start(crowd, "crash");
        traffic.flow();
        long kill = System.nanoTime();
        crowd.cluster().kill(0);
        traffic.flow();
        assertNothingLostOrAlive(traffic, List.of(1, 2));

        crowd.cluster().restart(0);
        double back = secondsSince(kill);
        traffic.flow();
        Traffic.Outcome outcome = traffic.stop();
        assertNothingLostOrAlive(traffic, List.of(0, 1, 2));
        print(
                "kill -9 of one of three: back after %.1f s; %d sessions ended; in the 10 s after the kill the longest request"
                        + " took %d ms, login %d ms, logout %d ms; %s; %s",
                back,
                traffic.ended(),
                longestAfter(kill, outcome.requests()),
                longestAfter(kill, outcome.logins()),
                longestAfter(kill, outcome.logouts()),
                outcome,
                crowd.cluster().balancer().counts());
        Set<Integer> whatACrashMayCost = Set.of(200, 503, Crowd.BROKEN);
        assertOnly(whatACrashMayCost, outcome.requests(), outcome);
        assertOnly(whatACrashMayCost, outcome.logins(), outcome);
        assertOnly(whatACrashMayCost, outcome.logouts(), outcome);
    }

    @Test
    void nodesAreExchangedOneAfterTheOtherAndNobodyNotices() throws Exception {
        Balancer.Counts before = crowd.cluster().balancer().counts();
        Traffic traffic = Traffic.start(crowd, "rolling");
        traffic.flow();
        StringBuilder durations = new StringBuilder();
        for (int node = 0; node < Crowd.NODES; node++) {
            long began = System.nanoTime();
            crowd.cluster().stop(node);
            double stopped = secondsSince(began);
            traffic.flow();
            crowd.cluster().restart(node);
            durations.append(String.format(
                    Locale.ROOT,
                    "node %d ended after %.1f s, back after %.1f s; ",
                    node,
                    stopped,
                    secondsSince(began)));
            traffic.flow();
        }
        Traffic.Outcome outcome = traffic.stop();
        print("rolling restart of three: %s%d sessions ended; %s", durations, traffic.ended(), outcome);
        assertNothingLostOrAlive(traffic, List.of(0, 1, 2));
        assertOnly(Set.of(200), outcome.requests(), outcome);
        assertOnly(Set.of(200), outcome.logins(), outcome);
        assertOnly(Set.of(200), outcome.logouts(), outcome);
        Balancer.Counts after = crowd.cluster().balancer().counts();
        assertEquals(before.broken(), after.broken());
        assertEquals(before.unserved(), after.unserved());
    }

    private static void assertNothingLostOrAlive(Traffic traffic, List<Integer> nodes) throws Exception {
        assertTrue(traffic.ended() > 0, "no session was ended");
        for (int node : nodes) {
            assertEquals(0, traffic.lostAt(node), "sessions lost at node " + node);
            assertEquals(0, traffic.aliveAt(node), "ended sessions alive at node " + node);
        }
    }

    private static void assertOnly(Set<Integer> allowed, Load.Result result, Traffic.Outcome outcome) {
        assertTrue(allowed.containsAll(result.byStatus().keySet()), outcome::toString);
    }

    private static long longestAfter(long kill, Load.Result result) {
        return result
                        .where(shot ->
                                shot.began() + shot.nanos() - kill > 0 && shot.began() - kill < AFTERMATH.toNanos())
                        .stream()
                        .mapToLong(Load.Shot::nanos)
                        .max()
                        .orElse(0)
                / 1_000_000;
    }

    private static double secondsSince(long moment) {
        return (System.nanoTime() - moment) / 1e9;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
