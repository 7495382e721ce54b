package io.curfew.it;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests of which two servers could tell two users, hosts or versions, or that are too much for one. Each is refused and its connection closed, or forwarded as one well-framed request; then
 * another user's request, on the same connection if it is open and over the same connections to the upstream, gets its own answer.
 */
@ExtendWith(HostileScene.Shared.class)
class HostileFieldsIT {
    private final HostileScene scene;
    private final HostileRequests attacks;

    HostileFieldsIT(HostileScene scene) {
        this.scene = scene;
        attacks = new HostileRequests(scene);
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
            String head = attacks.forwarded("GET", field, "");
            if (head != null && (head.contains("mallory") || head.contains("6.6.6.6") || head.contains("$WS"))) {
                attacks.wentWrong(field + " reached the upstream: " + head);
            }
        }
        for (String field : List.of(
                "X Identity: mallory",
                ": mallory",
                "mallory",
                "X-Identity\0: mallory",
                "X-A: b\r\nX-Identity\r\n : mallory")) {
            attacks.refused("Content-Length: 0\r\n" + field, "");
        }
        attacks.settle();
    }

    /** The container would decode credentials of HTTP Basic for its audit, and break on malformed ones. */
    @Test
    void credentialsOfAnApplicationAreTheApplications() throws IOException {
        for (String credentials : List.of("Basic forged", "Basic bm9jb2xvbg==", "Basic ", "Basic YTpi", "Bearer x")) {
            String field = "Authorization: " + credentials;
            String head = attacks.forwarded("GET", field, "");
            if (head == null || !head.contains(field.strip())) {
                attacks.wentWrong(field + " did not reach the upstream: " + head);
            }
        }
        attacks.settle();
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
            attacks.refusedRaw(request + "\r\n" + (request.contains("chunked") ? HostileRequests.CHUNKS : ""));
        }
        attacks.forwardedRaw(
                "GET /orders/%s HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n" + cookie + "\r\n", "");
        attacks.forwardedRaw("GET /orders/%s HTTP/1.0\r\n" + cookie + "\r\n", "");
        attacks.settle();
    }

    @Test
    void whatIsTooMuchIsRefused() throws IOException {
        StringBuilder many = new StringBuilder();
        for (int index = 0; index < 150; index++) {
            many.append("X-").append(index).append(": a\r\n");
        }
        attacks.forwarded("GET", many.toString().strip(), "");
        for (int index = 150; index < 1_000; index++) {
            many.append("X-").append(index).append(": a\r\n");
        }
        attacks.refusedRaw(attacks.get("/orders/x", many.toString()));
        attacks.refusedRaw(attacks.get("/orders/x", "X-A: " + "a".repeat(40_000) + "\r\n"));
        attacks.refusedRaw(attacks.get("/orders/x", "X-A: " + "a".repeat(1_000_000) + "\r\n"));
        attacks.refusedRaw(attacks.get("/orders/x", "X-" + "a".repeat(40_000) + ": a\r\n"));
        attacks.settle();
    }

    /** By RFC 2965, as containers read it, each of these has a session. Whoever may set any cookie could write them. */
    @Test
    void aCookieWithinAnotherIsNobodys() throws IOException {
        String session = scene.alice().substring("Cookie: ".length());
        for (String cookies :
                List.of("a=b," + session, "a=b, " + session + "; c=d", "$" + session, "a=b; $" + session)) {
            attacks.refusedRaw("GET /orders/x HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies + "\r\n\r\n");
        }
        String head = attacks.forwarded("GET", "Cookie: ok=1; a=b," + session + "; $" + session + "; too=2", "");
        if (head == null || head.contains(session) || !head.contains("ok=1; too=2")) {
            attacks.wentWrong("a cookie of the gateway reached the upstream");
        }
        attacks.settle();
    }
}
