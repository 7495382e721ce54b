package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.GatewayConfig;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketScript;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Sessions that end at the provider without a word, and refreshes that are refused, through a packaged node. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenCheckIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private Scene scene;

    @BeforeAll
    void start() throws IOException {
        RecordingUpstream upstream = new RecordingUpstream(new WebSocketScript());
        scene = Scene.start(TestProvider.start(), upstream, config -> withClients(config, upstream)
                .with("curfew.route.orders.session_check_interval", Long.toString(INTERVAL.toSeconds()))
                .with("curfew.route.orders.session_check_limit", "6"));
    }

    private static GatewayConfig withClients(GatewayConfig config, RecordingUpstream upstream) {
        return config.withRoute("kept", "/kept", upstream.uri())
                .with("curfew.route.kept.client_id", "kept")
                .with("curfew.route.kept.refresh_failure", "keep")
                .with("curfew.route.kept.token_endpoint_auth_method", "client_secret_post")
                .with("curfew.route.kept.upstream_access_token_header", "x-token")
                .withRoute("public", "/public", upstream.uri())
                .with("curfew.route.public.client_id", "public")
                .with("curfew.route.public.client_secret", "")
                .with("curfew.route.public.client_auth", "none")
                .with("curfew.route.public.upstream_access_token_header", "x-token");
    }

    @AfterAll
    void stop() throws IOException {
        scene.close();
    }

    private boolean isOver(String cookie) {
        int status = scene.status(cookie);
        assertTrue(status == 200 || status == 401, () -> "status " + status);
        return status == 401;
    }

    @Test
    void aSessionThatIsOverAtTheProviderEndsHereWhileItIsUsed() {
        String dave = Scene.sessionCookie(scene.signIn("dave", "sid-dave"));
        String erin = Scene.sessionCookie(scene.signIn("erin", "sid-erin"));
        assertFalse(Waiting.until(() -> isOver(dave), INTERVAL.multipliedBy(2)), "both live at first");

        scene.provider().signIns().refreshes().expire("dave");
        long since = System.nanoTime();
        assertTrue(Waiting.until(() -> isOver(dave), LIMIT));

        Duration late = Duration.ofNanos(System.nanoTime() - since);
        assertTrue(late.compareTo(INTERVAL.plusSeconds(1)) < 0, late::toString);
        assertEquals(200, scene.status(erin), "somebody else");
    }

    @Test
    void soDoesOneThatIsUsedOverAWebSocketOnly() {
        String frank = Scene.sessionCookie(scene.signIn("frank", "sid-frank"));
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try (WebSocketTalk talk = WebSocketTalk.open(
                client, scene.url("/orders/echo"), "", "Cookie", Scene.SESSION_COOKIE + "=" + frank)) {
            long until = System.nanoTime() + INTERVAL.multipliedBy(2).toNanos();
            assertTrue(Waiting.until(
                    () -> talk.ask("still here").equals("still here") && System.nanoTime() - until > 0, LIMIT));

            scene.provider().signIns().refreshes().expire("frank");
            assertTrue(Waiting.until(
                    () -> {
                        talk.socket()
                                .sendText("and now", true)
                                .handle((sent, failure) -> failure)
                                .join();
                        return talk.socket().isInputClosed();
                    },
                    LIMIT));
            assertEquals(4401, talk.awaitClose());
        }
    }

    @Test
    void aProviderThatIsDownEndsNothingUntilTheLimit() {
        String grace = Scene.sessionCookie(scene.signIn("grace", "sid-grace"));
        scene.provider().down(TestProvider.TOKEN);
        try {
            long since = System.nanoTime();
            assertTrue(Waiting.until(() -> isOver(grace), LIMIT));
            Duration after = Duration.ofNanos(System.nanoTime() - since);
            assertTrue(after.compareTo(Duration.ofSeconds(7)) > 0, after::toString);
        } finally {
            scene.provider().usual(TestProvider.TOKEN);
        }
    }

    /** The session of the route {@code kept} has a cookie of its own. */
    @Test
    void aRefusedRefreshKeepsTheSessionWhereThatIsSet() {
        walk("kept", "secret", "post", true);
    }

    @Test
    void aClientWithoutASecretSignsInAndRefreshes() {
        walk("public", "", "none", false);
    }

    private void walk(String client, String secret, String proof, boolean survives) {
        scene.provider().signIns().client(client, secret);
        scene.provider().signIns().refreshes().accessTokensLive(2);
        try {
            scene.provider().signIns().user("heidi-" + client, "sid-" + client);
            BrowserSession browser = new BrowserSession();
            assertEquals(200, browser.get(scene.url("/" + client + "/")).status());
            assertEquals(proof, scene.provider().signIns().authentication());
            String first = token();
            assertTrue(Waiting.until(
                    () -> browser.get(scene.url("/" + client + "/")).status() == 200 && !first.equals(token()), LIMIT));
            assertEquals(proof, scene.provider().signIns().authentication());
            String second = token();
            assertNotEquals(first, second);

            int logins = scene.provider().requests(TestProvider.AUTHORIZE);
            int before = scene.provider().requests(TestProvider.TOKEN);
            scene.provider().signIns().refreshes().expire("heidi-" + client);
            assertTrue(Waiting.until(
                    () -> browser.get(scene.url("/" + client + "/")).status() == 200
                            && scene.provider().requests(TestProvider.TOKEN) > before,
                    LIMIT));
            // a session that ended is followed by a login without a question
            assertEquals(survives ? logins : logins + 1, scene.provider().requests(TestProvider.AUTHORIZE));
        } finally {
            scene.provider().signIns().refreshes().accessTokensLive(300);
        }
    }

    private String token() {
        String head = scene.upstream().heads().get(scene.upstream().heads().size() - 1);
        int start = head.toLowerCase(Locale.ROOT).indexOf("\r\nx-token: ") + 11;
        assertTrue(start > 11, head);
        return head.substring(start, head.indexOf("\r\n", start));
    }
}
