package io.curfew.ground;

import io.curfew.ground.RecordingUpstream.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** An upstream whose answers take long: event streams, long polls, downloads without an end. It notes how each of them ended. */
public final class StreamScript implements RecordingUpstream.Script {
    private final Map<String, Boolean> over = new ConcurrentHashMap<>();

    /** Whether the request with this target was answered for as long as its connection was open, and it is no more. */
    public boolean isOver(String target) {
        return over.containsKey(target);
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        String target = exchange.head().split(" ", 3)[1];
        if (target.startsWith("/events")) {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            if (!target.contains("mute")) {
                exchange.send("d\r\ndata: hello\n\n\r\n");
            }
            untilClosed(exchange, target);
        } else if (target.startsWith("/poll")) {
            untilClosed(exchange, target);
        } else if (target.startsWith("/endless")) {
            endless(exchange, target);
        } else if (target.startsWith("/deaf")) {
            // never reads the body
            try {
                Thread.currentThread().join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        } else {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        }
    }

    private void untilClosed(Exchange exchange, String target) throws IOException {
        try {
            int octet = exchange.in().read();
            throw new IOException("closed, or spoken to: " + octet);
        } finally {
            over.put(target, true);
        }
    }

    private void endless(Exchange exchange, String target) throws IOException {
        byte[] block = "x".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 100000000000\r\n\r\n");
        try {
            while (true) {
                exchange.out().write(block);
            }
        } finally {
            over.put(target, true);
        }
    }
}
