package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Waiting;
import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An upstream that answers what no upstream should: it harms its own answer, and never another one, a session or a cookie of ours. */
@ExtendWith(HostileScene.Shared.class)
class HostileUpstreamIT {
    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final HostileScene scene;

    HostileUpstreamIT(HostileScene scene) {
        this.scene = scene;
    }

    /** What alice gets from an upstream that sends this and then waits for the next request; afterwards bob gets his own. */
    @Nullable
    private Received answered(String raw) throws IOException {
        return answered(raw, false);
    }

    private @Nullable Received answered(String raw, boolean closing) throws IOException {
        String path = "/hostile-" + NUMBER.incrementAndGet();
        scene.script(path, exchange -> {
            exchange.send(raw);
            if (closing) {
                throw new IOException("as the script wants");
            }
        });
        Received received = call("GET", path, scene.alice());
        for (int index = 0; index < 4; index++) {
            bobGetsHisOwn();
        }
        return received;
    }

    private @Nullable Received call(String method, String path, String cookie) throws IOException {
        try (Connection connection = Connection.to(scene.port())) {
            connection.write(method + " /orders" + path + " HTTP/1.1\r\nHost: localhost\r\n" + cookie
                    + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return connection.read();
        }
    }

    private void bobGetsHisOwn() throws IOException {
        String path = "/bob-" + NUMBER.incrementAndGet();
        Received received = call("GET", path, scene.bob());
        assertNotNull(received);
        assertEquals(HostileScene.echoed(List.of("bob"), path, ""), received.body());
    }

    private static Received alive(@Nullable Received received) {
        assertNotNull(received);
        return received;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n-5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloxx\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFF5\r\nhello\r\n0\r\n\r\n",
                "Content-Length: -5\r\n\r\nhello",
                "Content-Length: 5x\r\n\r\nhello",
                "Content-Length: 99999999999999999999\r\n\r\nhello",
                "Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello..",
                "Content-Length: 7\r\nContent-Length: 5\r\n\r\nhello..",
                "Content-Length: 5, 7\r\n\r\nhello..",
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\nContent-Length: 5\r\n\r\nhello",
                "Transfer-Encoding: gzip, chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
            })
    void aBodyWhoseEndIsNotSureIsWholeOnlyIfItIsTheUpstreams(String rest) throws IOException {
        Received received = alive(answered(OK + rest, true));
        boolean refused = received.status() == 502;
        boolean broken = received.status() == 200 && !received.whole();
        boolean whole =
                received.status() == 200 && received.whole() && received.body().equals("hello");
        assertTrue(refused || broken || whole, received::toString);
        if (rest.contains("Content-Length: 5\r\nContent-Length: 7")
                || rest.contains("Content-Length: 7\r\nContent-Length: 5")) {
            assertTrue(refused, received::toString);
        }
    }

    @Test
    void whatComesAfterAnAnswerIsGivenToNobody() throws IOException {
        String second = OK + "Content-Length: 8\r\nX-Second: yes\r\n\r\npoisoned";
        for (String first : List.of(
                OK + "Content-Length: 5\r\n\r\nhello",
                OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n",
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\n\r\n",
                OK + "Content-Length: 0\r\n\r\n")) {
            for (int index = 0; index < 5; index++) {
                Received received = alive(answered(first + second));
                assertFalse(received.has("x-second") || received.body().contains("poisoned"), received::toString);
            }
        }
        headIsNotFollowedByABody(second);
    }

    private void headIsNotFollowedByABody(String second) throws IOException {
        String path = "/hostile-" + NUMBER.incrementAndGet();
        scene.script(path, exchange -> exchange.send(OK + "Content-Length: " + second.length() + "\r\n\r\n" + second));
        for (int index = 0; index < 5; index++) {
            assertEquals("", alive(call("HEAD", path, scene.alice())).head().replaceAll("(?s).*\r\n\r\n", ""));
            bobGetsHisOwn();
        }
    }

    @Test
    void aSecondAnswerThatComesLaterIsGivenToNobody() throws IOException {
        String path = "/hostile-" + NUMBER.incrementAndGet();
        AtomicInteger late = new AtomicInteger();
        scene.script(path, exchange -> {
            exchange.send(OK + "Content-Length: 5\r\n\r\nhello");
            later(exchange, late);
        });
        for (int index = 0; index < 10; index++) {
            assertEquals("hello", alive(call("GET", path, scene.alice())).body());
            int expected = index + 1;
            assertTrue(Waiting.until(() -> late.get() == expected, Duration.ofSeconds(10)));
            bobGetsHisOwn();
        }
    }

    private static void later(RecordingUpstream.Exchange exchange, AtomicInteger late) {
        Thread thread = new Thread(() -> {
            Waiting.until(() -> false, Duration.ofMillis(60));
            try {
                exchange.send(OK + "Content-Length: 8\r\n\r\npoisoned");
            } catch (IOException e) {
                // the gateway has closed the connection
            }
            late.incrementAndGet();
        });
        thread.setDaemon(true);
        thread.start();
    }

