package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
import io.curfew.ground.Cookie;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Open pages on three nodes learn that their session is over, and why. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionEventsIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What is promised is a second; a busy machine gets some more. */
    private static final Duration SOON = Duration.ofMillis(2500);

    private static final int NODES = 3;
    private static final int ROUNDS = 10;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestProvider provider;
    private RecordingUpstream upstream;
    private GatewayCluster cluster;

    @BeforeAll
    void start() throws IOException {
        provider = TestProvider.start();
        for (String other : List.of("evict", "idle")) {
            provider.signIns().client(other, "secret");
        }
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        cluster = GatewayCluster.start(NODES, this::configured);
    }

    @AfterAll
    void stop() throws IOException {
        // null if the nodes did not start
        if (cluster != null) {
            cluster.close();
        }
        provider.close();
        upstream.close();
    }

    private GatewayConfig configured(GatewayConfig config) {
        GatewayConfig all = config.with("curfew.issuer", provider.issuer())
                .with("curfew.client_id", Scene.CLIENT)
                .with("curfew.client_secret", "secret")
                .withRoute("orders", "/orders", upstream.uri());
        for (String other : List.of("evict", "idle")) {
            all = all.withRoute(other, "/" + other, upstream.uri())
                    .with("curfew.route." + other + ".client_id", other)
                    .with("curfew.route." + other + ".session_cookie_name", other);
        }
        return all.with("curfew.route.evict.session_limit", "1")
                .with("curfew.route.evict.session_limit_action", "evict_oldest")
                .with("curfew.route.idle.session_idling_timeout", "3");
    }

    private BrowserSession signIn(String path, String subject, String sid) {
        provider.signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(cluster.url(path));
        assertEquals(200, answer.status(), answer::toString);
        return browser;
    }

    private static String cookie(BrowserSession browser, String name) {
        Cookie cookie = browser.cookies().find(name);
        if (cookie == null) {
            throw new IllegalStateException("no cookie " + name);
        }
        return name + "=" + cookie.value();
    }

    private EventWatch watch(int node, String path, String cookie) {
        EventWatch watch = EventWatch.open(cluster.ports().get(node), path, cookie);
        watch.await("event: session");
        return watch;
    }

    private List<EventWatch> watchEverywhere(String path, String cookie) {
        return IntStream.range(0, NODES)
                .mapToObj(node -> watch(node, path, cookie))
                .toList();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder at(int node, String path, String cookie) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + cluster.ports().get(node) + path))
                .header("Cookie", cookie);
    }

    private int logoutTokenTo(int node, String subject, String sid) {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), Scene.CLIENT, provider.keys().current(), Instant.now())
                .claim("sub", subject)
                .claim("sid", sid)
                .build();
        return send(at(node, "/oidc/backchannel-logout", "none=1")
                        .header("Content-Type", FormBody.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token)))))
                .statusCode();
    }

    @Test
    void pagesOnThreeNodesLearnOfALogoutTokenWithinASecond() {
        String bob = cookie(signIn("/orders/", "bob", "sid-bob"), "curfew");
        List<EventWatch> bystanders = watchEverywhere("/orders/", bob);
        List<Duration> took = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            String sid = "sid-round-" + round;
            String alice = cookie(signIn("/orders/", "alice", sid), "curfew");
            List<EventWatch> hers = watchEverywhere("/orders/page", alice);
            long sent = System.nanoTime();
            assertEquals(200, logoutTokenTo(round % NODES, "alice", sid));
            for (EventWatch watch : hers) {
                assertEquals("provider", watch.awaitReason());
                took.add(Duration.ofNanos(watch.await("event: ended").at() - sent));
                assertTrue(watch.awaitEnd(), "the stream goes on");
                watch.close();
            }
        }
        took.sort(Duration::compareTo);
        System.out.printf(
                "From logout token to page, %d pages: median %d ms, longest %d ms%n",
                took.size(),
                took.get(took.size() / 2).toMillis(),
                took.get(took.size() - 1).toMillis());
        assertTrue(took.get(took.size() / 2).compareTo(Duration.ofSeconds(1)) < 0, took::toString);
        assertTrue(took.get(took.size() - 1).compareTo(SOON) < 0, took::toString);
        bystanders.forEach(watch -> {
            assertFalse(watch.has("event: ended"), () -> watch.text().toString());
            watch.close();
        });
        assertEquals(200, send(at(0, "/orders/", bob)).statusCode());
    }

    @Test
    void aSignOutHereIsToldOnEveryNode() {
        BrowserSession browser = signIn("/orders/", "carol", "sid-carol");
        List<EventWatch> hers = watchEverywhere("/orders/", cookie(browser, "curfew"));
        browser.post(cluster.url("/oidc/logout"), Map.of());
        hers.forEach(watch -> {
            assertEquals("signed_out", watch.awaitReason());
            watch.close();
        });
    }

    @Test
    void theFrontChannelIsTold() {
        String cookie = cookie(signIn("/orders/", "dora", "sid-dora"), "curfew");
        try (EventWatch watch = watch(1, "/orders/", cookie)) {
            send(at(
                    0,
                    "/oidc/frontchannel-logout?sid=sid-dora&iss="
                            + FormBody.of(Map.of("x", provider.issuer())).substring(2),
                    "none=1"));
            assertEquals("front_channel", watch.awaitReason());
        }
    }

    @Test
    void aSessionTooManyIsTold() {
        String cookie = cookie(signIn("/evict/", "erik", "sid-1"), "evict");
        try (EventWatch watch = watch(2, "/evict/", cookie)) {
            signIn("/evict/", "erik", "sid-2");
            assertEquals("evicted", watch.awaitReason());
        }
        try (EventWatch late = EventWatch.open(cluster.ports().get(1), "/evict/", cookie)) {
            assertEquals("evicted", late.awaitReason());
        }
        try (EventWatch told = EventWatch.open(cluster.ports().get(1), "/evict/", cookie, "Last-Event-ID: ended")) {
            told.await("HTTP/1.1 204");
        }
    }

    /** A page that is only open keeps nobody signed in. */
    @Test
    void aSessionThatIdlesOutIsToldThoughItIsWatched() {
        String cookie = cookie(signIn("/idle/", "ida", "sid-ida"), "idle");
        long start = System.nanoTime();
        try (EventWatch watch = watch(0, "/idle/", cookie)) {
            while (!watch.has("event: ended")
                    && System.nanoTime() - start < Duration.ofSeconds(15).toNanos()) {
                send(at(1, "/oidc/session?at=/idle/", cookie));
                Waiting.until(() -> watch.has("event: ended"), Duration.ofMillis(200));
            }
            assertEquals("expired", watch.awaitReason());
            Duration took = Duration.ofNanos(watch.await("event: ended").at() - start);
            assertTrue(took.compareTo(Duration.ofSeconds(5)) < 0, took::toString);
        }
    }

    @Test
    void aPageOfAnotherOriginIsToldNothing() {
        String cookie = cookie(signIn("/orders/", "olga", "sid-olga"), "curfew");
        for (String path : List.of("/oidc/session?at=/orders/", "/oidc/session/events?at=/orders/")) {
            HttpResponse<String> answer = send(at(0, path, cookie).header("Sec-Fetch-Site", "cross-site"));
            assertEquals(403, answer.statusCode());
            assertFalse(answer.body().contains("olga"), answer.body());
            assertEquals(List.of(), answer.headers().allValues("Access-Control-Allow-Origin"));
        }
        HttpResponse<String> own =
                send(at(0, "/oidc/session?at=/orders/", cookie).header("Sec-Fetch-Site", "same-origin"));
        assertEquals(200, own.statusCode());
        assertTrue(
                own.body()
                        .matches(
                                "\\{\"signed_in\":true,\"subject\":\"olga\",\"user_name\":\"\\w+\",\"seconds_left\":\\d+,"
                                        + "\"ends_by\":\"idling\",\"space\":\"[\\w-]{16}\"}"),
                own.body());
        assertEquals("no-store", own.headers().firstValue("Cache-Control").orElse(""));
        assertEquals(
                "same-origin",
                own.headers().firstValue("Cross-Origin-Resource-Policy").orElse(""));
    }

    @Test
    void whoHasNoSessionIsNotToComeBack() {
        assertEquals(204, send(at(0, "/oidc/session/events?at=/orders/", "x=1")).statusCode());
        assertEquals(404, send(at(0, "/oidc/session/events?at=/nowhere", "x=1")).statusCode());
        assertEquals(
                405,
                send(at(0, "/oidc/session/events", "x=1").POST(HttpRequest.BodyPublishers.noBody()))
                        .statusCode());
        assertTrue(send(at(0, "/oidc/session?at=/orders/", "x=1")).body().startsWith("{\"signed_in\":false,"));
    }

    @Test
    void theStreamCannotBeKeptByAnybodyBetween() {
        String cookie = cookie(signIn("/orders/", "hans", "sid-hans"), "curfew");
        try (EventWatch watch = watch(0, "/orders/", cookie)) {
            assertTrue(watch.has("HTTP/1.1 200"), watch.text()::toString);
            assertTrue(watch.has("Cache-Control: no-store"), watch.text()::toString);
            assertTrue(watch.has("X-Accel-Buffering: no"), watch.text()::toString);
            assertTrue(watch.has("Content-Type: text/event-stream"), watch.text()::toString);
            watch.await("event: alive");
        }
    }

    @Test
    void aSessionHasItsShareOfEachNode() {
        String cookie = cookie(signIn("/orders/", "greta", "sid-greta"), "curfew");
        List<EventWatch> all = IntStream.range(0, 8)
                .mapToObj(i -> watch(0, "/orders/", cookie))
                .toList();
        try (EventWatch tooMany = EventWatch.open(cluster.ports().get(0), "/orders/", cookie)) {
            tooMany.await("HTTP/1.1 429");
        }
        watch(1, "/orders/", cookie).close();
        all.forEach(EventWatch::close);
    }

    @Test
    void theScriptIsCachedAndChecked() {
        HttpResponse<String> script = send(at(0, "/oidc/session-watch.js", "x=1"));
        assertEquals(200, script.statusCode());
        assertEquals(
                "text/javascript;charset=UTF-8",
                script.headers().firstValue("Content-Type").orElse(""));
        assertEquals(
                "nosniff", script.headers().firstValue("X-Content-Type-Options").orElse(""));
        assertEquals(
                "public, max-age=3600",
                script.headers().firstValue("Cache-Control").orElse(""));
        String tag = script.headers().firstValue("ETag").orElse("");
        HttpResponse<String> again = send(at(1, "/oidc/session-watch.js", "x=1").header("If-None-Match", tag));
        assertEquals(304, again.statusCode());
        assertEquals("", again.body());
    }
}
