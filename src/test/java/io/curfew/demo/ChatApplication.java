package io.curfew.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.RecordingUpstream.Exchange;
import io.curfew.ground.WebSocketFrame;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A chat that knows nothing of OpenID Connect: a page, its script, and a WebSocket over which everybody hears what anybody says. Who
 * says it, it believes the gateway.
 */
public final class ChatApplication implements AutoCloseable {
    /** The route's path at the gateway. */
    public static final String PATH = "/chat";

    /** Below that: where the WebSocket is. */
    public static final String SOCKET = "/talk";

    static final String SCRIPT = "/chat.js";

    /** Characters of a message. */
    static final int LONGEST = 500;

    /** Messages for those who come later. */
    private static final int KEPT = 20;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern KEY = Pattern.compile("(?i)\\r\\nSec-WebSocket-Key: *(\\S+)");
    private static final Pattern USER =
            Pattern.compile("(?i)\\r\\n" + DemoApplication.USER_HEADER + ": *([^\\r]*)\\r\\n");

    private final Set<Member> members = new LinkedHashSet<>();
    private final Deque<String> said = new ArrayDeque<>();
    private final RecordingUpstream server;

    /** Somebody's WebSocket; one user may have several. */
    private static final class Member {
        private final String name;
        private final OutputStream out;

        Member(String name, OutputStream out) {
            this.name = name;
            this.out = out;
        }

        void tell(int opcode, byte[] payload) {
            try {
                WebSocketFrame.write(out, WebSocketFrame.LAST | opcode, payload);
            } catch (IOException gone) {
                // whoever reads from it notices, too
            }
        }
    }

    private ChatApplication() {
        try {
            server = new RecordingUpstream(this::answer);
        } catch (IOException failure) {
            throw new UncheckedIOException("The chat could not start", failure);
        }
    }

    /** Starts it on a free port. */
    public static ChatApplication start() {
        return new ChatApplication();
    }

    /** Where the gateway reaches it. */
    public String url() {
        return server.uri();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("The chat could not be closed", failure);
        }
    }

    private void answer(Exchange exchange) throws IOException {
        String[] start = exchange.head().split(" ", 3);
        String path = start[1].split("\\?", 2)[0];
        Matcher key = KEY.matcher(exchange.head());
        if (path.equals(SOCKET) && key.find()) {
            talk(exchange, key.group(1));
        } else if (!start[0].equals("GET")) {
            send(exchange, "405 Method Not Allowed", "text/plain", "Only GET.");
            throw new IOException("what follows may be a body");
        } else if (path.equals("/")) {
            send(exchange, "200 OK", "text/html; charset=utf-8", ChatPage.html(user(exchange)));
        } else if (path.equals(SCRIPT)) {
            send(exchange, "200 OK", "text/javascript; charset=utf-8", ChatPage.SCRIPT);
        } else {
            send(exchange, "404 Not Found", "text/plain", "There is nothing here.");
        }
    }

    private static void send(Exchange exchange, String status, String type, String content) throws IOException {
        byte[] body = content.getBytes(StandardCharsets.UTF_8);
        exchange.send("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nCache-Control: no-store\r\nContent-Security-Policy: " + ChatPage.policy() + "\r\n\r\n");
        exchange.out().write(body);
        exchange.out().flush();
    }

    private static String user(Exchange exchange) {
        Matcher user = USER.matcher(exchange.head());
        return user.find() ? user.group(1) : "(nobody)";
    }

    private void talk(Exchange exchange, String key) throws IOException {
        exchange.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + WebSocketFrame.acceptOf(key) + "\r\n\r\n");
        Member member = new Member(user(exchange), exchange.out());
        enter(member);
        try {
            WebSocketFrame frame = WebSocketFrame.read(exchange.in());
            while (frame.opcode() != WebSocketFrame.CLOSE) {
                hear(member, frame);
                frame = WebSocketFrame.read(exchange.in());
            }
            member.tell(WebSocketFrame.CLOSE, frame.payload());
        } finally {
            leave(member);
        }
        throw new IOException("a WebSocket carries nothing after its end");
    }

    private void hear(Member member, WebSocketFrame frame) {
        if (frame.first() == (WebSocketFrame.LAST | WebSocketFrame.TEXT)) {
            String text = new String(frame.payload(), StandardCharsets.UTF_8);
            say(member.name, text.substring(0, Math.min(text.length(), LONGEST)));
        } else if (frame.opcode() == WebSocketFrame.PING) {
            synchronized (this) {
                member.tell(WebSocketFrame.PONG, frame.payload());
            }
        }
    }

    private synchronized void enter(Member member) {
        said.forEach(message -> member.tell(WebSocketFrame.TEXT, message.getBytes(StandardCharsets.UTF_8)));
        members.add(member);
        tellWhoIsHere();
    }

    private synchronized void leave(Member member) {
        members.remove(member);
        tellWhoIsHere();
    }

    private synchronized void say(String name, String text) {
        String message = json(Map.of(
                "kind", "said", "name", name, "text", text, "at", Instant.now().toEpochMilli()));
        said.add(message);
        if (said.size() > KEPT) {
            said.remove();
        }
        tellAll(message);
    }

    private void tellWhoIsHere() {
        List<String> names =
                members.stream().map(member -> member.name).distinct().toList();
        tellAll(json(Map.of("kind", "here", "names", names)));
    }

    /** One after the other, so that all hear the same in the same order; the gateway breaks off whoever does not read. */
    private void tellAll(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        members.forEach(member -> member.tell(WebSocketFrame.TEXT, bytes));
    }

    private static String json(Map<String, Object> content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
