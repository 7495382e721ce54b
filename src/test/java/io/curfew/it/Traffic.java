package io.curfew.it;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.curfew.ground.Load;
import io.curfew.ground.Waiting;
import io.curfew.it.Crowd.Login;
import io.curfew.it.Crowd.Visitor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Requests, logins and logouts, all at once and for as long as wanted. Some sessions are there from the beginning and stay; of the
 * others, the oldest ends next.
 */
final class Traffic {
    /** The status of a logout whose token was answered 200 while its session still got through. */
    static final int STILL_ALIVE = 1_200;

    private static final int STAYING = 60;
    private static final int MORTAL = 20;
    private static final int REQUEST_THREADS = 2;
    /** A node that lost its lease for a moment says 503. */
    private static final int ASKED_AGAIN = 10_000;

    private static final Duration LIMIT = Duration.ofSeconds(90);

    private final Crowd crowd;
    private final String name;
    private final AtomicInteger number = new AtomicInteger();
    private final List<Visitor> staying;
    private final Queue<Visitor> mortal = new ConcurrentLinkedQueue<>();
    private final Queue<Visitor> ended = new ConcurrentLinkedQueue<>();
    private boolean stopped;
    private final Load requests;
    private final Load logins;
    private final Load logouts;

    /** What came of all of it. */
    record Outcome(Load.Result requests, Load.Result logins, Load.Result logouts) {
        @Override
        public String toString() {
            return "requests: " + requests + "; logins: " + logins + "; logouts: " + logouts;
        }
    }

    private Traffic(Crowd crowd, String name) {
        this.crowd = crowd;
        this.name = name;
        this.staying = IntStream.range(0, STAYING).mapToObj(any -> arrive()).toList();
        IntStream.range(0, MORTAL).forEach(any -> mortal.add(arrive()));
        this.requests = Load.start(REQUEST_THREADS, worker -> request());
        this.logins = Load.start(1, worker -> logIn());
        this.logouts = Load.start(1, worker -> logOut());
    }

    /** Lets the first users in, and starts. The name tells these users from those of other traffic. */
    static Traffic start(Crowd crowd, String name) {
        return new Traffic(crowd, name);
    }

    /** Waits until some of each kind have ended that began from now on. */
    void flow() {
        requests.awaitMore(200, LIMIT);
        logins.awaitMore(5, LIMIT);
        logouts.awaitMore(5, LIMIT);
    }

    /** Ends all calls. */
    Outcome stop() {
        Outcome outcome = new Outcome(requests.stop(), logins.stop(), logouts.stop());
        stopped = true;
        return outcome;
    }

    int ended() {
        return ended.size();
    }

    /** How many sessions a node does not let through: of those that stay; once all calls have ended, of all that were not ended. */
    long lostAt(int node) throws IOException, InterruptedException {
        List<Visitor> expected = new ArrayList<>(staying);
        if (stopped) {
            expected.addAll(mortal);
        }
        return without(200, node, expected);
    }

    /** How many sessions that were ended a node does not refuse. */
    long aliveAt(int node) throws IOException, InterruptedException {
        return without(401, node, List.copyOf(ended));
    }

    private long without(int status, int node, List<Visitor> visitors) throws IOException, InterruptedException {
        Map<Integer, Integer> others = new TreeMap<>();
        for (Visitor visitor : visitors) {
            int found = settled(node, visitor);
            if (found != status) {
                others.merge(found, 1, Integer::sum);
            }
        }
        if (!others.isEmpty()) {
            System.out.println("Node " + node + " should have answered " + status + ": " + others);
        }
        return others.values().stream().mapToInt(Integer::intValue).sum();
    }

    private int settled(int node, Visitor visitor) throws IOException, InterruptedException {
        int found = crowd.callAt(node, visitor);
        for (int again = 0; found == 503 && again < ASKED_AGAIN; again++) {
            found = crowd.callAt(node, visitor);
        }
        return found;
    }

    private Visitor arrive() {
        Login login = crowd.logIn(name + "-" + number.getAndIncrement());
        assertEquals(200, login.status(), "a login without load");
        return requireNonNull(login.visitor());
    }

    private int request() throws IOException, InterruptedException {
        return crowd.call(staying.get(ThreadLocalRandom.current().nextInt(staying.size())));
    }

    private int logIn() {
        Login login = crowd.logIn(name + "-" + number.getAndIncrement());
        if (login.visitor() != null) {
            mortal.add(login.visitor());
        }
        return login.status();
    }

    /** Sends token after token until one is answered 200, as providers do; the status is that of the first other answer. */
    private int logOut() throws IOException, InterruptedException {
        Visitor visitor = mortal.poll();
        while (visitor == null && Waiting.until(() -> !mortal.isEmpty(), LIMIT)) {
            visitor = mortal.poll();
        }
        int first = crowd.logOut(requireNonNull(visitor));
        int status = first;
        while (status != 200) {
            status = crowd.logOut(visitor);
        }
        int afterwards = crowd.call(visitor);
        ended.add(visitor);
        return afterwards == 200 ? STILL_ALIVE : first;
    }
}
