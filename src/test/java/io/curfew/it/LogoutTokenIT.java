package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.FormBody;
import io.curfew.ground.TestKeys;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The back-channel logout endpoint as a provider meets it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogoutTokenIT {
    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        scene = Scene.start(config -> config.withEnvironment("METRICS_AUTHENTICATION", "false")
                .withRoute("wide", "/wide", "http://127.0.0.1:1")
                .with("curfew.route.wide.client_id", "wide")
                .with("curfew.route.wide.backchannel_logout_scope", "subject"));
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    @AfterEach
    void keysAreServed() {
        scene.provider().usual(TestProvider.JWKS);
    }

    @Test
    void aTokenWithASidEndsThatSessionAndNoOther() {
        String over = Scene.sessionCookie(scene.signIn("alice", "sid-a"));
        String sibling = Scene.sessionCookie(scene.signIn("alice", "sid-b"));
        HttpResponse<String> answer =
                uncached(scene.post(scene.logoutToken("alice", "sid-a").build()));
        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
        assertEquals(401, scene.status(over));
        assertEquals(200, scene.status(sibling));
    }

    @Test
    void aTokenWithASubjectAloneEndsAllItsSessionsThatBeganBefore() {
        String one = Scene.sessionCookie(scene.signIn("erin", "sid-e1"));
        String two = Scene.sessionCookie(scene.signIn("erin", "sid-e2"));
        String other = Scene.sessionCookie(scene.signIn("frank", "sid-f"));
        String token = scene.logoutToken("erin", "").without("sid").build();
        assertEquals(200, uncached(scene.post(token)).statusCode());
        assertEquals(401, scene.status(one));
        assertEquals(401, scene.status(two));
        assertEquals(200, scene.status(other));
        long second = Instant.now().getEpochSecond();
        assertTrue(Waiting.until(() -> Instant.now().getEpochSecond() > second, Duration.ofSeconds(5)));
        assertEquals(200, scene.status(Scene.sessionCookie(scene.signIn("erin", "sid-e3"))));
    }

    /** The scope is that of the client whom the token is for. */
    @Test
    void aProviderThatNamesOneSidAndMeansAllIsUnderstoodWhereThatIsSet() {
        String one = Scene.sessionCookie(scene.signIn("wilma", "sid-w1"));
        String two = Scene.sessionCookie(scene.signIn("wilma", "sid-w2"));
        String three = Scene.sessionCookie(scene.signIn("wilma", "sid-w3"));
        String other = Scene.sessionCookie(scene.signIn("fred", "sid-w4"));
        assertEquals(
                200, scene.post(scene.logoutToken("wilma", "sid-w1").build()).statusCode());
        assertEquals(
                List.of(401, 200, 200),
                Stream.of(one, two, three).map(scene::status).toList(),
                "control: a client that does not say so");

        String wide = scene.logoutToken("wilma", "sid-w2").claim("aud", "wide").build();
        assertEquals(200, scene.post(wide).statusCode());
        assertEquals(
                List.of(401, 401, 200),
                Stream.of(two, three, other).map(scene::status).toList());
    }

    @Test
    void aTokenThatCannotBeVerifiedEndsNothing() {
        String cookie = Scene.sessionCookie(scene.signIn("grace", "sid-g"));
        var rogue = TestKeys.rsa(scene.provider().keys().current().getKeyID());
        refused(
                "signature_invalid",
                scene.logoutToken("grace", "sid-g").key(rogue).build());
        refused("alg_none", scene.logoutToken("grace", "sid-g").unsigned("none"));
        refused("alg_not_registered", scene.logoutToken("grace", "sid-g").signedWithThePublicKeyAsSecret());
        refused(
                "unknown_issuer",
                scene.logoutToken("grace", "sid-g")
                        .claim("iss", "https://evil.example")
                        .build());
        refused(
                "audience_wrong",
                scene.logoutToken("grace", "sid-g").claim("aud", "other").build());
        refused(
                "nonce_present",
                scene.logoutToken("grace", "sid-g").claim("nonce", "n").build());
        refused("events_missing", scene.provider().signIns().idToken(Scene.CLIENT, null));
        refused("malformed", "garbage");
        assertEquals(200, scene.status(cookie));
        assertEquals(
                200, scene.post(scene.logoutToken("grace", "sid-g").build()).statusCode());
        assertEquals(401, scene.status(cookie));
    }

    private void refused(String code, String token) {
        refused(400, code, scene.post(token));
    }

    private static void refused(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, uncached(answer).statusCode(), answer::body);
        assertTrue(answer.body().contains("\"error\":\"invalid_request\""), answer::body);
        assertTrue(answer.body().contains("\"" + code + ": "), answer::body);
    }

    private static HttpResponse<String> uncached(HttpResponse<String> answer) {
        assertEquals(List.of("no-store"), answer.headers().allValues("Cache-Control"));
        return answer;
    }

    @Test
    void aTokenIsActedOnOnce() {
        String token = scene.logoutToken("heidi", "sid-h").build();
        assertEquals(200, uncached(scene.post(token)).statusCode());
        refused("replayed", token);
    }

    @Test
    void onlyAFormBodyWithOneTokenCounts() {
        String cookie = Scene.sessionCookie(scene.signIn("ivan", "sid-i"));
        String token = scene.logoutToken("ivan", "sid-i").build();
        String form = FormBody.of(Map.of("logout_token", token));
        refused(400, "parameter_repeated", scene.postBody(FormBody.TYPE, form + "&" + form));
        refused(415, "content_type_wrong", scene.postBody("application/json", form));
        refused(413, "body_too_large", scene.postBody(FormBody.TYPE, form + "&padding=" + "x".repeat(70_000)));
        refused(400, "parameter_missing", scene.postBody(FormBody.TYPE, ""));
        URI inQuery = URI.create(scene.node().config().backChannelLogoutUrl() + "?" + form);
        refused(
                400,
                "parameter_missing",
                scene.send(HttpRequest.newBuilder(inQuery)
                        .header("Content-Type", FormBody.TYPE)
                        .POST(HttpRequest.BodyPublishers.noBody())));
        for (String method : List.of("GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")) {
            HttpResponse<String> answer = uncached(
                    scene.send(HttpRequest.newBuilder(inQuery).method(method, HttpRequest.BodyPublishers.noBody())));
            assertEquals(405, answer.statusCode(), method);
            assertEquals("POST", answer.headers().firstValue("Allow").orElse(""), method);
        }
        assertEquals(200, scene.status(cookie));
        assertEquals(
                200,
                uncached(scene.postBody(FormBody.TYPE + ";charset=UTF-8", form + "&other=1"))
                        .statusCode());
        assertEquals(401, scene.status(cookie));
    }

    @Test
    void aStormOfUnknownKeysCostsAtMostOneFetch() throws Exception {
        String cookie = Scene.sessionCookie(scene.signIn("judy", "sid-j"));
        scene.post(scene.logoutToken("nobody", "sid-0").build());
        int before = scene.provider().requests(TestProvider.JWKS);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<Integer>> statuses = IntStream.range(0, 200)
                    .mapToObj(number -> threads.submit(() -> scene.post(scene.logoutToken("judy", "sid-j")
                                    .header("kid", "unknown-" + number)
                                    .build())
                            .statusCode()))
                    .toList();
            for (Future<Integer> status : statuses) {
                // 503 for those whose key was not looked for
                assertTrue(Set.of(400, 503).contains(status.get()), status.get() + " for a forged token");
            }
        } finally {
            threads.shutdownNow();
        }
        int fetched = scene.provider().requests(TestProvider.JWKS) - before;
        assertTrue(fetched <= 2, fetched + " fetches of the keys");
        assertEquals(200, scene.status(cookie));
    }

    @Test
    void whileTheProvidersKeysAreDownTheLastOnesServe() {
        String cookie = Scene.sessionCookie(scene.signIn("kate", "sid-k"));
        scene.post(scene.logoutToken("nobody", "sid-0").build());
        scene.provider().down(TestProvider.JWKS);
        assertEquals(
                200,
                uncached(scene.post(scene.logoutToken("kate", "sid-k").build())).statusCode());
        assertEquals(401, scene.status(cookie));
    }

    @Test
    void everyOutcomeIsCounted() {
        double accepted = counted("accepted");
        double replayed = counted("replayed");
        double wrong = counted("audience_wrong");
        String token = scene.logoutToken("leo", "sid-l").build();
        scene.post(token);
        scene.post(token);
        scene.post(scene.logoutToken("leo", "sid-l").claim("aud", "other").build());
        assertEquals(accepted + 1, counted("accepted"));
        assertEquals(replayed + 1, counted("replayed"));
        assertEquals(wrong + 1, counted("audience_wrong"));
    }

    private double counted(String outcome) {
        String metrics = scene.send(HttpRequest.newBuilder(URI.create(scene.url("/metrics"))))
                .body();
        return metrics.lines()
                .filter(line -> line.startsWith("curfew_backchannel_logouts"))
                .filter(line -> line.contains("outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No count for " + outcome + " in\n" + metrics));
    }
}
