package io.curfew.it;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.curfew.ground.RecordingUpstream;
import io.curfew.ground.Stress;
import io.curfew.ground.Waiting;
import io.curfew.it.Connection.Received;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Two users at once over kept connections, with pipelined requests, broken-off requests and an upstream that is slow, breaks, answers early or
 * answers twice. Every request has a number of its own and every answer says for whom and for which request it is.
 */
@ExtendWith(HostileScene.Shared.class)
class DesyncIT {
    private static final int REQUESTS = Stress.times(500, 10_000);
    private static final int WORKERS_OF_A_USER = 2;
    private static final int BIG = 200_000;
    private static final List<String> DEEDS =
            List.of("echo", "echo", "echo", "slow", "big", "cut", "cut-big", "early", "twice", "close");

    private final HostileScene scene;
    private final AtomicInteger number = new AtomicInteger();
    private final Queue<String> wrong = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();

    DesyncIT(HostileScene scene) {
        this.scene = scene;
    }

    @BeforeEach
    void readTheScript() {
        for (String deed : DEEDS) {
            scene.script("/desync/" + deed, exchange -> upstream(deed, exchange));
        }
    }

    private static void upstream(String deed, RecordingUpstream.Exchange exchange) throws IOException {
        String text =
                text(String.join(",", HostileScene.identities(exchange.head())), HostileScene.target(exchange.head()));
        String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + text.length() + "\r\n\r\n" + text;
        if (deed.equals("early")) {
            exchange.send(answer);
        }
        exchange.read(Wire.length(exchange.head()));
        switch (deed) {
            case "early" -> {}
            case "slow" -> {
                Waiting.until(() -> false, Duration.ofMillis(30));
                exchange.send(answer);
            }
            case "cut" -> cut(exchange, answer.substring(0, answer.length() - text.length() / 2));
            case "cut-big" -> cut(exchange, big(text).substring(0, BIG / 2));
            case "big" -> exchange.send(big(text));
            case "twice" -> exchange.send(answer + answer);
            case "close" -> cut(exchange, answer);
            default -> exchange.send(answer);
        }
    }

    private static String text(String user, String target) {
        return "<" + user + " " + target + ">";
    }

    private static String big(String text) {
        String body = text.repeat(BIG / text.length());
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static void cut(RecordingUpstream.Exchange exchange, String answer) throws IOException {
        exchange.send(answer);
        throw new IOException("as the script wants");
    }

    /** A request that was sent, and what its answer must say. */
    private record Sent(String user, String target, String text, boolean aborted) {
        static Sent of(String user, String deed, int number, boolean post, String cookie, boolean aborted) {
            String target = "/desync/" + deed + "?n=" + number;
            String text = (post ? "POST" : "GET") + " /orders" + target + " HTTP/1.1\r\nHost: localhost\r\n" + cookie
                    + "\r\n" + (post ? "Content-Length: 11\r\n\r\nGET /hidden" : "\r\n");
            return new Sent(user, target, text, aborted);
        }
    }

    @Test
    void noAnswerIsAnotherOnes() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(2 * WORKERS_OF_A_USER);
        for (int worker = 0; worker < 2 * WORKERS_OF_A_USER; worker++) {
            Random random = new Random(worker);
            Thread thread = new Thread(() -> {
                work(random);
                done.countDown();
            });
            thread.setDaemon(true);
            thread.start();
        }
        assertTrue(done.await(20, TimeUnit.MINUTES));
        System.out.println("Desync: " + number.get() + " requests: " + counts);
        assertTrue(wrong.isEmpty(), () -> String.join("\n", wrong));
        assertTrue(count("right") > REQUESTS / 4, counts::toString);
        assertTrue(count("aborted") > REQUESTS / 20, counts::toString);
        assertTrue(scene.upstream().heads().stream().noneMatch(head -> head.startsWith("GET /hidden")));
    }

    private int count(String name) {
        return counts.computeIfAbsent(name, absent -> new AtomicInteger()).get();
    }

    private void add(String name) {
        counts.computeIfAbsent(name, absent -> new AtomicInteger()).incrementAndGet();
    }

    private void work(Random random) {
        while (number.get() < REQUESTS) {
            try (Connection connection = Connection.to(scene.port())) {
                boolean open = true;
                for (int turn = 0; open && turn < 20 && number.get() < REQUESTS; turn++) {
                    open = turn(connection, random);
                }
            } catch (SocketException broken) {
                add("connection broken");
            } catch (SocketTimeoutException never) {
                wrong.add("no answer in time");
            } catch (IOException | RuntimeException e) {
                wrong.add(e.toString());
            }
        }
    }

    /** Sends one to four requests at once, the last of them perhaps not to its end, and reads the answers. */
    private boolean turn(Connection connection, Random random) throws IOException {
        List<Sent> sent = new ArrayList<>();
        StringBuilder bytes = new StringBuilder();
        int pipelined = 1 + random.nextInt(4);
        for (int index = 0; index < pipelined; index++) {
            boolean alice = random.nextBoolean();
            boolean abort = index == pipelined - 1 && random.nextInt(6) == 0;
            Sent one = Sent.of(
                    alice ? "alice" : "bob",
                    DEEDS.get(random.nextInt(DEEDS.size())),
                    number.incrementAndGet(),
                    random.nextBoolean(),
                    alice ? scene.alice() : scene.bob(),
                    abort);
            sent.add(one);
            bytes.append(abort ? one.text().substring(0, one.text().length() - 1 - random.nextInt(15)) : one.text());
        }
        connection.write(bytes.toString());
        if (random.nextInt(8) == 0) {
            // gone before any answer, or in the middle of one
            if (!sent.get(0).aborted() && random.nextBoolean()) {
                connection.socket().getInputStream().read(new byte[1 + random.nextInt(2_000)]);
            }
            sent.forEach(any -> add("aborted"));
            return false;
        }
        return read(connection, sent);
    }

    private boolean read(Connection connection, List<Sent> sent) throws IOException {
        for (Sent one : sent) {
            if (one.aborted()) {
                add("aborted");
                return false;
            }
            Received received = connection.read();
            if (received == null) {
                add("closed");
                return false;
            }
            judge(one, received);
            if (!received.whole() || received.has("\r\nconnection: close")) {
                return false;
            }
        }
        return true;
    }

    private void judge(Sent one, Received received) {
        String own = text(one.user(), one.target());
        if (received.status() == 502 || received.status() == 504) {
            add("refused " + received.status());
        } else if (received.status() != 200) {
            wrong.add(one + " was answered " + received.status());
        } else if (!isOwn(own, received)) {
            wrong.add(one + " was answered "
                    + received.body().substring(0, Math.min(200, received.body().length())));
        } else {
            add(received.whole() ? "right" : "broken off");
        }
    }

    private static boolean isOwn(String own, Received received) {
        String body = received.body();
        boolean repeated = own.repeat(body.length() / own.length() + 1).startsWith(body);
        return repeated && (!received.whole() || body.endsWith(">"));
    }
}
