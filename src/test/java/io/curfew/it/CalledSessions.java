package io.curfew.it;

import io.curfew.ground.Load;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.IntStream;

/** Sessions that are called all the time while one after the other is ended; the last ones are not. */
final class CalledSessions {
    /** How far a called session may be from the one that is being ended: near, so that the two meet often. */
    private static final int NEAR = 4;

    private static final int STATUSES = 1_000;

    /**
     * What came of it.
     *
     * @param logouts how many were answered 200
     * @param early requests of sessions to be ended that began before the 200, by status
     * @param late those that began after the 200 of their session
     * @param ofBystanders those of sessions that nobody ended
     * @param failures what else happened
     * @param times how long the logouts took
     */
    record Outcome(
            int logouts,
            Map<Integer, Long> early,
            Map<Integer, Long> late,
            Map<Integer, Long> ofBystanders,
            List<String> failures,
            String times) {
        Outcome {
            early = new TreeMap<>(early);
            late = new TreeMap<>(late);
            ofBystanders = new TreeMap<>(ofBystanders);
            failures = List.copyOf(failures);
        }

        @Override
        public String toString() {
            return logouts + " answered 200 (" + times + "), requests by status: of ended sessions before the 200 "
                    + early
                    + ", after it " + late + ", of others " + ofBystanders
                    + (failures.isEmpty() ? "" : ", failures " + failures);
        }
    }

    private final ClusterScene scene;
    private final List<String> cookies;
    private final int ended;
    private final AtomicLongArray overSince;
    private final long[] nanos;
    private final AtomicInteger next = new AtomicInteger();
    /** Providers send what was answered 503 once more. */
    private static final int SENT_AGAIN = 20;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Integer> atOnce = new ConcurrentLinkedQueue<>();

    private CalledSessions(ClusterScene scene, List<String> cookies, int ended) {
        this.scene = scene;
        this.cookies = cookies;
        this.ended = ended;
        this.overSince = new AtomicLongArray(ended);
        this.nanos = new long[ended];
    }

    /** Signs in so many to be ended, and so many that are not. */
    static CalledSessions signIn(ClusterScene scene, int ended, int bystanders) {
        List<String> cookies = IntStream.range(0, ended + bystanders)
                .mapToObj(number -> scene.signIn("user-" + number, sid(number)))
                .toList();
        return new CalledSessions(scene, cookies, ended);
    }

    private static String sid(int session) {
        return "sid-of-called-" + session;
    }

    /** Calls one of the sessions on any node; the result tells both the session and the status. */
    int call(int worker) {
        int session = choice();
        return session * STATUSES + scene.status(cookies.get(session));
    }

    private int choice() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        if (random.nextBoolean()) {
            return random.nextInt(ended, cookies.size());
        }
        int near = next.get() + random.nextInt(-NEAR, NEAR + 1);
        return Math.max(0, Math.min(ended - 1, near));
    }

    /** Ends sessions by tokens to one node after the other until all are ended; several threads may do that. */
    void endAll() {
        for (int session = next.getAndIncrement(); session < ended; session = next.getAndIncrement()) {
            String token = scene.logoutToken("user-" + session, sid(session)).build();
            long before = System.nanoTime();
            HttpResponse<String> answer = scene.postAt(session % ClusterScene.NODES, token);
            for (int again = 0; answer.statusCode() == 503 && again < SENT_AGAIN; again++) {
                answer = scene.postAt(session % ClusterScene.NODES, token);
            }
            long over = System.nanoTime();
            nanos[session] = over - before;
            if (answer.statusCode() == 200) {
                overSince.set(session, over);
                atOnce.addAll(scene.statuses(cookies.get(session)));
            } else {
                failures.add("logout " + session + ": " + answer.statusCode() + " " + answer.body());
            }
        }
    }

    Outcome outcome(Load.Result result) {
        Map<Integer, Long> early = new TreeMap<>();
        Map<Integer, Long> late = new TreeMap<>();
        Map<Integer, Long> ofBystanders = new TreeMap<>();
        failures.addAll(result.failures());
        atOnce.forEach(status -> late.merge(status, 1L, Long::sum));
        for (Load.Shot shot : result.where(shot -> shot.status() != Load.FAILED)) {
            int session = shot.status() / STATUSES;
            Map<Integer, Long> counts = session >= ended ? ofBystanders : shot.isAfter(overOf(session)) ? late : early;
            counts.merge(shot.status() % STATUSES, 1L, Long::sum);
        }
        return new Outcome(logouts(), early, late, ofBystanders, List.copyOf(failures), times());
    }

    /** When its 200 came; far in the future if it never did. */
    private long overOf(int session) {
        long over = overSince.get(session);
        return over == 0 ? System.nanoTime() : over;
    }

    private int logouts() {
        return (int) IntStream.range(0, ended)
                .filter(session -> overSince.get(session) != 0)
                .count();
    }

    private String times() {
        long[] sorted = nanos.clone();
        Arrays.sort(sorted);
        return "p50 " + sorted[ended / 2] / 1_000_000 + " ms, p99 " + sorted[ended * 99 / 100] / 1_000_000
                + " ms, longest " + sorted[ended - 1] / 1_000_000 + " ms";
    }
}
