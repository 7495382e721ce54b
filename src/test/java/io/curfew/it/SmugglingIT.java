package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests that two servers could read in two ways. Each is refused and its connection closed, or forwarded as one well-framed request; then
 * another user's request, on the same connection if it is open and over the same connections to the upstream, gets its own answer.
 */
@ExtendWith(HostileScene.Shared.class)
class SmugglingIT {
    private static final String CHUNKS = "5\r\nhello\r\n0\r\n\r\n";

    private final AtomicInteger number = new AtomicInteger();
    private final HostileScene scene;
    private final List<String> wrong = new ArrayList<>();

    SmugglingIT(HostileScene scene) {
        this.scene = scene;
    }

    private String post(String target, String fields, String body) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n" + body;
    }

    private String get(String target, String fields) {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n";
    }

    /** What follows a request with a hidden part in an attack. */
    private String hidden() {
        return get("/orders/hidden", "X-A: ");
    }

    @Test
    void bodiesOfWhichTheEndIsNotSureAreRefused() throws IOException {
        forwarded("POST", "Content-Length: 5", "hello");
        forwarded("POST", "Content-Length: \t5 \t", "hello");
        forwarded("POST", "Transfer-Encoding: chunked", CHUNKS);
        forwarded("POST", "transfer-encoding:Chunked", CHUNKS);
        for (String fields : List.of(
                "Content-Length: 15\r\nTransfer-Encoding: xchunked",
                "Content-Length: 15\r\nTransfer-Encoding:\r\n chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked")) {
            refused(fields, CHUNKS);
        }
        for (String coding : List.of(
                "xchunked",
                "chunked, identity",
                "identity",
                "identity, chunked",
                "chunked, chunked",
                "chunked;a=b",
                "\"chunked\"",
                "gzip",
                "gzip, chunked",
                "",
                ",chunked",
                "chunked,",
                "chunked\u000b",
                "\u000bchunked",
                "chu nked")) {
            refused("Transfer-Encoding: " + coding, CHUNKS + hidden());
        }
        refused("Content-Length: 18446744073709551621", "hello" + hidden());
        refused("Content-Length: 5\r\nContent-Length: 5", "hello");
        settle();
    }

    /** Open Liberty drops these lengths before anybody sees them. What follows must not be read as a request. */
    @Test
    void afterALengthThatIsNoneNothingMoreIsRead() throws IOException {
        for (String length :
                List.of("+5", "-5", "5,5", "5, 5", "5, 6", "0x5", "5a", "5;", "", "5\u000b", "5\u000c", "5\0")) {
            try (Connection connection = Connection.to(scene.port())) {
                connection.write(post("/orders/x", "Content-Length: " + length + "\r\n", "hello" + hidden()));
                assertNotNull(connection.read(), length);
                connection.endOutput();
                assertNull(connection.read(), length);
            }
            another(null, "Content-Length: " + length);
        }
        settle();
    }

    /** The container takes the length away, so that only one of the two is left. */
    @Test
    void besideChunksALengthIsNothing() throws IOException {
        for (String fields : List.of(
                "Content-Length: 15\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 15",
                "Content-Length: 15\r\nTransfer-Encoding : chunked",
                "Content-Length: 15\r\nX-A: b\nTransfer-Encoding: chunked")) {
            String head = forwarded("POST", fields, CHUNKS);
            assertNotNull(head, fields);
            assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), head);
        }
        settle();
    }

    @Test
    void chunksThatAreNoneEndTheConnection() throws IOException {
        for (String chunks : List.of(
                "0x5\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "80000005\r\nhello\r\n0\r\n\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhelloxx\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                "g\r\nhello\r\n0\r\n\r\n",
                "5\rhello\r0\r\r",
                "5_\r\nhello\r\n0\r\n\r\n")) {
            refused("Transfer-Encoding: chunked", chunks + hidden());
        }
        for (String chunks : List.of(
                "5;a=b\r\nhello\r\n0\r\n\r\n",
                "5;a=\"b\"\r\nhello\r\n0;c\r\n\r\n",
                "0005\r\nhello\r\n000\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\nX-Identity: mallory\r\nX_Identity: mallory\r\n\r\n",
                "5\r\nhello\r\n0\r\nContent-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n",
                "5\r\nhello\r\n0\r\nCookie: mallory\r\nHost: mallory\r\n\r\n")) {
            forwarded("POST", "Transfer-Encoding: chunked", chunks);
        }
        settle();
    }

    @Test
    void nobodyButTheGatewaySaysWhoItIs() throws IOException {
        for (String field : List.of(
                "X-Identity: mallory",
                "x-identity: mallory",
                "X-IDENTITY: mallory",
                "X_Identity: mallory",
                "X.Identity: mallory",
                "X-Identity-: mallory",
                "X-Identity : mallory",
                "X-Identity:\r\n mallory",
                "X-A: b\rX-Identity: mallory",
                "X-A: b\nX-Identity: mallory",
                "X-Identity: alice\r\nX-Identity: mallory",
                "Connection: X-Identity",
                "Connection: keep-alive, X-Identity, Cookie, X-Forwarded-For",
                "$WSRU: mallory\r\n$WSRA: 6.6.6.6\r\n$WSSN: mallory\r\n$WSPR: HTTP/0.9",
                "X_Forwarded_For: mallory",
                "Forwarded: for=mallory",
                "X-Forwarded-User\t: mallory")) {
            String head = forwarded("GET", field, "");
            if (head != null && (head.contains("mallory") || head.contains("6.6.6.6") || head.contains("$WS"))) {
                wrong.add(field + " reached the upstream: " + head);
            }
        }
        for (String field : List.of(
                "X Identity: mallory",
                ": mallory",
                "mallory",
                "X-Identity\0: mallory",
                "X-A: b\r\nX-Identity\r\n : mallory")) {
            refused("Content-Length: 0\r\n" + field, "");
        }
        settle();
    }

    @Test
    void aRequestIsForOneHostAndOfAKnownVersion() throws IOException {
        String cookie = scene.alice() + "\r\n";
        for (String request : List.of(
                "GET /orders/x HTTP/1.1\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost:\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost: a b\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost: localhost/../x\r\n" + cookie,
                "GET /orders/x HTTP/1.1\r\nHost: mallory@localhost\r\n" + cookie,
                "GET http://localhost/orders/x HTTP/1.1\r\nHost: other\r\n" + cookie,
                "GET /orders/x HTTP/0.9\r\nHost: localhost\r\n" + cookie,
                "GET /orders/x HTTP/1.2\r\nHost: localhost\r\n" + cookie,
                "GET /orders/x HTTP/1.1x\r\nHost: localhost\r\n" + cookie,
                "GET /orders/x\r\nHost: localhost\r\n" + cookie,
                "POST /orders/x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n"
                        + cookie)) {
            // the container reads the announced body before it closes
            refusedRaw(request + "\r\n" + (request.contains("chunked") ? CHUNKS : ""));
        }
        forwardedRaw("GET /orders/%s HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n" + cookie + "\r\n", "");
        forwardedRaw("GET /orders/%s HTTP/1.0\r\n" + cookie + "\r\n", "");
        settle();
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int index = 0; index < 150; index++) {
            many.append("X-").append(index).append(": a\r\n");
        }
        forwarded("GET", many.toString().strip(), "");
        for (int index = 150; index < 1_000; index++) {
            many.append("X-").append(index).append(": a\r\n");
        }
        refusedRaw(get("/orders/x", many.toString()));
        refusedRaw(get("/orders/x", "X-A: " + "a".repeat(40_000) + "\r\n"));
        refusedRaw(get("/orders/x", "X-A: " + "a".repeat(1_000_000) + "\r\n"));
        refusedRaw(get("/orders/x", "X-" + "a".repeat(40_000) + ": a\r\n"));
        settle();
    }

    @Test
    void pipelinedRequestsOfTwoUsersAreAnsweredInTheirOrder() throws IOException {
        try (Connection connection = Connection.to(scene.port())) {
            String bob = get("/orders/b", "").replace(scene.alice(), scene.bob());
            connection.write(post("/orders/a", "Content-Length: 5\r\n", "hello") + bob + get("/orders/c", ""));
            for (String expected : List.of("<alice /a hello>", "<bob /b >", "<alice /c >")) {
                Received received = connection.read();
                assertNotNull(received);
                assertEquals(expected, received.body());
            }
        }
    }

    private void refused(String fields, String body) throws IOException {
        refusedRaw(post("/orders/x", fields + "\r\n", body));
    }

    /** Nothing arrives, the answer is an error, the connection is closed after it; and what was hidden in it was never read. */
    private void refusedRaw(String request) throws IOException {
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

    private String shortened(String request) {
        String shown = request.replace(scene.alice(), "");
        return shown.substring(0, Math.min(200, shown.length()));
    }

    private static boolean isBroken(String head) {
        // the head goes out before the chunks are read; the connection then breaks, which the upstream sees
        return head.startsWith("POST /x ") && head.contains("chunked");
    }

    @Nullable
    private String forwarded(String method, String fields, String body) throws IOException {
        return forwardedRaw(
                method + " /orders/%s HTTP/1.1\r\nHost: localhost\r\n" + scene.alice() + "\r\n" + fields + "\r\n\r\n",
                body);
    }

    /** Exactly one request arrives, alice's, and its answer comes back; returns its head. */
    @Nullable
    private String forwardedRaw(String request, String body) throws IOException {
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

    private void another(@Nullable Connection open, String after) throws IOException {
        String id = "b" + number.incrementAndGet();
        try (Connection connection = open == null ? Connection.to(scene.port()) : open) {
            connection.write(get("/orders/" + id, "").replace(scene.alice(), scene.bob()));
            Received received = connection.read();
            if (received == null || !received.body().equals(HostileScene.echoed(List.of("bob"), "/" + id, ""))) {
                wrong.add("bob after " + after + " was answered " + received);
            }
        }
    }

    private void settle() {
        assertFalse(scene.upstream().heads().stream().anyMatch(head -> head.contains("hidden")), "a hidden request");
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
    }
}
