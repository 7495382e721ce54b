package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Answer;
import io.curfew.ground.BrowserSession;
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
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions that are renewed, remembered, bound, told of and limited, on three nodes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionLifetimesIT {
    private static final String EVICTED = "You were signed out here";
    private static final String SECRET = "secret";
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private TestProvider provider;
    private RecordingUpstream upstream;
    private GatewayCluster cluster;

    @BeforeAll
    void start() throws IOException {
        provider = TestProvider.start();
        for (String other : List.of("evict", "reject", "tell")) {
            provider.signIns().client(other, SECRET);
        }
        upstream = new RecordingUpstream(Wire::readAndAnswer);
        cluster = GatewayCluster.start(3, this::configured);
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
                .with("curfew.client_secret", SECRET)
                .withRoute("orders", "/orders", upstream.uri())
                .with("curfew.route.orders.session_rolling_timeout", "20")
                .with("curfew.route.orders.session_remember", "true");
        for (String other : List.of("evict", "reject", "tell")) {
            all = all.withRoute(other, "/" + other, upstream.uri())
                    .with("curfew.route." + other + ".client_id", other)
                    .with("curfew.route." + other + ".session_cookie_name", other);
        }
        return all.with("curfew.route.evict.session_limit", "2")
                .with("curfew.route.evict.session_limit_action", "evict_oldest")
                .with("curfew.route.reject.session_limit", "2")
                .with("curfew.route.tell.session_bind", "user-agent")
                .with("curfew.route.tell.session_request_headers", "id,subject,timeout")
                .with("curfew.route.tell.session_response_headers", "id,rolling-timeout");
    }

    @Test
    void aHundredParallelRequestsRenewTheIdOnceAndAllPass() throws Exception {
        String first = cookie(signIn("/orders/", "renewed", "sid-renewed"), "curfew");
        assertFalse(newCookies(send("/orders/", "curfew=" + first)).containsKey("curfew"), "not before it is time");
        assertTrue(
                Waiting.until(
                        () -> newCookies(send("/orders/", "curfew=" + first)).containsKey("curfew"), LIMIT),
                "no next id");

        List<HttpResponse<String>> answers = parallel(100, "/orders/", "curfew=" + first);
        assertEquals(Set.of(200), answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet()));
        Set<String> ids =
                answers.stream().map(answer -> newCookies(answer).get("curfew")).collect(Collectors.toSet());
        assertEquals(1, ids.size());
        assertEquals(
                100,
                answers.stream()
                        .filter(answer -> answer.headers()
                                .firstValue("Cache-Control")
                                .orElse("")
                                .startsWith("no-store"))
                        .count());
        assertEquals(
                Set.of(3),
                Set.of(answers.stream()
                        .map(answer -> answer.headers().firstValue("X-Node").orElse(""))
                        .collect(Collectors.toSet())
                        .size()));

        String next = Objects.requireNonNull(ids.iterator().next());
        assertNotEquals(first, next);
        assertEquals(200, send("/orders/", "curfew=" + next).statusCode());
        assertEquals(200, send("/orders/", "curfew=" + first).statusCode(), "it was under way");
        assertTrue(
                Waiting.until(() -> send("/orders/", "curfew=" + first).statusCode() == 401, LIMIT),
                "the id before lives on");
        assertEquals(200, send("/orders/", "curfew=" + next).statusCode());
        assertEquals(200, logOut("renewed", "sid-renewed"));
        assertEquals(401, send("/orders/", "curfew=" + next).statusCode());
    }

    @Test
    void aSessionIsBroughtBackUntilALogoutTokenEndsIt() throws Exception {
        BrowserSession browser = signIn("/orders/", "remembered", "sid-remembered");
        String remember = cookie(browser, "curfew-remember");
        HttpResponse<String> back = send("/orders/", "curfew-remember=" + remember);
        assertEquals(200, back.statusCode());
        String session = Objects.requireNonNull(newCookies(back).get("curfew"));
        String nextRemember = Objects.requireNonNull(newCookies(back).get("curfew-remember"));
        assertTrue(back.headers().allValues("Set-Cookie").stream()
                .anyMatch(value -> value.startsWith("curfew-remember=") && value.contains("; Max-Age=604800")));
        assertEquals(200, send("/orders/", "curfew=" + session).statusCode());
        assertEquals(401, send("/orders/", "curfew=" + remember).statusCode(), "another cookie's id");
        assertTrue(upstream.heads().stream().noneMatch(head -> head.contains(remember)), "told to the upstream");

        assertEquals(200, logOut("remembered", "sid-remembered"));
        for (String cookie :
                List.of("curfew=" + session, "curfew-remember=" + remember, "curfew-remember=" + nextRemember)) {
            assertEquals(Set.of(401), statuses(parallel(9, "/orders/", cookie)));
        }
    }

    @Test
    void aSignOutEndsWhatIsRememberedAndClearsBothCookies() {
        BrowserSession browser = signIn("/orders/", "leaving", "sid-leaving");
        String remember = cookie(browser, "curfew-remember");
        Answer out = browser.post(cluster.url("/oidc/logout"), Map.of());
        assertEquals(200, out.status(), out::toString);
        assertEquals(null, browser.cookies().find("curfew"));
        assertEquals(null, browser.cookies().find("curfew-remember"));
        assertEquals(401, send("/orders/", "curfew-remember=" + remember).statusCode());
    }

    @Test
    void ofParallelLoginsNoMoreGetInThanMay() throws Exception {
        provider.signIns().user("rita", "sid-rita");
        List<Answer> answers = logIn(browsers(12), "/reject/");
        assertEquals(
                2, answers.stream().filter(answer -> answer.status() == 200).count());
        List<Answer> refused =
                answers.stream().filter(answer -> answer.status() != 200).toList();
        assertEquals(10, refused.size());
        for (Answer answer : refused) {
            assertEquals(403, answer.status());
            assertTrue(answer.body().contains("You are not signed in here"), answer::toString);
            assertTrue(answer.body().contains("Only 2 sessions are allowed at a time"), answer::toString);
        }
    }

    @Test
    void ofParallelLoginsThatEvictAsManyStayAndTheOthersAreToldWhy() throws Exception {
        provider.signIns().user("eva", "sid-eva");
        List<BrowserSession> browsers = browsers(8);
        long told = logIn(browsers, "/evict/").stream()
                .filter(answer -> answer.status() == 403 && answer.body().contains(EVICTED))
                .count();
        int gone = 0;
        for (BrowserSession browser : browsers) {
            Answer answer = browser.fetch(cluster.url("/evict/"));
            if (answer.status() != 200) {
                assertEquals(401, answer.status());
                told += answer.body().contains("\"code\":\"session_evicted\"") ? 1 : 0;
                gone++;
            }
        }
        assertEquals(6, gone);
        assertEquals(6, told, "each is told why, by a page at once or by a script's answer later");
    }

    @Test
    void theBrowserWhoseSessionMadeRoomIsToldWhyAndGetsInAgain() {
        List<BrowserSession> browsers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            browsers.add(signIn("/evict/", "erik", "sid-erik"));
        }
        BrowserSession oldest = browsers.get(0);
        Answer told = oldest.get(cluster.url("/evict/page?x=1"));
        assertEquals(403, told.status());
        assertTrue(told.body().contains(EVICTED), told::toString);
        assertEquals(null, oldest.cookies().find("evict"));
        Answer again = oldest.get(cluster.url("/oidc/login?return_to=%2Fevict%2Fpage%3Fx%3D1"));
        assertEquals(200, again.status());
        assertEquals(cluster.url("/evict/page?x=1"), again.uri().toString());
        assertEquals(
                List.of(200, 401, 200),
                browsers.stream()
                        .map(browser -> browser.fetch(cluster.url("/evict/")).status())
                        .toList());
    }

    @Test
    void theSessionIsToldOfAndBound() {
        BrowserSession browser = signIn("/tell/", "tina", "sid-tina");
        String cookie = "tell=" + cookie(browser, "tell");
        HttpResponse<String> answer = send(request("/tell/told", cookie).header("Session-Subject", "admin"));
        assertEquals(200, answer.statusCode());
        String id = answer.headers().firstValue("Session-Id").orElseThrow();
        assertTrue(answer.headers().firstValue("Session-Rolling-Timeout").isPresent());
        String head = upstream.heads().stream()
                .filter(text -> text.startsWith("GET /told "))
                .findFirst()
                .orElseThrow()
                .toLowerCase(Locale.ROOT);
        assertTrue(head.contains("\r\nsession-id: " + id.toLowerCase(Locale.ROOT) + "\r\n"), head);
        assertTrue(head.contains("\r\nsession-subject: tina\r\n"), head);
        assertFalse(head.contains("admin"), head);
        assertFalse(cookie.contains(id));

        assertEquals(
                401,
                send(request("/tell/", cookie).setHeader("User-Agent", "another"))
                        .statusCode());
        assertEquals(200, send("/tell/", cookie).statusCode(), "the session itself lives on");
    }

    private BrowserSession signIn(String path, String subject, String sid) {
        provider.signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        Answer answer = browser.get(cluster.url(path));
        assertEquals(200, answer.status(), answer::toString);
        return browser;
    }

    private static String cookie(BrowserSession browser, String name) {
        return Objects.requireNonNull(browser.cookies().find(name), name).value();
    }

    private static List<BrowserSession> browsers(int count) {
        List<BrowserSession> browsers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            browsers.add(new BrowserSession());
        }
        return browsers;
    }

    private List<Answer> logIn(List<BrowserSession> browsers, String path) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(browsers.size());
        try {
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Answer>> futures = new ArrayList<>();
            for (BrowserSession browser : browsers) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return browser.get(cluster.url(path));
                }));
            }
            start.countDown();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private HttpRequest.Builder request(String path, String cookie) {
        return HttpRequest.newBuilder(URI.create(cluster.url(path)))
                .timeout(LIMIT)
                .setHeader("User-Agent", BrowserSession.USER_AGENT)
                .header("Cookie", cookie);
    }

    private HttpResponse<String> send(String path, String cookie) {
        return send(request(path, cookie));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
                .join();
    }

    private List<HttpResponse<String>> parallel(int count, String path, String cookie) {
        List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(client.sendAsync(request(path, cookie).build(), HttpResponse.BodyHandlers.ofString()));
        }
        return all.stream().map(CompletableFuture::join).toList();
    }

    private static Set<Integer> statuses(List<HttpResponse<String>> answers) {
        return answers.stream().map(HttpResponse::statusCode).collect(Collectors.toSet());
    }

    private static Map<String, String> newCookies(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .map(value -> value.substring(0, value.indexOf(';')).split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private int logOut(String subject, String sid) {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), Scene.CLIENT, provider.keys().current(), Instant.now())
                .claim("sub", subject)
                .claim("sid", sid)
                .build();
        return send(HttpRequest.newBuilder(URI.create(cluster.url("/oidc/backchannel-logout")))
                        .header("Content-Type", FormBody.TYPE)
                        .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token)))))
                .statusCode();
    }
}
