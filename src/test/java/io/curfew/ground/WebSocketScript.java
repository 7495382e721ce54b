package io.curfew.ground;

import io.curfew.ground.RecordingUpstream.Exchange;
import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The upstream's side of WebSockets (RFC 6455), by hand: it does by its path what upstreams do. */
public final class WebSocketScript implements RecordingUpstream.Script {
    private static final Pattern KEY = Pattern.compile("(?i)\\r\\nSec-WebSocket-Key: *(\\S+)");

    private final AtomicInteger ended = new AtomicInteger();
    private final List<Integer> closeCodes = new CopyOnWriteArrayList<>();

    /** How many connections that were WebSockets have come to their end. */
    public int ended() {
        return ended.get();
    }

    /** The codes of the Close frames that clients have sent. */
    public List<Integer> closeCodes() {
        return List.copyOf(closeCodes);
    }

    @Override
    public void answer(Exchange exchange) throws IOException {
        String path = exchange.head().split(" ", 3)[1];
        Matcher key = KEY.matcher(exchange.head());
        if (!key.find()) {
            exchange.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        } else if (path.endsWith("/refuse")) {
            exchange.send("HTTP/1.1 403 Forbidden\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\nno");
        } else if (path.endsWith("/wrong")) {
            accept(exchange, "AAAA", "");
        } else {
            String protocol = path.endsWith("/protocol") ? "Sec-WebSocket-Protocol: chat.v2\r\n" : "";
            accept(exchange, WebSocketFrame.acceptOf(key.group(1)), protocol);
            try {
                converse(exchange, path);
            } finally {
                ended.incrementAndGet();
            }
        }
    }

    private static void accept(Exchange exchange, String accept, String more) throws IOException {
        exchange.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept + "\r\n" + more + "\r\n");
    }

    private void converse(Exchange exchange, String path) throws IOException {
        if (path.endsWith("/flood")) {
            byte[] block = new byte[100_000];
            while (true) {
                WebSocketFrame.write(exchange.out(), 0x82, block);
            }
        }
        if (path.endsWith("/half")) {
            exchange.out().write(new byte[] {(byte) 0x82, 100, 1, 2, 3});
            exchange.out().flush();
        }
        while (true) {
            WebSocketFrame frame = WebSocketFrame.read(exchange.in());
            if (frame.opcode() == WebSocketFrame.CLOSE) {
                closeCodes.add(
                        frame.payload().length < 2
                                ? 1005
                                : ((frame.payload()[0] & 0xFF) << 8) | (frame.payload()[1] & 0xFF));
                WebSocketFrame.write(exchange.out(), 0x80 | WebSocketFrame.CLOSE, frame.payload());
                throw new EOFException("closed");
            } else if (frame.opcode() == WebSocketFrame.PING) {
                WebSocketFrame.write(exchange.out(), 0x80 | WebSocketFrame.PONG, frame.payload());
            } else if (path.endsWith("/bye")) {
                WebSocketFrame.write(exchange.out(), 0x80 | WebSocketFrame.CLOSE, new byte[] {
                    (byte) (4000 >> 8), (byte) 4000, 'b', 'y', 'e'
                });
            } else if (path.endsWith("/ping")) {
                WebSocketFrame.write(
                        exchange.out(),
                        0x80 | (frame.opcode() == WebSocketFrame.PONG ? WebSocketFrame.TEXT : WebSocketFrame.PING),
                        frame.payload());
            } else {
                WebSocketFrame.write(exchange.out(), frame.first(), frame.payload());
            }
        }
    }
}
