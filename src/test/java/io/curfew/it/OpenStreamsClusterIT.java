package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.FormBody;
import io.curfew.ground.GatewayCluster;
import io.curfew.ground.LogoutTokenBuilder;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.TestProvider;
import io.curfew.ground.WebSocketScript;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A stream on one node ends when the logout token comes to another. */
class OpenStreamsClusterIT {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aLogoutTokenAtOneNodeClosesTheWebSocketsOfTheOther() throws Exception {
        WebSocketScript script = new WebSocketScript();
        try (TestProvider provider = TestProvider.start();
                RecordingUpstream upstream = new RecordingUpstream(script);
                GatewayCluster cluster =
                        GatewayCluster.start(2, config -> config.with("curfew.issuer", provider.issuer())
                                .with("curfew.client_id", Scene.CLIENT)
                                .with("curfew.client_secret", "secret")
                                .withRoute("orders", "/orders", upstream.uri()))) {
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            WebSocketTalk his = open(client, cluster, signIn(provider, cluster, "bob", "sid-bob"));
            try (WebSocketTalk hers = open(client, cluster, signIn(provider, cluster, "carol", "sid-carol"))) {
                assertEquals("a", his.ask("a"));
                assertEquals("b", hers.ask("b"));
                assertEquals(200, logOut(client, provider, cluster));
                long answered = System.nanoTime();
                assertEquals(4401, his.awaitClose());
                Duration late = Duration.ofNanos(his.closedAt() - answered);
                assertTrue(late.compareTo(SOON) < 0, late::toString);
                assertEquals("still here", hers.ask("still here"));
            }
        }
    }

    private static String signIn(TestProvider provider, GatewayCluster cluster, String subject, String sid) {
        provider.signIns().user(subject, sid);
        BrowserSession browser = new BrowserSession();
        assertEquals(200, browser.get(cluster.url("/orders/")).status());
        return Scene.sessionCookie(browser);
    }

    private static WebSocketTalk open(HttpClient client, GatewayCluster cluster, String cookie) {
        String node = "http://localhost:" + cluster.node(1).config().httpPort();
        return WebSocketTalk.open(client, node + "/orders/echo", "", "Cookie", Scene.SESSION_COOKIE + "=" + cookie);
    }

    /** At the other node. */
    private static int logOut(HttpClient client, TestProvider provider, GatewayCluster cluster)
            throws IOException, InterruptedException {
        String token = LogoutTokenBuilder.valid(
                        provider.issuer(), Scene.CLIENT, provider.keys().current(), Instant.now())
                .claim("sub", "bob")
                .claim("sid", "sid-bob")
                .build();
        String url = "http://localhost:" + cluster.node(0).config().httpPort() + "/oidc/backchannel-logout";
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", FormBody.TYPE)
                .POST(HttpRequest.BodyPublishers.ofString(FormBody.of(Map.of("logout_token", token))))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
