package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.bench.NodeState;
import io.curfew.config.ClusterSettings;
import io.curfew.config.ConfigReader;
import io.curfew.config.RawValues;
import io.curfew.config.Route;
import io.curfew.config.Settings;
import io.curfew.ground.AccessTokenOf;
import io.curfew.ground.FreePort;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.Stress;
import io.curfew.ground.Waiting;
import io.curfew.session.Login;
import io.curfew.session.Seal;
import io.curfew.session.SessionStore;
import io.curfew.session.Sessions;
import io.curfew.session.SignInPlace;
import io.curfew.session.Tokens;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Operators before three nodes: what is found at one is what all have, and what ends at one is over on all. With {@code -Pstress} among 100,000 sessions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminClusterIT {
    private static final int CROWD = Stress.times(3_000, 100_000);
    private static final int THREADS = 8;
    private static final String SESSIONS = "/oidc/admin/sessions";
    private static final Pattern SUBJECT = Pattern.compile("\"subject\":\"([^\"]+)\"");
    private static final Pattern NEXT = Pattern.compile("\"next\":\"([^\"]+)\"");

    private ClusterScene scene;

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.start(config -> config.with("curfew.admin_role", "operator"));
        Waiting.forNextSecond();
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private String token() {
        return AccessTokenOf.issuer(
                        scene.provider().issuer(),
                        Scene.CLIENT,
                        scene.provider().keys().current(),
                        Instant.now())
                .claim("sub", "robot")
                .claim("roles", List.of("operator"))
                .build();
    }

    private String list(int node, String query) {
        var answer = scene.adminAt(node, "GET", SESSIONS + query, token(), "");
        assertEquals(200, answer.statusCode(), answer.body());
        assertTrue(
                answer.body().contains("\"complete\":true"),
                answer.body().substring(0, Math.min(300, answer.body().length())));
        return answer.body();
    }

    private static List<String> subjects(String body) {
        return SUBJECT.matcher(body).results().map(found -> found.group(1)).toList();
    }

    @Test
    void whatEndsAtOneNodeIsOverOnAll() {
        List<String> alices = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            alices.add(scene.signIn("alice", "alices-" + i));
        }
        String bob = scene.signIn("bob", "bobs");
        for (int node : ClusterScene.nodes()) {
            assertEquals(
                    List.of("alice", "alice", "alice"), subjects(list(node, "?user_name=alice&client_id=gateway")));
        }
        String body = "{\"issuer\":\"" + scene.provider().issuer() + "\",\"subject\":\"alice\",\"reason\":\"left\"}";
        var ended = scene.adminAt(1, "POST", SESSIONS + "/end", token(), body);
        assertTrue(ended.body().startsWith("{\"ended\":3,\"complete\":true"), ended.body());
        alices.forEach(cookie -> assertEquals(List.of(401, 401, 401), scene.statuses(cookie)));
        assertEquals(List.of(200, 200, 200), scene.statuses(bob));
        assertEquals(List.of(), subjects(list(2, "?user_name=alice&client_id=gateway")));
    }

    @Test
    void openPagesOnAllNodesKnowWithinASecond() {
        List<EventWatch> pages = new ArrayList<>();
        EventWatch bobs = watch(0, scene.signIn("bert", "berts"));
        try {
            for (int node : ClusterScene.nodes()) {
                pages.add(watch(node, scene.signIn("anna", "annas-" + node)));
            }
            pages.forEach(page -> page.await("event: session"));
            bobs.await("event: session");
            long asked = System.nanoTime();
            String body = "{\"issuer\":\"" + scene.provider().issuer() + "\",\"subject\":\"anna\",\"reason\":\"left\"}";
            var ended = scene.adminAt(1, "POST", SESSIONS + "/end", token(), body);
            assertTrue(ended.body().startsWith("{\"ended\":3,\"complete\":true"), ended.body());
            for (EventWatch page : pages) {
                assertEquals("administrator", page.awaitReason());
                long after = page.await("event: ended").at() - asked;
                System.out.printf("an open page knew %d ms after the operator had asked%n", after / 1_000_000);
                assertTrue(after < Duration.ofSeconds(1).toNanos(), "ns: " + after);
            }
            assertFalse(bobs.has("event: ended"), "somebody else's page was told");
        } finally {
            pages.forEach(EventWatch::close);
            bobs.close();
        }
    }

    private EventWatch watch(int node, String cookie) {
        return EventWatch.open(scene.cluster().ports().get(node), "/orders/", Scene.SESSION_COOKIE + "=" + cookie);
    }

    /** Also measured here: what the documentation says of 100,000 sessions. */
    @Test
    void aCrowdIsPagedThroughAndEnded() throws Exception {
        fill();
        double before = heap(0);
        long start = System.nanoTime();
        String first = list(0, "?route=orders&user_name=crowd");
        long firstPage = System.nanoTime() - start;
        assertEquals(50, subjects(first).size());
        List<Long> later = new ArrayList<>();
        List<String> seen = new ArrayList<>(subjects(first));
        Matcher next = NEXT.matcher(first);
        for (int page = 0; page < 9; page++) {
            assertTrue(next.find());
            start = System.nanoTime();
            String body = list(page % 3, "?route=orders&user_name=crowd&after=" + next.group(1));
            later.add(System.nanoTime() - start);
            seen.addAll(subjects(body));
            next = NEXT.matcher(body);
        }
        assertEquals(500, seen.stream().distinct().count());
        start = System.nanoTime();
        assertEquals(
                Math.min(50, CROWD / 100),
                subjects(list(1, "?address=192.0.2.7")).size());
        long byAddress = System.nanoTime() - start;
        start = System.nanoTime();
        assertEquals(1, subjects(list(2, "?subject=crowd-17")).size());
        long bySubject = System.nanoTime() - start;
        double after = heap(0);
        int ended = 0;
        int requests = 0;
        start = System.nanoTime();
        String answer = "";
        while (!answer.contains("\"complete\":true") && requests < 100) {
            answer = scene.adminAt(
                            0, "POST", SESSIONS + "/end", token(), "{\"client_id\":\"gateway\",\"reason\":\"a test\"}")
                    .body();
            ended += Integer.parseInt(answer.replaceAll("\\{\"ended\":(\\d+).*", "$1"));
            requests++;
        }
        long ending = System.nanoTime() - start;
        assertTrue(ended >= CROWD, "ended: " + ended);
        assertEquals(List.of(), subjects(list(2, "?route=orders&user_name=crowd")));
        // a login of the second of the ending counts as one that was under way
        Waiting.forNextSecond();
        System.out.printf(
                "%d sessions in three nodes: first page %d ms, later pages %s ms, by address %d ms, by subject %d ms; heap of a node"
                        + " after collection %.0f MB before and %.0f MB after; all ended after %d ms in %d requests%n",
                CROWD,
                millis(firstPage),
                later.stream().map(AdminClusterIT::millis).toList(),
                millis(byAddress),
                millis(bySubject),
                before,
                after,
                millis(ending),
                requests);
    }

    private static long millis(long nanos) {
        return Duration.ofNanos(nanos).toMillis();
    }

    private double heap(int node) {
        ProcessHandle server = scene.cluster()
                .node(node)
                .launcher()
                .descendants()
                .reduce((one, last) -> last)
                .orElseThrow();
        return NodeState.heapAfterCollection(server.pid());
    }

    /** As a node of the cluster for a while: a hundred thousand logins would take an hour. */
    private void fill() throws InterruptedException, ExecutionException {
        GatewayConfig config = scene.cluster().node(0).config();
        Settings settings = ConfigReader.read(RawValues.of(config.properties()), "");
        Route route = settings.routes().get(0);
        ClusterSettings.Embedded nodes = (ClusterSettings.Embedded) settings.cluster();
        SecureRandom random = new SecureRandom();
        Seal seal = new Seal(settings.sessionSecrets(), random);
        Clock clock = Clock.systemUTC();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (SessionStore store = SessionStore.open(
                new ClusterSettings.Embedded(
                        nodes.name(),
                        nodes.bindAddress(),
                        FreePort.withItsSuccessor(),
                        nodes.discovery(),
                        nodes.expectedSize(),
                        nodes.whenSplit(),
                        nodes.tls()),
                seal.keyIds(),
                clock)) {
            Sessions sessions = new Sessions(
                    store.caches(), seal, clock, random, route.session().longest());
            assertTrue(Waiting.until(sessions::storeAnswers, Duration.ofSeconds(60)));
            List<Future<?>> filling = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int from = thread;
                filling.add(threads.submit(() -> {
                    for (int i = from; i < CROWD; i += THREADS) {
                        sessions.begin(login(route, i, clock.instant()));
                    }
                }));
            }
            for (Future<?> done : filling) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Login login(Route route, int number, Instant now) {
        return new Login(
                        route.sessionSpace(),
                        "crowd-" + number,
                        "sid-of-" + number,
                        now.minusSeconds(number % 3_600),
                        now.minusSeconds(1),
                        Map.of("preferred_username", "crowd-" + number, "email", number + "@example.com"),
                        new Tokens("i".repeat(300), "a".repeat(300), "r".repeat(100)),
                        route.session().absoluteTimeout())
                .from(new SignInPlace(
                        "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
                        number % 100 == 0 ? "192.0.2.7" : "198.51.100." + number % 250));
    }
}
