package io.curfew.demo;

import io.curfew.ground.BrowserSession;
import io.curfew.ground.WebSocketTalk;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Objects;

/** The WebSocket of the chat's page, for a browser that runs no script. */
public final class ChatTalk implements AutoCloseable {
    private final WebSocketTalk talk;

    private ChatTalk(WebSocketTalk talk) {
        this.talk = talk;
    }

    /** As the page of this browser opens it; who is not logged in gets an exception. */
    public static ChatTalk open(DemoStage stage, BrowserSession browser) {
        String url = stage.url(ChatApplication.PATH + ChatApplication.SOCKET);
        String cookie = Objects.requireNonNullElse(browser.cookies().header(URI.create(url), false, false), "");
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return new ChatTalk(WebSocketTalk.open(client, url, "", "Cookie", cookie, "Origin", stage.url("")));
    }

    /** Says something to all. */
    public void say(String text) {
        talk.socket().sendText(text, true).join();
    }

    /** Whether this user was or is heard to say this. */
    public boolean hears(String user, String text) {
        return talk.hears(told -> told.contains("\"said\"")
                && told.contains("\"name\":\"" + user + "\"")
                && told.contains("\"text\":\"" + text + "\""));
    }

    /** The code with which it was closed; waits for it. */
    public int awaitClose() {
        return talk.awaitClose();
    }

    public boolean isClosed() {
        return talk.isClosed();
    }

    @Override
    public void close() {
        talk.close();
    }
}
