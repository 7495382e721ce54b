package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Requests of which two servers could see the end in two places. Each is refused and its connection closed, or forwarded as one well-framed request; then
 * another user's request, on the same connection if it is open and over the same connections to the upstream, gets its own answer.
 */
@ExtendWith(HostileScene.Shared.class)
class SmugglingIT {
    private final HostileScene scene;
    private final HostileRequests attacks;

    SmugglingIT(HostileScene scene) {
        this.scene = scene;
        attacks = new HostileRequests(scene);
    }

    @Test
    void bodiesOfWhichTheEndIsNotSureAreRefused() throws IOException {
        attacks.forwarded("POST", "Content-Length: 5", "hello");
        attacks.forwarded("POST", "Content-Length: \t5 \t", "hello");
        attacks.forwarded("POST", "Transfer-Encoding: chunked", HostileRequests.CHUNKS);
        attacks.forwarded("POST", "transfer-encoding:Chunked", HostileRequests.CHUNKS);
        for (String fields : List.of(
                "Content-Length: 15\r\nTransfer-Encoding: xchunked",
                "Content-Length: 15\r\nTransfer-Encoding:\r\n chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked")) {
            attacks.refused(fields, HostileRequests.CHUNKS);
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
            attacks.refused("Transfer-Encoding: " + coding, HostileRequests.CHUNKS + attacks.hidden());
        }
        attacks.refused("Content-Length: 18446744073709551621", "hello" + attacks.hidden());
        attacks.refused("Content-Length: 5\r\nContent-Length: 5", "hello");
        attacks.settle();
    }

    /** Open Liberty drops these lengths before anybody sees them. What follows must not be read as a request. */
    @Test
    void afterALengthThatIsNoneNothingMoreIsRead() throws IOException {
        for (String length :
                List.of("+5", "-5", "5,5", "5, 5", "5, 6", "0x5", "5a", "5;", "", "5\u000b", "5\u000c", "5\0")) {
            try (Connection connection = Connection.to(scene.port())) {
                connection.write(
                        attacks.post("/orders/x", "Content-Length: " + length + "\r\n", "hello" + attacks.hidden()));
                assertNotNull(connection.read(), length);
                connection.endOutput();
                assertNull(connection.read(), length);
            }
            attacks.another(null, "Content-Length: " + length);
        }
        attacks.settle();
    }

    /** Also of methods whose requests seldom have a body. */
    @Test
    void noMethodHidesARequestBehindALengthThatIsNone() throws IOException {
        for (String method : List.of("PUT", "PATCH", "DELETE", "PROPFIND")) {
            try (Connection connection = Connection.to(scene.port())) {
                connection.write(
                        attacks.request(method, "/orders/x", "Content-Length: +5\r\n", "hello" + attacks.hidden()));
                assertNotNull(connection.read(), method);
                connection.endOutput();
                assertNull(connection.read(), method);
            }
            attacks.another(null, method);
        }
        attacks.settle();
    }

    /** The container takes the length away, so that only one of the two is left. */
    @Test
    void besideChunksALengthIsNothing() throws IOException {
        for (String fields : List.of(
                "Content-Length: 15\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 15",
                "Content-Length: 15\r\nTransfer-Encoding : chunked",
                "Content-Length: 15\r\nX-A: b\nTransfer-Encoding: chunked")) {
            String head = attacks.forwarded("POST", fields, HostileRequests.CHUNKS);
            assertNotNull(head, fields);
            assertFalse(head.toLowerCase(Locale.ROOT).contains("content-length"), head);
        }
        attacks.settle();
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
            attacks.refused("Transfer-Encoding: chunked", chunks + attacks.hidden());
        }
        for (String chunks : List.of(
                "5;a=b\r\nhello\r\n0\r\n\r\n",
                "5;a=\"b\"\r\nhello\r\n0;c\r\n\r\n",
                "0005\r\nhello\r\n000\r\n\r\n",
                "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\r\nX-Identity: mallory\r\nX_Identity: mallory\r\n\r\n",
                "5\r\nhello\r\n0\r\nContent-Length: 50\r\nTransfer-Encoding: chunked\r\n\r\n",
                "5\r\nhello\r\n0\r\nCookie: mallory\r\nHost: mallory\r\n\r\n")) {
            attacks.forwarded("POST", "Transfer-Encoding: chunked", chunks);
        }
        attacks.settle();
    }

    @Test
    void pipelinedRequestsOfTwoUsersAreAnsweredInTheirOrder() throws IOException {
        try (Connection connection = Connection.to(scene.port())) {
            String bob = attacks.get("/orders/b", "").replace(scene.alice(), scene.bob());
            connection.write(
                    attacks.post("/orders/a", "Content-Length: 5\r\n", "hello") + bob + attacks.get("/orders/c", ""));
            for (String expected : List.of("<alice /a hello>", "<bob /b >", "<alice /c >")) {
                Received received = connection.read();
                assertNotNull(received);
                assertEquals(expected, received.body());
            }
        }
    }
}
