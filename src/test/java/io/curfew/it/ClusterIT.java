package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.KeycloakClient;
import io.curfew.ground.KeycloakRealm;
import io.curfew.ground.KeycloakServer;
import io.curfew.ground.Load;
import io.curfew.ground.Stress;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Three nodes behind a balancer without stickiness are one gateway. */
@ExtendWith(SharedServers.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
    private static final int LOGINS = Stress.times(50, 200);
    private static final int KEYCLOAK_LOGINS = Stress.times(20, 50);
    private static final int LOGOUTS = Stress.times(150, 2_000);
    private static final int BYSTANDERS = 30;
    private static final int CALLERS = 8;
    private static final int PAIRS = Stress.times(60, 500);
    private static final String KEYCLOAK_COOKIE = "curfew-keycloak";
    private static final int SESSIONS_OF_ONE_USER = 12;
    private static final List<Integer> IN = List.of(200, 200, 200);
    private static final List<Integer> OUT = List.of(401, 401, 401);

    private final KeycloakRealm realm;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private @Nullable KeycloakClient client;
    private ClusterScene scene;
    private List<String> logsOfTheStart = List.of();

    ClusterIT(KeycloakServer keycloak) {
        realm = KeycloakRealm.create(keycloak, "cluster");
    }

    @BeforeAll
    void start() throws IOException {
        scene = ClusterScene.start(this::withKeycloak);
        logsOfTheStart = ClusterScene.nodes().stream()
                .map(node -> scene.cluster().node(node).logText())
                .toList();
    }

    @AfterAll
    void stop() throws IOException {
        threads.shutdownNow();
        // null if the nodes did not start
        if (scene != null) {
            scene.close();
        }
    }

    /** One client for all nodes, which share a public URL. */
    private GatewayConfig withKeycloak(GatewayConfig config) {
        KeycloakClient shared = client;
        if (shared == null) {
            shared = KeycloakClient.forGateway("cluster", config);
            realm.addClient(shared);
            client = shared;
        }
        return config.withRoute(
                        "keycloak", "/keycloak", config.properties().getOrDefault("curfew.route.orders.upstream", ""))
                .with("curfew.route.keycloak.session_cookie_name", KEYCLOAK_COOKIE)
                .with("curfew.route.keycloak.issuer", realm.issuer())
                .with("curfew.route.keycloak.client_id", shared.id())
                .with("curfew.route.keycloak.client_secret", shared.secret());
    }

    @Test
    void aLoginThatBeginsOnOneNodeEndsOnAnotherAndHoldsOnTheThird() {
        long before = System.nanoTime();
        for (int number = 0; number < LOGINS; number++) {
            BrowserSession browser = new BrowserSession();
            scene.cluster().awaitReady();
            Answer page = scene.walkIn(browser, "alice", "sid-of-login-" + number);
            assertEquals(allPorts(), new HashSet<>(ClusterScene.nodesOf(page)), page::toString);
            assertEquals(IN, scene.statuses(Scene.sessionCookie(browser)));
        }
        print("%d of %d logins over three nodes held on all of them", LOGINS, LOGINS, before);
    }

    @Test
    void aLoginAtKeycloakHoldsOnAllNodesUntilKeycloakEndsItOnAll() {
        long before = System.nanoTime();
        String user = SharedGateway.newUser(realm);
        List<String> cookies = new ArrayList<>();
        for (int number = 0; number < KEYCLOAK_LOGINS; number++) {
            BrowserSession browser = new BrowserSession();
            Answer form = browser.get(scene.cluster().url("/keycloak/"));
            Answer page = browser.submitLogin(form, user, SharedGateway.PASSWORD);
            assertEquals(200, page.status(), page::toString);
            Set<Integer> nodes = new HashSet<>(ClusterScene.nodesOf(form));
            nodes.addAll(ClusterScene.nodesOf(page));
            assertEquals(allPorts(), nodes, page::toString);
            Cookie cookie = browser.cookies().find(KEYCLOAK_COOKIE);
            assertNotNull(cookie, page::toString);
            cookies.add(KEYCLOAK_COOKIE + "=" + cookie.value());
        }
        cookies.forEach(cookie -> assertEquals(IN, scene.statuses("/keycloak/", cookie)));

        realm.logOutAllSessions(user);

        cookies.forEach(cookie -> assertEquals(OUT, scene.statuses("/keycloak/", cookie)));
        print(
                "%d of %d logins at Keycloak held on all nodes and ended on all",
                cookies.size(), KEYCLOAK_LOGINS, before);
    }

    @Test
    void afterThe200OfALogoutNoNodeLetsARequestOfItsSessionThrough() throws Exception {
        long before = System.nanoTime();
        CalledSessions sessions = CalledSessions.signIn(scene, LOGOUTS, BYSTANDERS);
        Load load = Load.start(CALLERS, sessions::call).awaitMore(5L * CALLERS, Duration.ofSeconds(60));
        List<Future<?>> ends = new ArrayList<>();
        for (int worker = 0; worker < ClusterScene.NODES; worker++) {
            ends.add(threads.submit(sessions::endAll));
        }
        for (Future<?> end : ends) {
            end.get();
        }
        CalledSessions.Outcome outcome = sessions.outcome(load.stop());
        System.out.println("Logouts under load: " + outcome + ", " + millisSince(before) + " ms in all");
        assertEquals(LOGOUTS, outcome.logouts());
        assertTrue(outcome.early().getOrDefault(200, 0L) > 0, "no session was called before its logout");
        assertTrue(outcome.late().getOrDefault(401, 0L) >= 3L * LOGOUTS, outcome::toString);
        // a node that lost its lease for a moment lets nobody through, and says so
        assertTrue(Set.of(401, 503).containsAll(outcome.late().keySet()), outcome::toString);
        assertTrue(Set.of(200, 503).containsAll(outcome.ofBystanders().keySet()), outcome::toString);
        assertEquals(List.of(), outcome.failures());
    }

    @Test
    void aTokenSentToTwoNodesAtTheSameInstantIsActedOnOnce() throws Exception {
        long before = System.nanoTime();
        for (int pair = 0; pair < PAIRS; pair++) {
            String token = scene.logoutToken("bob", "sid-of-pair-" + pair).build();
            CyclicBarrier gate = new CyclicBarrier(2);
            int first = pair % ClusterScene.NODES;
            Future<HttpResponse<String>> one = threads.submit(() -> postAfter(gate, first, token));
            Future<HttpResponse<String>> other =
                    threads.submit(() -> postAfter(gate, (first + 1) % ClusterScene.NODES, token));
            List<HttpResponse<String>> answers = List.of(one.get(), other.get());
            assertEquals(
                    List.of(200, 400),
                    answers.stream().map(HttpResponse::statusCode).sorted().toList(),
                    () -> answers.get(0).body() + answers.get(1).body());
            assertTrue(Stream.of(one.get(), other.get())
                    .anyMatch(answer -> answer.body().contains("\"replayed: ")));
        }
        print("%d of %d pairs of the same token: one carried out, one a replay", PAIRS, PAIRS, before);
    }

    private HttpResponse<String> postAfter(CyclicBarrier gate, int node, String token) throws Exception {
        gate.await();
        return scene.postAt(node, token);
    }

    @Test
    void aTokenWithASubjectAloneEndsItsSessionsOnAllNodes() {
        Set<Integer> begunOn = new HashSet<>();
        List<String> cookies = IntStream.range(0, SESSIONS_OF_ONE_USER)
                .mapToObj(number -> {
                    BrowserSession browser = new BrowserSession();
                    List<Integer> nodes = ClusterScene.nodesOf(scene.walkIn(browser, "erin", "sid-of-erin-" + number));
                    // the last answered the page, the one before the callback
                    begunOn.add(nodes.get(nodes.size() - 2));
                    // a login is as many requests as there are nodes, so without another the next one would begin where
                    // this one did
                    browser.get(scene.cluster().url("/orders/"));
                    return Scene.sessionCookie(browser);
                })
                .toList();
        String other = scene.signIn("frank", "sid-of-frank");
        assertEquals(allPorts(), begunOn);
        cookies.forEach(cookie -> assertEquals(IN, scene.statuses(cookie)));

        String token = scene.logoutToken("erin", "").without("sid").build();
        assertEquals(200, scene.postAt(1, token).statusCode());

        cookies.forEach(cookie -> assertEquals(OUT, scene.statuses(cookie)));
        assertEquals(IN, scene.statuses(other));
    }

    @Test
    void theStartOfANodeSaysNothingOfTheMachineryBelow() {
        for (String log : logsOfTheStart) {
            assertTrue(log.contains("is open at"), log);
            for (String noise : List.of("ISPN0", "JGRP0", "org.infinispan", "org.jgroups", "\tat ", "Exception")) {
                assertFalse(log.contains(noise), () -> noise + " in\n" + log);
            }
        }
    }

    private Set<Integer> allPorts() {
        return new HashSet<>(scene.cluster().ports());
    }

    private static void print(String what, int count, int of, long before) {
        System.out.println(String.format(what, count, of) + " in " + millisSince(before) + " ms");
    }

    private static long millisSince(long before) {
        return (System.nanoTime() - before) / 1_000_000;
    }
}
