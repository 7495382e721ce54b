package io.curfew.it;

import io.curfew.ground.Waiting;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** An open page as far as the gateway sees it: a connection on which server-sent events come in. */
final class EventWatch implements AutoCloseable {
    private static final String PATH = "/oidc/session/events?at=";
    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** A line of the answer, and when it came by {@link System#nanoTime}. */
    record Line(String text, long at) {}

    private final Socket socket;
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    private EventWatch(Socket socket) {
        this.socket = socket;
        Thread reader = new Thread(this::read, "event-watch");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Asks a node.
     *
     * @param at the path of the page
     * @param cookie name and value
     */
    static EventWatch open(int port, String at, String cookie, String... fields) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            StringBuilder head = new StringBuilder("GET " + PATH + at + " HTTP/1.1\r\nHost: localhost\r\nCookie: ")
                    .append(cookie)
                    .append("\r\nAccept: text/event-stream\r\n");
            for (String field : fields) {
                head.append(field).append("\r\n");
            }
            socket.getOutputStream().write(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
            return new EventWatch(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (InputStream in = socket.getInputStream();
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(new Line(line, System.nanoTime()));
            }
        } catch (IOException e) {
            // broken off
        } finally {
            closed = true;
        }
    }

    /** Waits for a line that begins so. */
    Line await(String start) {
        if (!Waiting.until(() -> find(start).isPresent(), LIMIT)) {
            throw new IllegalStateException("No '" + start + "' in " + text());
        }
        return find(start).orElseThrow();
    }

    /** Waits for the reason. */
    String awaitReason() {
        await("event: ended");
        return await("data: {\"reason\":").text().replaceAll("data: \\{\"reason\":\"(\\w+)\"}", "$1");
    }

    boolean has(String start) {
        return find(start).isPresent();
    }

    private Optional<Line> find(String start) {
        return lines.stream().filter(line -> line.text().startsWith(start)).findFirst();
    }

    /** Waits until the answer is whole, or broken off. */
    boolean awaitEnd() {
        return Waiting.until(() -> closed || has("0"), LIMIT);
    }

    List<String> text() {
        return lines.stream().map(Line::text).toList();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
