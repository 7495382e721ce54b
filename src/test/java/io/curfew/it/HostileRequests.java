package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Sends requests as an attacker would, and keeps what went wrong until the end. */
final class HostileRequests {
    /** The body {@code hello}. */
    static final String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

    private final AtomicInteger number = new AtomicInteger();
    private final HostileScene scene;
    private final List<String> wrong = new ArrayList<>();

    HostileRequests(HostileScene scene) {
        this.scene = scene;
    }

    String post(String target, String fields, String body) {
        return request("POST", target, fields, body);
    }

    String request(String method, String target, String fields, String body) {
        return method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n"
                + body;
    }

    String get(String target, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n";
    }

    /** What follows a request with a hidden part in an attack. */
    String hidden() {
        return get("/orders/hidden", "X-A: ");
    }

    void refused(String fields, String body) throws IOException {
        refusedRaw(post("/orders/x", fields + "\r\n", body));
    }

    /** Nothing arrives, the answer is an error, the connection is closed after it; and what was hidden in it was never read. */
    void refusedRaw(String request) throws IOException {
        int before = scene.upstream().heads().size();
        String shown = shortened(request);
        try (Connection connection = Connection.to(scene.port())) {
            connection.write(request);
            Received received = connection.read();
            if (received != null && received.status() < 400) {
                wrong.add(shown + " was answered " + received.status());
            }
            // the container reads what is left of a body before it closes, and some of these announce more than there
            // is
            connection.endOutput();
            Received second = received == null ? null : connection.read();
            if (second != null) {
                wrong.add(shown + " had a second answer: " + second.status());
            }
        } catch (SocketException closed) {
            // it did not want to hear the rest
        }
        List<String> heads = scene.upstream().heads();
        heads.subList(before, heads.size()).stream()
                .filter(head -> !isBroken(head))
                .forEach(head -> wrong.add(shown + " arrived"));
        another(null, shown);
    }

    @Nullable
    String forwarded(String method, String fields, String body) throws IOException {
        return forwardedRaw(
                method + " /orders/%s HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n\r\n",
                body);
    }

    /** Exactly one request arrives, alice's, and its answer comes back; returns its head. */
    @Nullable
    String forwardedRaw(String request, String body) throws IOException {
        String id = "f" + number.incrementAndGet();
        int before = scene.upstream().heads().size();
        String shown = shortened(request);
        try (Connection connection = Connection.to(scene.port())) {
            connection.write(request.replace("%s", id) + body);
            Received received = connection.read();
            String expected = HostileScene.echoed(List.of("alice"), "/" + id, body.isEmpty() ? "" : "hello");
            if (received == null || received.status() != 200 || !received.body().equals(expected)) {
                wrong.add(shown + " was answered " + received);
                return null;
            }
            boolean open = !received.has("\r\nconnection: close") && !request.contains("HTTP/1.0");
            another(open ? connection : null, shown);
        }
        List<String> heads = scene.upstream().heads();
        if (heads.size() != before + 2) {
            wrong.add(shown + " became " + (heads.size() - before - 1) + " requests");
        }
        return heads.get(before);
    }

    void another(@Nullable Connection open, String after) throws IOException {
        String id = "b" + number.incrementAndGet();
        try (Connection connection = open == null ? Connection.to(scene.port()) : open) {
            connection.write(get("/orders/" + id, "").replace(scene.alice(), scene.bob()));
            Received received = connection.read();
            if (received == null || !received.body().equals(HostileScene.echoed(List.of("bob"), "/" + id, ""))) {
                wrong.add("bob after " + after + " was answered " + received);
            }
        }
    }

    void wentWrong(String what) {
        wrong.add(what);
    }

    /** The test fails here if anything went wrong. */
    void settle() {
        assertFalse(scene.upstream().heads().stream().anyMatch(head -> head.contains("hidden")), "a hidden request");
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }

    private String shortened(String request) {
        String shown = request.replace(scene.alice(), "");
        return shown.substring(0, Math.min(200, shown.length()));
    }

    private static boolean isBroken(String head) {
        // the head goes out before the chunks are read; the connection then breaks, which the upstream sees
        return head.startsWith("POST /x ") && head.contains("chunked");
    }
}