    @Test
    void aFieldCannotBecomeTwo() throws IOException {
        for (String field : List.of(
                "X-A: b\rSet-Cookie: curfew=planted",
                "X-A: b\r Set-Cookie: curfew=planted",
                "X-A: b\r\n Set-Cookie: curfew=planted",
                "X-A: b\0Set-Cookie: curfew=planted",
                "X-A\r\n : Set-Cookie: curfew=planted",
                "X-A: b\nSet-Cookie: curfew=planted",
                "X-A: b\u0085Set-Cookie: curfew=planted",
                "X-A: %0d%0aSet-Cookie: curfew=planted",
                "Location: /x%0d%0aSet-Cookie:%20curfew=planted",
                "Location: /x\rSet-Cookie: curfew=planted",
                "X A: b",
                ": b",
                "X-A : b")) {
            Received received = alive(answered(OK + field + "\r\nContent-Length: 5\r\n\r\nhello"));
            assertTrue(received.status() == 200 || received.status() == 502, received::toString);
            assertFalse(received.has("\nset-cookie") || received.has("\rset-cookie"), received::toString);
            assertFalse(received.head().replace("\r\n", "").contains("\r"), received::toString);
            assertFalse(received.head().contains("\0"), received::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "curfew=x",
                "Curfew=x",
                " curfew = x",
                "\tcurfew=x",
                "CURFEW-login=x",
                "curfew-login-1=x; Path=/",
                "__Host-curfew=x; Secure; Path=/",
                "__HOST-curfew=x",
                "__Secure-curfew=x",
                "__host-CURFEW-state=x",
                "=curfew=x",
                "curfew",
                "",
                "=",
                ";curfew=x",
                "WASOidcState=x",
                "wasreqURLOidc1=x",
                "curfew=; Max-Age=0",
                "curfew\t=x"
            })
    void ourCookiesAreNotTheUpstreamsToSet(String cookie) throws IOException {
        Received received = alive(
                answered(OK + "Set-Cookie: app=1\r\nset-cookie: " + cookie + "\r\nContent-Length: 5\r\n\r\nhello"));
        assertEquals(200, received.status());
        List<String> set = received.head()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("set-cookie"))
                .toList();
        assertEquals(
                List.of("set-cookie: app=1"),
                set.stream().map(line -> line.toLowerCase(Locale.ROOT)).toList());
    }

    @Test
    void theBrowsersDataIsNotTheUpstreamsToClear() throws IOException {
        for (String value : List.of("\"cookies\"", "\"*\"", "\"cache\", \"COOKIES\"")) {
            Received received = alive(answered(OK + "Clear-Site-Data: " + value + "\r\nContent-Length: 0\r\n\r\n"));
            assertFalse(received.has("clear-site-data"), received::toString);
        }
        assertTrue(alive(answered(OK + "Clear-Site-Data: \"cache\"\r\nContent-Length: 0\r\n\r\n"))
                .has("clear-site-data"));
    }

    @Test
    void whatBelongsToTheUpstreamsConnectionStaysThere() throws IOException {
        Received received = alive(answered(OK
                + "Connection: X-Hop, Keep-Alive, Set-Cookie2\r\nX-Hop: secret\r\nKeep-Alive: timeout=1\r\nUpgrade: h2c\r\nTrailer: X-A\r\n"
                + "Proxy-Authenticate: Basic\r\nProxy-Connection: close\r\nContent-Length: 5\r\n\r\nhello"));
        assertEquals("hello", received.body());
        for (String field : List.of("x-hop", "keep-alive:", "upgrade", "trailer", "proxy-")) {
            assertFalse(received.has("\n" + field), received::toString);
        }
    }

    @Test
    void endlessThingsEnd() throws IOException {
        assertEquals(
                502,
                alive(answered(OK + "X-A: " + "a".repeat(200_000) + "\r\n\r\n", true))
                        .status());
        assertEquals(
                502,
                alive(answered(OK + "X-A: b\r\n".repeat(2_000) + "\r\n", true)).status());
        assertEquals(502, alive(answered("garbage\r\n".repeat(5_000), true)).status());
        int flood = alive(answered("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(20_000) + OK
                        + "Content-Length: 5\r\n\r\nhello"))
                .status();
        assertEquals(502, flood);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1\r\n\r\n",
                "HTTP/9.9 200 OK\r\n\r\n",
                "200 OK\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n",
                "HTTP/1.1 99 X\r\n\r\n",
                "HTTP/1.1 1000 X\r\n\r\n",
                "HTTP/1.1 -200 X\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n",
                "\0\0\0\0\r\n\r\n",
                ""
            })
    void aStatusLineThatIsNoneIs502(String raw) throws IOException {
        Received received = alive(answered(raw, true));
        assertEquals(502, received.status(), received::toString);
    }

    @Test
    void aRefusalOfTheUpstreamIsTheUpstreams() throws IOException {
        for (int status : List.of(401, 403, 407, 500, 503)) {
            Received received = alive(
                    answered(
                            "HTTP/1.1 " + status
                                    + " X\r\nWWW-Authenticate: Basic realm=\"app\"\r\nWWW-Authenticate: Bearer\r\nContent-Length: 3\r\n\r\nown"));
            assertEquals(status, received.status());
            assertEquals("own", received.body());
            assertTrue(received.has("\nwww-authenticate: basic realm=\"app\""), received::toString);
            assertTrue(received.has("\nwww-authenticate: bearer"), received::toString);
            assertFalse(received.has("openidconnect") || received.has("set-cookie"), received::toString);
        }
    }

    @Test
    void anAnswerBeforeTheBodyWasSentDoesNotPoisonTheConnection() throws IOException {
        String path = "/hostile-" + NUMBER.incrementAndGet();
        scene.script(path, exchange -> exchange.send("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig"));
        for (int index = 0; index < 10; index++) {
            try (Connection connection = Connection.to(scene.port())) {
                connection.write("POST /orders" + path + " HTTP/1.1\r\nHost: localhost\r\n" + scene.alice()
                        + "\r\nContent-Length: 100\r\n\r\nGET /orders/hidden HTTP/1.1\r\n\r\n");
            }
            bobGetsHisOwn();
        }
        assertFalse(scene.upstream().heads().stream().anyMatch(head -> head.startsWith("GET /orders/hidden")));
    }
}
