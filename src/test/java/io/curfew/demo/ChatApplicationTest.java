package io.curfew.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.Waiting;
import io.curfew.ground.WebSocketTalk;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The chat without a gateway in front of it: whoever sets the header is who it says. */
class ChatApplicationTest {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final ChatApplication chat = ChatApplication.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        chat.close();
    }

    private WebSocketTalk talkOf(String user) {
        return WebSocketTalk.open(client, chat.url() + ChatApplication.SOCKET, "", DemoApplication.USER_HEADER, user);
    }

    private HttpResponse<String> get(String path, String user) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(chat.url() + path))
                        .header(DemoApplication.USER_HEADER, user)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void everybodyHearsWhatAnybodySaysAndWhoIsHere() {
        try (WebSocketTalk alice = talkOf("alice");
                WebSocketTalk bob = talkOf("bob")) {
            assertTrue(alice.hears(told -> told.contains("[\"alice\",\"bob\"]") && told.contains("here")));
            alice.socket().sendText("<b>\"hello\"</b>", true).join();
            assertTrue(bob.hears(told -> told.contains("\"text\":\"<b>\\\"hello\\\"</b>\"")));
            bob.socket().sendClose(1000, "").join();
            assertEquals(1000, bob.awaitClose());
            assertTrue(Waiting.until(() -> alice.lastText().contains("[\"alice\"]"), LIMIT), alice::lastText);
        }
    }

    @Test
    void whoComesLaterHearsWhatWasSaid() {
        try (WebSocketTalk alice = talkOf("alice")) {
            alice.socket().sendText("first", true).join();
            assertTrue(alice.hears(told -> told.contains("\"text\":\"first\"")));
        }
        try (WebSocketTalk bob = talkOf("bob")) {
            assertTrue(bob.hears(told -> told.contains("\"text\":\"first\"")));
        }
    }

    @Test
    void whatAUserIsCalledCannotBecomeMarkup() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/", "<script>alert(1)</script>");
        assertEquals(200, page.statusCode());
        assertFalse(page.body().contains("<script>alert"), page.body());
        assertTrue(page.body().contains("&lt;script&gt;alert"), page.body());
    }

    @Test
    void thePolicyAllowsNothingInlineButTheStyle() throws IOException, InterruptedException {
        HttpResponse<String> page = get("/", "alice");
        String policy = page.headers().firstValue("Content-Security-Policy").orElseThrow();
        assertTrue(policy.contains("script-src 'self';"), policy);
        assertFalse(policy.contains("unsafe"), policy);
        assertEquals(page.body().indexOf("<script"), page.body().lastIndexOf("<script"));
        assertTrue(page.body().contains("<script src=\"/chat/chat.js\""), page.body());
        assertEquals(200, get("/chat.js", "alice").statusCode());
        assertEquals(404, get("/other", "alice").statusCode());
    }
}
